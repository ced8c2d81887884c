"""One edition made ready: found by code, walked up and down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from sqlalchemy.orm import Session

from app.classifications.queries.editions import (
    imported_list,
    on_and_off,
    opcs4_chapters,
    practice_list,
    switched_on,
)
from app.classifications.rules.chapters import Chapters
from app.classifications.rules.choosing import edition_in_use, edition_named
from app.classifications.rules.codes import FILLER, System, category, whole
from app.classifications.rules.entries import Edition, Entry
from app.classifications.rules.sections import Listed, Section

MOST_KEPT = 8  # imported editions ready in a process; each takes some ten megabytes


class Catalogue:
    """One edition. Never changes; shared by all requests of a process."""

    def __init__(self, listed: Listed, chapters: Chapters) -> None:
        """Takes an edition's lines; `chapters` are those of OPCS-4, asked for codes that an extract lacks.

        `entries` are in tabular order; `sections`, chapters and blocks, each after what is around it.
        """
        self.edition: Edition = listed.edition
        self.entries: tuple[Entry, ...] = listed.entries
        self.sections: tuple[Section, ...] = listed.sections
        self._chapters = chapters
        self._entry = {entry.key: entry for entry in listed.entries}
        self._section = {section.key: section for section in listed.sections}
        self._block = {category(entry.key): entry.block for entry in listed.entries}
        self._below: dict[str, list[Entry]] = {}
        for entry in listed.entries:
            above = self.parent(entry.key)
            self._below.setdefault(above.key if above else entry.block, []).append(entry)

    def find(self, key: str) -> Entry | None:
        """The entry with this key. A bare undivided category ("I10") finds its code ("I10X"), and a category
        whose codes have the filler before a fifth character is found with it, too ("M45X" finds "M45")."""
        found = self._entry.get(key)
        if found is None and self.edition.system is System.ICD10:
            found = self._entry.get(whole(key))
            if found is None and key[3:] == FILLER and f"{key}0" in self._entry:
                found = self._entry.get(category(key))
        return found

    def children(self, key: str) -> tuple[Entry, ...]:
        """What stands directly under a heading, or the categories of a block, in tabular order."""
        return tuple(self._below.get(key, ()))

    def parent(self, key: str) -> Entry | None:
        """The heading directly above; None for a category, and where there is no such heading."""
        for length in range(len(key) - 1, 2, -1):
            if key[:length] in self._entry:
                return self._entry[key[:length]]
        return None

    def section(self, key: str) -> Section | None:
        """The chapter or block with this key."""
        return self._section.get(key)

    def sections_in(self, key: str) -> tuple[Section, ...]:
        """The sections directly within a chapter or block; of "" the chapters."""
        return tuple(section for section in self.sections if section.parent == key)

    def block_title(self, block: str) -> str:
        """What the block is about; "" if there is no such block. Of OPCS-4 the chapters are the blocks."""
        return self._section[block].title if block in self._section else ""

    def chapter_title(self, chapter: str) -> str:
        """What the chapter is about; "" if there is no such chapter."""
        return self.block_title(chapter)

    def block_of(self, key: str) -> str:
        """The block of a key by its category, also if the key itself is not in the list; "" if none has it.

        For OPCS-4 it is the chapter letter, and a letter-O code counts as the chapter that it overflows from.
        """
        known = self._block.get(category(key), "")
        return self._chapters.of(key) if not known and self.edition.system is System.OPCS4 else known


_kept: dict[Edition, Catalogue] = {}


def catalogue_in_use(db: Session, system: System, *, on: date) -> Catalogue:
    """The catalogue of the edition that serves on a day: see `edition_in_use`.

    Raises:
        NotAllowedNow: no list of the system is switched on.
    """
    return _ready(db, edition_in_use(system, switched_on(db), on=on))


def catalogues_named(db: Session, names: Iterable[str]) -> list[Catalogue]:
    """The catalogues of editions by published name, such as "ICD-10 5th Edition" or "OPCS-4.11".

    Raises:
        NotAllowedNow: one is neither imported nor what one of our practice lists stands for.
    """
    on, off = on_and_off(db)
    return [_ready(db, edition_named(name, on, off)) for name in names]


def catalogue_named(db: Session, name: str) -> Catalogue:
    """The one with that name."""
    return catalogues_named(db, [name])[0]


@cache
def practice_catalogue(system: System) -> Catalogue:
    """Our own list of a system, whether it is switched on or not; made once in a process."""
    return Catalogue(practice_list(system), opcs4_chapters())


def _ready(db: Session, edition: Edition) -> Catalogue:
    """The catalogue, kept for the next who asks; an imported edition never changes."""
    if edition.is_practice:
        return practice_catalogue(edition.system)
    found = _kept.get(edition)
    if found is None:
        found = Catalogue(imported_list(db, edition), opcs4_chapters())
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[edition] = found
    return found
