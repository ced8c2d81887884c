"""Makes the lines of the UK edition out of its codes: headings, marks, pairs, chapters, tabular order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.classifications.rules.codes import category, written
from app.classifications.rules.composing import CannotCompose, Codes, Line, is_filled, steps
from app.classifications.rules.entries import Entry, Kind, Mark
from app.classifications.rules.overlay import Overlay
from app.classifications.rules.sections import Section, chapters_of, checksum, marked_checksum


def compose(lines: Sequence[Line], sections: Sequence[Section], facts: Overlay) -> tuple[Entry, ...]:
    """Every line of the UK edition in tabular order, headings before what they head.

    Raises:
        CannotCompose: a fact names what is not there, or what comes out is not the expected list.
    """
    made = list(steps(lines, facts))
    codes, undivided = made[-1].codes, made[-2].codes
    titles = {line.key: line.title for line in lines} | undivided | dict(facts.titles)
    entries = tuple(_entries(codes, titles, blocks_by_category(lines, facts), sections, facts))
    if checksum(entries) != facts.expected.codes:
        raise CannotCompose("There are as many codes as expected, but not the same ones.")
    if marked_checksum(entries) != facts.expected.marked:
        raise CannotCompose("A code lacks its dagger or asterisk, or has one that it should not have.")
    return entries


def blocks_by_category(lines: Iterable[Line], facts: Overlay) -> dict[str, str]:
    """The innermost block of every category."""
    return {line.key: line.block for line in lines if len(line.key) == 3} | dict(facts.new_categories)


def headings_of(keys: Iterable[str]) -> set[str]:
    """The categories and divided subcategories above these codes; an undivided category is no heading."""
    found: set[str] = set()
    for key in keys:
        if not (is_filled(key) and len(key) == 4):
            found.add(category(key))
        if len(key) == 5 and not is_filled(key):
            found.add(key[:4])
    return found


def pairs_both_ways(codes: Mapping[str, object], facts: Overlay) -> dict[str, tuple[str, ...]]:
    """The partners of each half of a fixed pair, in the order of their keys.

    Raises:
        CannotCompose: a pair names a code that is not there, or one that cannot be that half of it.
    """
    found: dict[str, set[str]] = {}
    for dagger, asterisks in facts.partners.items():
        for asterisk in asterisks:
            if category(asterisk) not in facts.asterisk or category(dagger) in facts.asterisk:
                raise CannotCompose(f"{written(dagger)} and {written(asterisk)} cannot be a pair.")
            found.setdefault(dagger, set()).add(asterisk)
            found.setdefault(asterisk, set()).add(dagger)
    missing = sorted(written(key) for key in {*found, *facts.dagger_free_partner} if key not in codes)
    if missing:
        raise CannotCompose(f"The daggers and pairs name {', '.join(missing)}, which is not there.")
    return {key: tuple(sorted(partners)) for key, partners in found.items()}


def _entries(
    codes: Codes,
    titles: Mapping[str, str],
    blocks: Mapping[str, str],
    sections: Sequence[Section],
    facts: Overlay,
) -> Iterator[Entry]:
    partners = pairs_both_ways(codes, facts)
    daggers = {*facts.partners, *facts.dagger_free_partner}
    for key in headings_of(daggers):  # a divided subcategory has the mark that all its codes have
        if len(key) == 4 and {one for one in codes if one.startswith(key)} <= daggers:
            daggers.add(key)
    chapters = chapters_of(sections)
    order = {section.key: place for place, section in enumerate(sections)}
    for key in sorted({*codes, *headings_of(codes)}, key=lambda one: (order[blocks[category(one)]], one)):
        block = blocks[category(key)]
        yield Entry(
            key=key,
            title=codes[key] if key in codes else titles[key],
            kind=Kind.ASSIGNABLE if key in codes else Kind.HEADING,
            chapter=chapters[block],
            block=block,
            mark=_mark(key, daggers, facts),
            partners=partners.get(key, ()),
        )


def _mark(key: str, daggers: set[str], facts: Overlay) -> Mark:
    if category(key) in facts.asterisk:
        return Mark.ASTERISK
    return Mark.DAGGER if key in daggers else Mark.PLAIN
