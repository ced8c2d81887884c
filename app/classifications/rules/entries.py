"""What a line of a classification is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.classifications.rules.codes import System, written


class Kind(StrEnum):
    """Whether an entry may be given as a code."""

    ASSIGNABLE = "assignable"
    HEADING = "heading"
    RETIRED = "retired"


class Mark(StrEnum):
    """The sign of ICD-10 that says one half of a pair: underlying disease, or its manifestation."""

    PLAIN = ""
    DAGGER = "dagger"
    ASTERISK = "asterisk"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an edition.

    key: stored form ("S7200"); headings are categories ("S72") or divided subcategories ("S720").
    partners: keys of the codes a pair is fixed with. sex: "female" or "male" where an imported list bounds
    it, else "". ages: in years, only from an imported list; both only ever warn.
    """

    key: str
    title: str
    kind: Kind
    chapter: str
    block: str
    mark: Mark = Mark.PLAIN
    partners: tuple[str, ...] = ()
    sex: str = ""
    min_age: int | None = None
    max_age: int | None = None

    @property
    def code(self) -> str:
        """The code as coders write it."""
        return written(self.key)


@dataclass(frozen=True, slots=True)
class Edition:
    """One published list, or one of our practice lists.

    id: a short name for commands ("icd10-practice"). stands_for: the published edition whose codes it has
    ("ICD-10 5th Edition"); for an imported list that is its own name. checksum: SHA-256 of its sorted
    assignable codes, one a line. in_force_to: the last day, None while no end is known.
    partial: it holds only some of the codes, so a code that is missing may still exist.
    """

    id: str
    system: System
    name: str
    stands_for: str
    source: str
    checksum: str
    in_force_from: date
    in_force_to: date | None
    is_practice: bool
    partial: bool = False
