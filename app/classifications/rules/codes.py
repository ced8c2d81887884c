"""How a code is written, and what somebody who typed one meant. Format only: lists are not asked here.

Source of the written and the stored form: NHS Data Dictionary, as summed up in docs/classifications.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

FILLER = "X"  # the fourth character of an undivided ICD-10 category
_ICD10 = re.compile(r"([A-Z]\d\d)(?:\.?([\dX])(\d?))?([DA]?)")
_OPCS4 = re.compile(r"([A-HJ-Z]\d\d)(?:\.?(\d)(\d?))?")
_SIGNS = str.maketrans({"†": "D", "+": "D", "*": "A", "‡": "D", ",": "."})
_TO_DIGIT = str.maketrans("OIL", "011")
_TO_LETTER = str.maketrans("01", "OI")


class System(StrEnum):
    """The two classifications."""

    ICD10 = "icd10"
    OPCS4 = "opcs4"

    @property
    def words(self) -> str:
        """Its name as coders write it."""
        return {"icd10": "ICD-10", "opcs4": "OPCS-4"}[self.value]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed text says.

    key: the stored form, None when the text is not shaped like a code; a bare category ("I10") stays bare.
    meant: where key is None, the key after undoing look-alikes (letter O for zero, I or l for one), if
    that gives one. It is a hint, never a repair.
    """

    key: str | None
    meant: str | None = None

    @property
    def readable(self) -> str | None:
        """The key that was typed or, failing that, probably meant."""
        return self.key or self.meant


def understood(system: System, text: str) -> Understood:
    """Read what was typed, forgiving case, spaces, dots, dashes and the dagger and asterisk signs."""
    plain = re.sub(r"[\s\-–—]", "", text).upper().translate(_SIGNS)
    plain = plain.rstrip(".")
    key = _key(system, plain)
    if key is not None or len(plain) < 3:
        return Understood(key)
    swapped = plain[0].translate(_TO_LETTER) + plain[1:].translate(_TO_DIGIT)
    return Understood(None, _key(system, swapped))


def _key(system: System, plain: str) -> str | None:
    found = (_ICD10 if system is System.ICD10 else _OPCS4).fullmatch(plain)
    if found is None:
        return None
    fifth = found[3] if system is System.ICD10 else ""  # local fifth characters of OPCS-4 say nothing here
    return f"{found[1]}{found[2] or ''}{fifth or ''}"


def whole(key: str) -> str:
    """The key with the filler that an undivided category takes: "I10" and "I10X" are the same code."""
    return key + FILLER if len(key) == 3 else key


def written(key: str) -> str:
    """A key as coders write it: "S72.00", "I10.X", "A01.1", and "S72" for a category."""
    return f"{key[:3]}.{key[3:]}" if len(key) > 3 else key


def category(key: str) -> str:
    """The three-character category of a key."""
    return key[:3]
