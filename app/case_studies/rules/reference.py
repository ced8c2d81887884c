"""What is compared in marking: the reference's lines, and what somebody entered.

Keys are codes as stored, without the dot and with the filler ("S7200", "I10X").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Category(StrEnum):
    """The NHS audit's four, and external causes, which it counts among the secondary diagnoses."""

    PD = "PD"
    SD = "SD"
    EX = "EX"
    PP = "PP"
    SP = "SP"

    @property
    def words(self) -> str:
        """In words."""
        return {
            "PD": "Primary diagnosis",
            "SD": "Secondary diagnoses",
            "EX": "External causes",
            "PP": "Primary procedure",
            "SP": "Secondary procedures",
        }[self.value]

    @property
    def counted_in(self) -> Category:
        """The one whose accuracy it goes into."""
        return Category.SD if self is Category.EX else self

    @property
    def is_primary(self) -> bool:
        """Whether it is the first line of its list."""
        return self in (Category.PD, Category.PP)


COUNTED = (Category.PD, Category.SD, Category.PP, Category.SP)


class Tie(StrEnum):
    """What binds a line to an earlier one of its list."""

    FREE = "free"
    AFTER = "after"  # directly after it
    PAIR = "pair"  # next to it, on either side
    PAIR_AFTER = "pair after"  # next to it and behind it


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the reference.

    accepts: every key that is right here, its own first; family: a category any code of which is right,
    where the list at hand does not say which there are, or "". block: ICD-10 block or OPCS-4 chapter.
    anchors: numbers (from 0, within the list) of the lines it is tied to; of several it follows the last
    one given.
    """

    accepts: tuple[str, ...]
    category: Category
    block: str
    required: bool = True
    family: str = ""
    tie: Tie = Tie.FREE
    anchors: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """The code the reference itself gives."""
        return self.accepts[0]

    def takes(self, key: str | None) -> bool:
        """Whether that key is right here."""
        if key is None:
            return False
        of_family = bool(self.family) and key[:3] == self.family and key[3:] not in ("", "X")
        return key in self.accepts or of_family


@dataclass(frozen=True, slots=True)
class CodeSet:
    """One complete and right coding: the diagnoses, and the procedures with their groups in a row."""

    diagnoses: tuple[Line, ...]
    procedures: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """The code sets of a case: the author's own first, then alternates that are as right."""

    code_sets: tuple[CodeSet, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """A line somebody entered.

    text: as typed. key: what it says; None if it is not shaped like a code. meant: what it says after
    undoing look-alikes (letter O for zero), where key is None. block: of whichever of them there is.
    bare: the filler X was left out. external: a code of chapter XX. mark: "dagger", "asterisk" or "";
    partners: keys of the codes a fixed pair is made with. divided: a heading, so that a character lacks.
    """

    text: str
    key: str | None
    meant: str | None = None
    block: str = ""
    bare: bool = False
    external: bool = False
    mark: str = ""
    partners: tuple[str, ...] = ()
    divided: bool = False

    @property
    def readable(self) -> str | None:
        """The key that was typed or, failing that, probably meant."""
        return self.key or self.meant


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything entered for a case, in order. query: what was asked of the clinician, in words."""

    diagnoses: tuple[Entered, ...] = ()
    procedures: tuple[Entered, ...] = ()
    query: str = field(default="")
