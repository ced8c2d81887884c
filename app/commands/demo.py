"""`flask demo …`: the demonstration people and their work."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app import db
from app.accounts.links import ways
from app.accounts.passwords import Passwords
from app.clock import the_clock
from app.commands.content import require_plan
from app.demo import cast, mocks, people

REAL_PEOPLE = (
    "There are people in this database, and they are not those of the demonstration. Its password is known "
    "to everybody, so nobody was added. Give the demonstration a database of its own with DATABASE_URL, or "
    "serve this one with: flask --app app serve"
)

group = AppGroup("demo", help="Invented people and their work, to try the site with.")


@group.command("make")
def make() -> None:
    """Make the demonstration, unless it is there already, and say who to sign in as."""
    require_plan()
    passwords: Passwords = current_app.extensions["passwords"]
    setting = people.Setting(passwords.make(cast.PASSWORD), ways(), the_clock().now())
    with db.one_transaction(db.engine()) as own:
        if people.is_there(own):
            click.echo("The demonstration is there already; what was written in it stays.")
        elif people.others_are_there(own):
            raise click.ClickException(REAL_PEOPLE)
        else:
            ids = people.add_everybody(own, setting)
            mocks.sit_all(own, ids, now=setting.now)
            people.close_accounts(own, ids, setting)
            click.echo("The demonstration is made.")
    _say_who()


def _say_who() -> None:
    apprentices = {one.email: one for one in cast.APPRENTICES}
    rows: list[tuple[cast.Apprentice | cast.Staff, str]] = [
        (apprentices["amina@northshire.example"], "apprentice, mocks of both parts sat"),
        (apprentices["ben@northshire.example"], "apprentice with extra time, in the middle of a mock"),
        (apprentices["daniel@northshire.example"], "apprentice whose time ran out, with late answers"),
        (apprentices["harry@southmere.example"], "apprentice in the middle of a case"),
        (apprentices["gemma@southmere.example"], "apprentice on a first visit"),
        (cast.TUTORS[0], "tutor"),
        (cast.ASSESSOR, "end-point assessor"),
        (cast.ADMINISTRATOR, "administrator"),
    ]
    click.echo(f"Sign in with the password {cast.PASSWORD} as")
    for who, what in rows:
        click.echo(f"  {who.email:<28} {who.name}, {what}")
