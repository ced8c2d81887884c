"""`flask codes search`: find codes by words, for one phrase or a file of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

import click
from flask.cli import with_appcontext

from app import db
from app.classifications.queries.catalogue import Catalogue, catalogue_in_use
from app.classifications.queries.searching.search import search
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Kind
from app.clock import the_clock, uk_date
from app.outcomes import NotAllowedNow

MOST = 100


@click.command("search")
@click.argument("text", required=False)
@click.option(
    "--system",
    type=click.Choice([system.value for system in System]),
    default=System.ICD10.value,
    show_default=True,
    help="The classification to look in.",
)
@click.option("--file", "phrases", type=click.File(encoding="utf-8"), help="Look up each line of this file.")
@click.option(
    "--limit", type=click.IntRange(1, MOST), default=10, show_default=True, help="Results of a phrase."
)
@click.option("--json", "as_json", is_flag=True, help="Print an object, or with --file a list of them.")
@with_appcontext
def command(text: str | None, system: str, phrases: TextIO | None, limit: int, as_json: bool) -> None:
    """Look up TEXT, a clinical phrase or a code, in the list that is in use; best results first."""
    if (text is None) == (phrases is None):
        raise click.UsageError("Give a TEXT to look up, or a --file with one on each line.")
    try:
        with db.open_session(db.engine(), may_write=False) as own:
            catalogue = catalogue_in_use(own, System(system), on=uk_date(the_clock().now()))
    except NotAllowedNow as refusal:
        raise click.ClickException(str(refusal)) from None
    found = [_found(catalogue, one, limit) for one in ([text] if text is not None else _lines(phrases))]
    if as_json:
        told: object = found if text is None else found[0]
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for one in found:
        _print(one, named=text is None)


def _lines(phrases: TextIO | None) -> Iterable[str]:
    """The phrases of a file; an empty line is none."""
    try:
        return [line.strip() for line in phrases or () if line.strip()]
    except UnicodeDecodeError:
        raise click.ClickException("The file is not UTF-8 text. Save it as UTF-8.") from None


def _found(catalogue: Catalogue, text: str, limit: int) -> dict[str, object]:
    results = [
        {"code": entry.code, "title": entry.title, "kind": entry.kind.value}
        for entry in search(catalogue, text, limit)
    ]
    return {"query": text, "results": results}


def _print(found: dict[str, object], *, named: bool) -> None:
    if named:
        click.echo(f"{found['query']}:")
    results = found["results"]
    assert isinstance(results, list)
    for one in results:
        kind = "" if one["kind"] == Kind.ASSIGNABLE else f" [{one['kind']}]"
        click.echo(f"{one['code']:<7} {one['title']}{kind}")
    if not results:
        click.echo("Nothing was found. Try other words, or the beginning of a code.")
