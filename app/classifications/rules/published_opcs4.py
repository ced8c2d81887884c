"""What the rows of the published OPCS-4 codes and titles say. TXT and XML have the same two fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.classifications.rules.chapters import Chapters
from app.classifications.rules.entries import Entry, Kind
from app.classifications.rules.published import GET_IT_AGAIN, Row, require_once, unreadable
from app.classifications.rules.sections import key_of
from app.outcomes import BadInput

COLUMNS = ("CODE", "TITLE")
_CODE = re.compile(r"[A-HJ-Z]\d\d(?:\.\d)?")
_RETIRED = re.compile(r"\b(?:code|category) retired\b", re.IGNORECASE)


def opcs4_entries(rows: Sequence[Row], chapters: Chapters) -> tuple[Entry, ...]:
    """The entries of an edition in tabular order.

    A code is retired if its title says so. A category of letter O that our map of chapters does not know
    belongs to the chapter in which it stands.

    Raises:
        BadInput: a row cannot be read, a code stands twice or before its category, or a chapter is missing.
    """
    entries = tuple(_entries(rows, chapters))
    require_once(entries)
    missing = sorted(chapters.titles.keys() - {entry.chapter for entry in entries})
    if missing:
        raise BadInput(f"There are no codes of chapter {', '.join(missing)}. {GET_IT_AGAIN}")
    # by the chapter in which each stands, which our map alone could not tell of a new category of letter O
    return tuple(sorted(entries, key=lambda one: (one.chapter, one.key.startswith("O"), one.key)))


def _entries(rows: Sequence[Row], chapters: Chapters) -> Iterator[Entry]:
    heading, chapter = "", ""
    for row in rows:
        code, title = row.fields["CODE"].strip().upper(), row.fields["TITLE"].strip()
        if not _CODE.fullmatch(code):
            raise unreadable(row, f"{code[:20]!r} is no code of OPCS-4.")
        if not title:
            raise unreadable(row, f"{code} has no title.")
        if len(code) == 3:
            heading, chapter = code, chapters.of(code) or chapter
        elif not code.startswith(heading) or not heading:
            raise unreadable(row, f"{code} does not stand under its category.")
        yield Entry(key_of(code), title, _kind(code, title), chapter, chapter)


def _kind(code: str, title: str) -> Kind:
    if len(code) == 3:
        return Kind.HEADING
    return Kind.RETIRED if _RETIRED.search(title) else Kind.ASSIGNABLE
