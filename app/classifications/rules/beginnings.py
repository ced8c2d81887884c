"""What somebody who types a code has typed so far."""

from __future__ import annotations

import re

from app.classifications.rules.codes import System, understood

_BEGINNING = {
    System.ICD10: re.compile(r"[A-Z]\d{1,2}(?:\.?[\dX]\d?)?[DA]?"),
    System.OPCS4: re.compile(r"[A-HJ-Z]\d{1,2}(?:\.?\d\d?)?"),
}
_SIGNS = re.compile(r"[†‡*]")
LONGEST = {System.ICD10: 5, System.OPCS4: 4}


def code_begun(system: System, text: str) -> str:
    """The beginning of a stored key that a text is, with or without its dot; "" where it is none.

    "s7" begins with "S7", "S72.0" and "s720" with "S720". OPCS-4 is cut to its four characters.
    """
    plain = re.sub(r"[\s\-–—]", "", _SIGNS.sub("", text)).upper().rstrip(".")
    if not _BEGINNING[system].fullmatch(plain):
        return ""
    return plain.rstrip("DA").replace(".", "")[: LONGEST[system]]


def code_meant(system: System, text: str) -> str:
    """The key that a mistyped code probably was, such as "S06" for "SO6"; "" where it is none."""
    return understood(system, text).meant or ""


def code_and_words(system: System, text: str) -> tuple[str, str]:
    """A whole code at the beginning of a text, and the words after it: "S72 closed" is "S72" and "closed"."""
    first, _, rest = text.strip().partition(" ")
    key = code_begun(system, first)
    return (key, rest.strip()) if len(key) >= 3 and rest.strip() else ("", text)
