"""`flask notices …`: sending the letters of the outbox."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime

import click
from flask import current_app
from flask.cli import AppGroup

from app import db, log
from app.clock import the_clock
from app.commands.operator import OPERATOR
from app.notices.actions import note_sent, take_next_letter
from app.notices.models import Letter
from app.notices.queries import count_waiting
from config import Settings

PATIENCE_S = 30  # for one answer of the mail server; a letter is taken again only much later

group = AppGroup("notices", help="Letters: send those that wait in the outbox.")


@group.command("send")
def send() -> None:
    """Send what waits. Harmless to repeat, and from several processes; for cron."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.mail_server:
        raise click.ClickException("No mail server is set (MAIL_SERVER). Letters stay in the outbox.")
    with db.one_transaction(db.engine()) as own:
        waiting = count_waiting(own, OPERATOR, now=the_clock().now())
    if not waiting:
        click.echo("Nothing waits.")
        return
    try:
        with _mail_server(settings.mail_server) as server:
            sent, failed = _send_all(server, settings)
    except OSError as problem:
        raise click.ClickException(f"The mail server {settings.mail_server} gives up: {problem}") from problem
    click.echo(f"{sent} sent, {failed} could not be sent.")


def _send_all(server: smtplib.SMTP, settings: Settings) -> tuple[int, int]:
    """Each letter is taken, posted and noted in transactions of their own: posting holds no lock."""
    sent = failed = 0
    while True:
        with db.one_transaction(db.engine()) as own:
            letter = take_next_letter(own, now=the_clock().now())
        if letter is None:
            return sent, failed
        try:
            server.send_message(_as_mail(letter, settings))
        except smtplib.SMTPServerDisconnected:
            raise
        except (smtplib.SMTPException, ValueError) as problem:  # ValueError: a header that cannot be
            log.event("letter-not-sent", letter=letter.id, why=type(problem).__name__)
            failed += 1
            continue
        with db.one_transaction(db.engine()) as own:
            note_sent(own, letter.id, now=the_clock().now())
        sent += 1


def _as_mail(letter: Letter, settings: Settings) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = letter.to_address
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.made_at)
    domain = settings.mail_from.partition("@")[2]
    # the same at every try, so that a mail server can tell a repetition
    mail["Message-ID"] = f"<letter-{letter.id}-{int(letter.made_at.timestamp())}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body, cte="quoted-printable")  # goes through every mail server, however old
    return mail


@contextmanager
def _mail_server(address: str) -> Iterator[smtplib.SMTP]:
    """A connection to `host[:port]`, encrypted where the server offers it."""
    host, _, port = address.partition(":")
    if port and not port.isdecimal():
        raise click.ClickException(f"MAIL_SERVER is {address!r}. Give host or host:port.")
    with smtplib.SMTP(host, int(port or 25), timeout=PATIENCE_S) as server:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        yield server
