"""`flask codes import` and `flask codes compare`: the published lists."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from app import db
from app.classifications.actions.importing import already_here, import_edition
from app.classifications.content.importable import read_importable
from app.classifications.content.published import MOST_BYTES
from app.classifications.queries.catalogue import Catalogue, catalogue_in_use
from app.classifications.queries.editions import Here, every_list, imported_list, practice_list
from app.classifications.rules.comparing import Difference, compared
from app.classifications.rules.entries import Edition, Kind
from app.classifications.rules.sections import Listed
from app.clock import the_clock, uk_date
from app.commands.codes import changing, counted, in_force
from app.outcomes import Refusal
from app.trail.actions import note

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
SHOWN = 20  # codes of a difference; the rest is counted


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", "said", default="", metavar="NAME", help='Which it is, such as "OPCS-4.10".')
@click.option("--from", "day", type=DAY, help="The first day in force, of an edition that is not known here.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def import_(file: Path, said: str, day: datetime | None, yes: bool) -> None:
    """Import the published list FILE: ICD-10 5th Edition, or OPCS-4 codes and titles; TXT or XML.

    First it shows what the file holds and asks. All of it is stored or nothing; the same list again changes
    nothing. Get the files from TRUD under your own licence.
    """
    click.echo(f"Reading {file.name}")
    try:
        listed = read_importable(_data(file), file.name, said=said, in_force_from=day.date() if day else None)
    except Refusal as refusal:
        raise click.ClickException(f"{refusal} Nothing was changed.") from refusal
    with db.open_session(db.engine(), may_write=False) as own:
        here = already_here(own, listed)
        if here is None:
            _preview(own, listed)
    if here is not None:
        click.echo(f"These are exactly the lines of {here.id} ({here.name}). Nothing was changed.")
        return
    if not yes and not click.confirm("Import it?"):
        click.echo("Nothing was changed.")
        return
    edition = _stored(listed)
    click.echo(f"Imported as {edition.id}: {counted(_here(listed))}.")
    ours = practice_list(edition.system).edition
    if edition.name == ours.stands_for:
        click.echo(f"To let our practice list serve no more: flask codes off {ours.id}")


def _data(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise click.ClickException(
            f"{file} cannot be read: {error.strerror}. Nothing was changed."
        ) from error


def _stored(listed: Listed) -> Edition:
    """All of it or nothing, with a bar that grows."""
    with (
        changing() as (own, now),
        click.progressbar(length=len(listed.entries), label="Storing") as bar,
    ):
        edition = import_edition(own, listed, now=now, stored=bar.update)
        note(own, "import edition", f"edition:{edition.id}", now=now, actor_id=None, rows=len(listed.entries))
    return edition


def _preview(own: Session, listed: Listed) -> None:
    edition = listed.edition
    click.echo(f"{edition.name}, {in_force(edition)}")
    click.echo(f"    {counted(_here(listed))}")
    click.echo(f"    checksum: {edition.checksum}")
    serving = catalogue_in_use(own, edition.system, on=uk_date(the_clock().now()))
    click.echo(f"    beside {serving.edition.id}, which serves today: {_beside(listed, serving)}")
    same_name = [one.edition.id for one in every_list(own) if one.edition.name == edition.name]
    if same_name:
        click.echo(f"    {same_name[-1]} has the same name. This one will count instead of it.")


def _beside(listed: Listed, serving: Catalogue) -> str:
    """How the file differs from what serves now."""
    titles = {entry.key: entry.title for entry in listed.entries if entry.kind is Kind.ASSIGNABLE}
    now = {entry.key: entry.title for entry in serving.entries if entry.kind is Kind.ASSIGNABLE}
    other = sum(titles[key] != now[key] for key in titles.keys() & now.keys())
    more, fewer = len(titles.keys() - now.keys()), len(now.keys() - titles.keys())
    return f"{more:,} codes more, {fewer:,} fewer, {other:,} with another title"


def _here(listed: Listed) -> Here:
    return Here(listed.edition, Counter(entry.kind for entry in listed.entries), is_off=False)


@click.command("compare")
@with_appcontext
@click.pass_context
def compare(context: click.Context) -> None:
    """Check our practice lists against the imported ones they stand for; exit status 1 if they differ."""
    with db.open_session(db.engine(), may_write=False) as own:
        imported = [one.edition for one in every_list(own) if not one.edition.is_practice]
        pairs = [
            (ours, imported_list(own, theirs))
            for theirs in imported
            for ours in [practice_list(theirs.system)]
            if ours.edition.stands_for == theirs.name
        ]
    if not pairs:
        raise click.ClickException("No edition is imported that our practice lists stand for.")
    differ = False
    for ours, theirs in pairs:
        found = compared(ours.entries, theirs.entries, partial=ours.edition.partial)
        differ = differ or bool(found)
        click.echo(
            f"{ours.edition.id} beside {theirs.edition.id}: {'they differ' if found else 'no difference'}."
        )
        _print(found)
    context.exit(1 if differ else 0)


def _print(found: Difference) -> None:
    for what, codes in (
        ("not in the published list", found.unknown),
        ("retired there", found.retired),
        ("lacking here", found.lacking),
    ):
        if codes:
            more = f" and {len(codes) - SHOWN:,} more" if len(codes) > SHOWN else ""
            click.echo(f"    {what}: {', '.join(codes[:SHOWN])}{more}")
