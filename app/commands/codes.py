"""`flask codes …`: the lists of ICD-10 and OPCS-4, and which of them serve."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import db
from app.classifications.actions.switching import switch_off, switch_on
from app.classifications.queries.catalogue import catalogue_in_use
from app.classifications.queries.editions import Here, every_list
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Edition, Kind
from app.clock import the_clock, uk_date
from app.outcomes import Refusal
from app.templating import uk_date_words
from app.trail.actions import note

group = AppGroup("codes", help="The lists of ICD-10 and OPCS-4: editions, import, search.")


@contextmanager
def changing() -> Iterator[tuple[Session, datetime]]:
    """One transaction; a refusal becomes an error message, and nothing is kept."""
    try:
        with db.one_transaction(db.engine()) as own:
            yield own, the_clock().now()
    except Refusal as refusal:
        raise click.ClickException(f"{refusal} Nothing was changed.") from refusal
    except IntegrityError as error:  # PostgreSQL lets two of these commands work at once
        raise click.ClickException(
            "The lists were changed meanwhile. Nothing was changed; try again."
        ) from error


@group.command("editions")
@click.option("--json", "as_json", is_flag=True, help="Print the same as JSON.")
def editions(as_json: bool) -> None:
    """List every edition that is here, and say which serve today."""
    with db.open_session(db.engine(), may_write=False) as own:
        listed = every_list(own)
        today = uk_date(the_clock().now())
        serving = {catalogue_in_use(own, system, on=today).edition.id for system in System}
    if as_json:
        click.echo(json.dumps([_as_json(one, serving) for one in listed], indent=2, ensure_ascii=False))
        return
    for one in listed:
        click.echo(f"{one.edition.id}: {one.edition.name} [{_state(one, serving)}]")
        click.echo(f"    {in_force(one.edition)}; {counted(one)}")
        click.echo(f"    source: {one.edition.source}")
        click.echo(f"    checksum: {one.edition.checksum}")


@group.command("off")
@click.argument("edition_id", metavar="ID")
def off(edition_id: str) -> None:
    """Let the list ID serve no more; `flask codes editions` shows the ids."""
    with changing() as (own, now):
        edition, changed = switch_off(own, edition_id, now=now)
        if changed:
            note(own, "switch edition off", f"edition:{edition.id}", now=now, actor_id=None)
    click.echo(f"{edition.id} is switched off." if changed else f"{edition.id} was off already.")


@group.command("on")
@click.argument("edition_id", metavar="ID")
def on(edition_id: str) -> None:
    """Let the list ID serve again."""
    with changing() as (own, now):
        edition, changed = switch_on(own, edition_id)
        if changed:
            note(own, "switch edition on", f"edition:{edition.id}", now=now, actor_id=None)
    click.echo(f"{edition.id} is switched on." if changed else f"{edition.id} was on already.")


def in_force(edition: Edition) -> str:
    """When the edition is in force, in words."""
    until = f" to {uk_date_words(edition.in_force_to)}" if edition.in_force_to else ""
    return f"in force from {uk_date_words(edition.in_force_from)}{until}"


def counted(here: Here) -> str:
    """How many lines of each kind, in words."""
    names = {Kind.ASSIGNABLE: "codes", Kind.RETIRED: "retired", Kind.HEADING: "headings"}
    return ", ".join(f"{here.counts.get(kind, 0):,} {name}" for kind, name in names.items())


def _state(here: Here, serving: set[str]) -> str:
    return "off" if here.is_off else "in use" if here.edition.id in serving else "on"


def _as_json(here: Here, serving: set[str]) -> dict[str, object]:
    edition = here.edition
    return {
        "id": edition.id,
        "system": edition.system,
        "name": edition.name,
        "stands_for": edition.stands_for,
        "source": edition.source,
        "checksum": edition.checksum,
        "in_force_from": edition.in_force_from.isoformat(),
        "in_force_to": edition.in_force_to.isoformat() if edition.in_force_to else None,
        "assignable": here.counts.get(Kind.ASSIGNABLE, 0),
        "heading": here.counts.get(Kind.HEADING, 0),
        "retired": here.counts.get(Kind.RETIRED, 0),
        "partial": edition.partial,
        "state": _state(here, serving),
    }
