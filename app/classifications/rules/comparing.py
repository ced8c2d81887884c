"""How two lists of one classification differ in their codes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.classifications.rules.codes import category, written
from app.classifications.rules.entries import Entry, Kind


@dataclass(frozen=True)
class Difference:
    """Codes as coders write them, sorted. All three are empty where the lists agree.

    unknown: in the one list and not in the other. retired: live in the one, retired in the other.
    lacking: live in the other, in a category that the one has, and missing there.
    """

    unknown: tuple[str, ...]
    retired: tuple[str, ...]
    lacking: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.unknown or self.retired or self.lacking)


def compared(ours: Collection[Entry], theirs: Collection[Entry], *, partial: bool) -> Difference:
    """How our list differs from a published one.

    Args:
        partial: ours holds only some categories, but those whole; otherwise all of theirs must be in ours.
    """
    kinds = {entry.key: entry.kind for entry in theirs}
    live = {entry.key for entry in ours if entry.kind is Kind.ASSIGNABLE}
    categories = {category(entry.key) for entry in ours}
    return Difference(
        unknown=_written({entry.key for entry in ours if entry.key not in kinds}),
        retired=_written({key for key in live if kinds.get(key) is Kind.RETIRED}),
        lacking=_written(
            {
                key
                for key, kind in kinds.items()
                if kind is Kind.ASSIGNABLE
                and key not in live
                and (not partial or category(key) in categories)
            }
        ),
    )


def _written(keys: set[str]) -> tuple[str, ...]:
    return tuple(written(key) for key in sorted(keys))
