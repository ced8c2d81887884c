"""Which codes a convention speaks of, written as patterns. The language is told in docs/marking.md."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.case_studies.rules.reference import Entered

_CODE = r"[A-Z]\d\d(\.([\dX]|[\dX]\d))?"
_WRITTEN = re.compile(
    rf"{_CODE}(-{_CODE})?|@(asterisk|dagger|not-asterisk|divided-(sub)?category|block [A-Z])"
)


def is_pattern(text: str) -> bool:
    """Whether it is written as a pattern; a range has as many characters on both sides."""
    first, _, last = text.partition("-")
    return bool(_WRITTEN.fullmatch(text)) and (text[0] == "@" or not last or len(first) == len(last))


def matches(patterns: Sequence[str], one: Entered) -> bool:
    """Whether a line is among what the patterns say.

    "K35": a category and all under it; "E11.9": a code and all under it; "S00-T98", "E11.0-E11.8": from
    one to the other; "@asterisk", "@dagger", "@not-asterisk"; "@divided-category", "@divided-subcategory":
    a heading of three or of four characters, to which one is to be added; "@block Z": codes of that chapter
    of OPCS-4, its overflow too.
    """
    key = one.readable
    return key is not None and any(_matches(pattern, key, one) for pattern in patterns)


def _matches(pattern: str, key: str, one: Entered) -> bool:
    if pattern.startswith("@block "):
        return one.block == pattern.removeprefix("@block ")
    if pattern.startswith("@"):
        return {
            "@asterisk": one.mark == "asterisk",
            "@dagger": one.mark == "dagger",
            "@not-asterisk": one.mark != "asterisk",
            "@divided-category": one.divided and key[3:] in ("", "X"),
            "@divided-subcategory": one.divided and key[3:] not in ("", "X"),
        }[pattern]
    first, _, last = pattern.replace(".", "").partition("-")
    return first <= key[: len(first)] <= (last or first)
