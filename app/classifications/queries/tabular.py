"""What the pages of the tabular view show: chapters, blocks, entries and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.classifications.queries.catalogue import Catalogue
from app.classifications.rules.beginnings import code_begun
from app.classifications.rules.entries import Entry
from app.classifications.rules.sections import Section


@dataclass(frozen=True)
class SectionPage:
    """A chapter or block. above: the sections around it, the chapter first."""

    section: Section
    above: tuple[Section, ...]
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]
    before: Section | None
    after: Section | None


@dataclass(frozen=True)
class EntryPage:
    """An entry. sections: chapter and blocks around it; above: the headings above it, the category first;
    below: all that it heads, in tabular order.

    before, after: the neighbours on the same level, in tabular order across headings.
    """

    entry: Entry
    sections: tuple[Section, ...]
    above: tuple[Entry, ...]
    below: tuple[Entry, ...]
    partners: tuple[Entry, ...]
    before: Entry | None
    after: Entry | None


def section_page(catalogue: Catalogue, key: str) -> SectionPage | None:
    """The page of a chapter or block; None where there is none with this key."""
    section = catalogue.section(key)
    if section is None:
        return None
    level = catalogue.sections_in(section.parent)
    place = level.index(section)
    return SectionPage(
        section=section,
        above=_around(catalogue, section.parent),
        sections=catalogue.sections_in(key),
        entries=catalogue.children(key),
        before=level[place - 1] if place else None,
        after=level[place + 1] if place + 1 < len(level) else None,
    )


def entry_page(catalogue: Catalogue, key: str) -> EntryPage | None:
    """The page of an entry; None where the list has none with this key."""
    entry = catalogue.find(key)
    if entry is None:
        return None
    above: list[Entry] = []
    higher = catalogue.parent(entry.key)
    while higher is not None:
        above.insert(0, higher)
        higher = catalogue.parent(higher.key)
    before, after = _neighbours(catalogue, entry)
    return EntryPage(
        entry=entry,
        sections=_around(catalogue, entry.block),
        above=tuple(above),
        below=tuple(_below(catalogue, entry.key)),
        partners=tuple(one for one in map(catalogue.find, entry.partners) if one is not None),
        before=before,
        after=after,
    )


def key_typed(catalogue: Catalogue, text: str) -> str:
    """The key of the entry that an address names in one of the ways to write it; "" where there is none."""
    begun = code_begun(catalogue.edition.system, text)
    entry = catalogue.find(begun) if len(begun) >= 3 else None
    return entry.key if entry else ""


def _below(catalogue: Catalogue, key: str) -> Iterator[Entry]:
    for entry in catalogue.children(key):
        yield entry
        yield from _below(catalogue, entry.key)


def _around(catalogue: Catalogue, key: str) -> tuple[Section, ...]:
    found: list[Section] = []
    section = catalogue.section(key)
    while section is not None:
        found.insert(0, section)
        section = catalogue.section(section.parent)
    return tuple(found)


def _neighbours(catalogue: Catalogue, entry: Entry) -> tuple[Entry | None, Entry | None]:
    """Categories stand beside categories, codes beside codes; headings between codes are passed over."""
    place = _places(catalogue)[entry.key]
    entries, level = catalogue.entries, _level(catalogue, entry)
    before = (entries[one] for one in range(place - 1, -1, -1))
    after = (entries[one] for one in range(place + 1, len(entries)))
    return (
        next((one for one in before if _level(catalogue, one) == level), None),
        next((one for one in after if _level(catalogue, one) == level), None),
    )


def _level(catalogue: Catalogue, entry: Entry) -> tuple[bool, bool]:
    """Whether it is a category, and if it is none, whether it heads codes."""
    is_category = catalogue.parent(entry.key) is None
    return is_category, not is_category and bool(catalogue.children(entry.key))


@lru_cache(maxsize=4)
def _places(catalogue: Catalogue) -> dict[str, int]:
    return {entry.key: place for place, entry in enumerate(catalogue.entries)}
