"""`flask notices send`, against a mail server on this machine."""

from __future__ import annotations

import dataclasses
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_string, policy

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.notices.actions import write_letter
from app.notices.models import Letter
from tests.build import FakeClock, World


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail for everybody but `refused@…`, as RFC 5321 has it, and keeps it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[str] = []

    @property
    def address(self) -> str:
        """As the setting has it."""
        return f"127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        for line in self.rfile:
            verb = line.decode().strip().upper()
            if verb.startswith("RCPT TO:<REFUSED@"):
                self._say("550 no such person")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.mails.append(self._mail())
                self._say("250 kept")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _mail(self) -> str:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.decode())
        return "".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def mailing(app: Flask, mail_server: MailServer) -> Flask:
    """The application with that mail server."""
    app.extensions["settings"] = dataclasses.replace(
        app.extensions["settings"], mail_server=mail_server.address
    )
    return app


def send(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["notices", "send"])


def write(world: World, to: str, subject: str = "Hello") -> None:
    with world.writing() as db:
        write_letter(db, "hello", to=to, subject=subject, body="Zoë, open\n.\nthis", now=world.now)


def test_what_waits_is_sent_once(mailing: Flask, world: World, mail_server: MailServer) -> None:
    write(world, "amira@example.org", "A new password")
    assert "1 sent, 0 could not be sent." in send(mailing).output
    assert "Nothing waits." in send(mailing).output
    (mail,) = [message_from_string(text, policy=policy.default) for text in mail_server.mails]
    assert (mail["To"], mail["From"]) == ("amira@example.org", "no-reply@coderready.example")
    assert mail["Subject"] == "A new password"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Zoë, open" in mail.get_content()


def test_a_letter_that_is_of_use_for_a_time_only_goes_first(
    mailing: Flask, world: World, mail_server: MailServer
) -> None:
    write(world, "amira@example.org", "A question was marked again")
    soon = world.now + timedelta(hours=1)
    with world.writing() as db:
        written = {"to": "bola@example.org", "subject": "A new password", "body": "A link"}
        write_letter(db, "reset", **written, now=world.now, useful_until=soon)
    send(mailing)
    subjects = [message_from_string(text, policy=policy.default)["Subject"] for text in mail_server.mails]
    assert subjects == ["A new password", "A question was marked again"]


def test_a_letter_the_server_refuses_is_counted_and_the_next_is_sent(
    mailing: Flask, world: World, mail_server: MailServer
) -> None:
    write(world, "refused@example.org")
    write(world, "amira@example.org")
    assert "1 sent, 1 could not be sent." in send(mailing).output
    assert len(mail_server.mails) == 1


def test_a_letter_that_cannot_be_a_mail_is_counted_and_the_next_is_sent(mailing: Flask, world: World) -> None:
    write(world, "amira@example.org", "Hello\nBcc: everybody@example.org")
    write(world, "bola@example.org")
    assert "1 sent, 1 could not be sent." in send(mailing).output


def test_no_mail_server_is_said_so_and_costs_no_try(app: Flask, world: World) -> None:
    write(world, "amira@example.org")
    told = send(app)
    assert told.exit_code == 1
    assert "No mail server is set" in told.output


def test_a_silent_mail_server_is_said_so_and_costs_no_try(
    mailing: Flask, world: World, mail_server: MailServer, clock: FakeClock
) -> None:
    write(world, "amira@example.org")
    mail_server.server_close()
    mail_server.shutdown()
    told = send(mailing)
    assert told.exit_code == 1
    assert "gives up" in told.output
    with world.reading() as db:
        assert db.scalars(select(Letter.tries)).all() == [0]


def test_a_mail_server_that_is_none_is_said_so(app: Flask, world: World) -> None:
    write(world, "amira@example.org")
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], mail_server="mail:smtp")
    assert "Give host or host:port" in send(app).output
