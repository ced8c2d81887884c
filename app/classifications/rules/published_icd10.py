"""What the rows of the published ICD-10 files say. TXT and XML have the same twelve fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from app.classifications.rules.codes import FILLER, category, whole
from app.classifications.rules.entries import Entry, Kind, Mark
from app.classifications.rules.published import Row, require_once, unreadable
from app.classifications.rules.sections import key_of

COLUMNS = (
    "CODE",
    "ALT_CODE",
    "USAGE",
    "USAGE_UK",
    "DESCRIPTION",
    "MODIFIER_4",
    "MODIFIER_5",
    "QUALIFIERS",
    "GENDER_MASK",
    "MIN_AGE",
    "MAX_AGE",
    "TREE_DESCRIPTION",
)
OLDEST = 120  # an upper bound of so many years or more bounds nobody
_KEY = re.compile(r"[A-Z]\d\d(?:[\dX]\d?)?")
_CODE_IN_TEXT = re.compile(r"\b[A-Z]\d\d(?:\.?[\dX]\d?)?")
_MARKS = {"": Mark.PLAIN, "DEFAULT": Mark.PLAIN, "DAGGER": Mark.DAGGER, "ASTERISK": Mark.ASTERISK}
_SEXES = {"1": "female", "2": "male"}


@dataclass(frozen=True)
class Around:
    """What the files do not hold. blocks: by category; chapters: by block; order: of the blocks.

    later_meanings: titles by key, laid over those of the file.
    """

    blocks: Mapping[str, str]
    chapters: Mapping[str, str]
    order: Mapping[str, int]
    later_meanings: Mapping[str, str]


def icd10_entries(rows: Sequence[Row], around: Around) -> tuple[Entry, ...]:
    """The entries of an edition in tabular order; what has codes below it is a heading.

    Raises:
        BadInput: a row cannot be read, its category is none of ICD-10, or a code stands twice.
    """
    keys = [_key(row) for row in rows]
    divided = {key[:length] for key in keys for length in range(3, len(key))}
    entries = [
        _entry(row, _kept_as(key, divided), key in divided, around)
        for row, key in zip(rows, keys, strict=True)
    ]
    require_once(entries)
    marked = _paired({entry.key: entry for entry in entries}, rows)
    return tuple(sorted(marked.values(), key=lambda one: (around.order[one.block], one.key)))


def _key(row: Row) -> str:
    key = key_of(row.fields["ALT_CODE"].strip().upper())
    if not _KEY.fullmatch(key):
        raise unreadable(row, f"{row.fields['ALT_CODE'][:20]!r} is no code of ICD-10.")
    if category(key) != category(row.fields["CODE"].strip().upper()):
        raise unreadable(row, "CODE and ALT_CODE do not belong together.")
    return key


def _kept_as(key: str, divided: set[str]) -> str:
    """An undivided category with its filler; one that goes on to a fifth character without it."""
    if key in divided:
        return category(key) if key[3:] == FILLER else key
    return whole(key)


def _entry(row: Row, key: str, is_heading: bool, around: Around) -> Entry:
    fields = row.fields
    if category(key) not in around.blocks:
        raise unreadable(row, f"{category(key)} is no category of ICD-10.")
    if fields["USAGE"].strip().upper() not in _MARKS:
        raise unreadable(row, f"the usage {fields['USAGE'][:20]!r} is not known.")
    parts = [" ".join(fields[name].split()) for name in ("DESCRIPTION", "MODIFIER_4", "MODIFIER_5")]
    title = around.later_meanings.get(key) or " ".join(part for part in parts if part)
    if not title:
        raise unreadable(row, f"{key} has no title.")
    block = around.blocks[category(key)]
    return Entry(
        key=key,
        title=title,
        kind=Kind.HEADING if is_heading else Kind.ASSIGNABLE,
        chapter=around.chapters[block],
        block=block,
        mark=_MARKS[fields["USAGE"].strip().upper()],
        sex=_SEXES.get(fields["GENDER_MASK"].strip(), ""),
        min_age=_years(row, "MIN_AGE") or None,
        max_age=_bound(_years(row, "MAX_AGE")),
    )


def _years(row: Row, name: str) -> int | None:
    text = row.fields[name].strip()
    if text and not (text.isascii() and text.isdigit()):
        raise unreadable(row, f"{name} is {text[:20]!r}, not a number of years.")
    return int(text) if text else None


def _bound(years: int | None) -> int | None:
    return None if years is None or years >= OLDEST else years


def _paired(entries: dict[str, Entry], rows: Iterable[Row]) -> dict[str, Entry]:
    """The same with partners both ways, wherever either half of a pair names the other."""
    partners: dict[str, set[str]] = {}
    for row in rows:
        named = _CODE_IN_TEXT.findall(row.fields["QUALIFIERS"].upper())
        halves = _codes_meant(_key(row), entries) if named else []
        others = [other for code in named for other in _codes_meant(key_of(code), entries)]
        for half, other in product(halves, others):
            if {half.mark, other.mark} == {Mark.DAGGER, Mark.ASTERISK}:
                partners.setdefault(half.key, set()).add(other.key)
                partners.setdefault(other.key, set()).add(half.key)
    return entries | {
        key: replace(entries[key], partners=tuple(sorted(found))) for key, found in partners.items()
    }


def _codes_meant(code: str, entries: Mapping[str, Entry]) -> list[Entry]:
    """The code itself, or every code below a heading; none if the file does not have it."""
    found = entries.get(code) or entries.get(whole(code))
    if found is None:
        return []
    if found.kind is Kind.ASSIGNABLE:
        return [found]
    return [one for key, one in entries.items() if key.startswith(code) and one.kind is Kind.ASSIGNABLE]
