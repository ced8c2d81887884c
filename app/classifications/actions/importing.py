"""Stores a published list as an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.classifications.models import ImportedEdition, ImportedEntry
from app.classifications.queries.editions import as_edition, imported_editions
from app.classifications.rules.entries import Edition, Entry
from app.classifications.rules.sections import Listed, fingerprint
from app.outcomes import NotAllowedNow

AT_ONCE = 1_000  # rows of one statement


def already_here(db: Session, listed: Listed) -> Edition | None:
    """The edition that was imported with exactly these lines, if there is one."""
    row = db.scalar(select(ImportedEdition).where(ImportedEdition.fingerprint == fingerprint(listed.entries)))
    return as_edition(row) if row else None


def import_edition(
    db: Session, listed: Listed, *, now: datetime, stored: Callable[[int], None] = lambda _rows: None
) -> Edition:
    """Store the edition with all its lines; the stored one, whose id is new among the imported ones.

    Another file of an edition that is here stands beside it under the same name, and counts from now on:
    what somebody was marked by does not change.

    Args:
        stored: told how many more rows were stored, for showing progress.

    Raises:
        NotAllowedNow: exactly these lines were imported before.
    """
    here = already_here(db, listed)
    if here is not None:
        raise NotAllowedNow(f"It is already here as {here.id}.")
    before = imported_editions(db)
    edition = replace(listed.edition, id=_free(listed.edition.id, {one.id for one in before}))
    row = ImportedEdition(
        id=edition.id,
        number=max((one.number for one in before), default=0) + 1,
        system=edition.system,
        name=edition.name,
        source=edition.source,
        checksum=edition.checksum,
        fingerprint=fingerprint(listed.entries),
        in_force_from=edition.in_force_from,
        in_force_to=edition.in_force_to,
        imported_at=now,
    )
    db.add(row)
    db.flush()
    for rows in _in_parts(edition.id, listed.entries):
        db.execute(insert(ImportedEntry), rows)
        stored(len(rows))
    return edition


def _free(wanted: str, taken: set[str]) -> str:
    """The id, with a number after it if it is taken: "opcs4-4.11-2"."""
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (wanted, *numbered) if one not in taken)


def _in_parts(edition_id: str, entries: Sequence[Entry]) -> Iterator[list[dict[str, object]]]:
    for start in range(0, len(entries), AT_ONCE):
        yield [
            {
                "edition_id": edition_id,
                "key": entry.key,
                "place": place,
                "title": entry.title,
                "kind": entry.kind,
                "chapter": entry.chapter,
                "block": entry.block,
                "mark": entry.mark,
                "partners": list(entry.partners),
                "sex": entry.sex,
                "min_age": entry.min_age,
                "max_age": entry.max_age,
            }
            for place, entry in enumerate(entries[start : start + AT_ONCE], start=start)
        ]
