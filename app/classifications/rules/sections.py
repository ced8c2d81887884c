"""What stands above the categories of a classification, and a list with all that belongs to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from app.classifications.rules.entries import Edition, Entry, Kind, Mark

MARK_WORDS = {Mark.PLAIN: "DEFAULT", Mark.DAGGER: "DAGGER", Mark.ASTERISK: "ASTERISK"}


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter or a block.

    key: "XIII" or "S70-S79" of ICD-10, the chapter letter of OPCS-4. parent: key of the section around it,
    "" for a chapter.
    """

    key: str
    title: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition with its lines in tabular order, headings before what they head."""

    edition: Edition
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]


def checksum(entries: Iterable[Entry]) -> str:
    """SHA-256 of the codes that may be given, as coders write them: sorted, each line ended by a newline."""
    return _sha256(entry.code for entry in entries if entry.kind is Kind.ASSIGNABLE)


def marked_checksum(entries: Iterable[Entry]) -> str:
    """The same with the mark of each code, in the published word for it, after a space."""
    return _sha256(
        f"{entry.code} {MARK_WORDS[entry.mark]}" for entry in entries if entry.kind is Kind.ASSIGNABLE
    )


def fingerprint(entries: Iterable[Entry]) -> str:
    """SHA-256 of everything the entries say, so that one word changed in a title is noticed."""
    return _sha256(repr(entry) for entry in entries)


def _sha256(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()


def spread(text: str, existing: Iterable[str]) -> list[str]:
    """The categories that a text such as "W00-W46 W99" names: of a span, every existing one from end to end.

    A category named alone is given whether it exists or not.
    """
    known = sorted(existing)
    found: list[str] = []
    for part in text.split():
        first, dash, last = part.partition("-")
        found += [one for one in known if first <= one <= last] if dash else [first]
    return found


def chapters_of(sections: Iterable[Section]) -> dict[str, str]:
    """The chapter of each section; sections come after those around them."""
    found: dict[str, str] = {}
    for section in sections:
        found[section.key] = found[section.parent] if section.parent else section.key
    return found


def key_of(code: str) -> str:
    """The key of a code as written: "S72.00" is kept as "S7200"."""
    return code.replace(".", "")
