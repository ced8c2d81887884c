"""One edition made ready: found by code, walked up and down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy.orm import Session

from app.classifications.content.icd10 import icd10_practice_list
from app.classifications.content.opcs4 import opcs4_practice_list, read_chapters
from app.classifications.rules.chapters import Chapters
from app.classifications.rules.choosing import edition_in_use, edition_named
from app.classifications.rules.codes import FILLER, System, category, whole
from app.classifications.rules.entries import Edition, Entry
from app.classifications.rules.sections import Listed, Section


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
        if self.edition.system is System.OPCS4:
            return self._chapters.of(key)
        return self._block.get(category(key), "")


def catalogue_in_use(db: Session, system: System, *, on: date) -> Catalogue:
    """The catalogue of the edition that serves on a day: see `edition_in_use`.

    Raises:
        NotAllowedNow: no list of the system is switched on.
    """
    return _ready(db, edition_in_use(system, _switched_on(db), on=on))


def catalogue_named(db: Session, name: str) -> Catalogue:
    """The catalogue of an edition by its published name, such as "ICD-10 5th Edition" or "OPCS-4.11".

    Raises:
        NotAllowedNow: it is neither imported nor what one of our practice lists stands for.
    """
    return _ready(db, edition_named(name, _switched_on(db)))


@cache
def practice_catalogue(system: System) -> Catalogue:
    """Our own list of a system, whether it is switched on or not; composed once in a process."""
    listed = icd10_practice_list() if system is System.ICD10 else opcs4_practice_list()
    return Catalogue(listed, _opcs4_chapters())


@cache
def _opcs4_chapters() -> Chapters:
    return read_chapters()


def _switched_on(_db: Session) -> Sequence[Edition]:
    return [practice_catalogue(system).edition for system in System]


def _ready(_db: Session, edition: Edition) -> Catalogue:
    return practice_catalogue(edition.system)
