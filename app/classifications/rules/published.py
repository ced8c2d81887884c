"""What the published files have in common: rows with named fields, and refusals when one cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.classifications.rules.entries import Entry
from app.outcomes import BadInput

GET_IT_AGAIN = "Fetch the file from TRUD again and import it unchanged."


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a published file. number: counted from 1, the header included; fields: by column name."""

    number: int
    fields: Mapping[str, str]


def unreadable(row: Row, why: str) -> BadInput:
    """The refusal of a file because of one of its rows."""
    return BadInput(f"Row {row.number} cannot be read: {why} {GET_IT_AGAIN}")


def require_whole(rows: Sequence[Row], least: int, name: str) -> None:
    """Refuse a part of a list.

    Raises:
        BadInput: there are fewer rows than the edition has.
    """
    if len(rows) < least:
        raise BadInput(
            f"The file has {len(rows):,} rows; {name} has at least {least:,}. "
            f"Some of it is missing. {GET_IT_AGAIN}"
        )


def require_once(entries: Collection[Entry]) -> None:
    """Refuse a list in which a code stands twice.

    Raises:
        BadInput: one does.
    """
    seen: set[str] = set()
    for entry in entries:
        if entry.key in seen:
            raise BadInput(f"{entry.code} stands in the file more than once. {GET_IT_AGAIN}")
        seen.add(entry.key)
