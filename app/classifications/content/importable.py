"""A published file as an edition with its lines, ready to be stored."""

from __future__ import annotations

from datetime import date

from app.classifications.content.icd10 import library_lines, library_sections
from app.classifications.content.opcs4 import read_chapters
from app.classifications.content.overlay import read_overlay
from app.classifications.content.published import Published, read_published
from app.classifications.rules.arranging import blocks_by_category
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Edition, Entry
from app.classifications.rules.known_editions import LEAST_ROWS, which_edition
from app.classifications.rules.published import require_whole
from app.classifications.rules.published_icd10 import Around, icd10_entries
from app.classifications.rules.published_opcs4 import opcs4_entries
from app.classifications.rules.sections import Listed, Section, chapters_of, checksum


def read_importable(
    data: bytes, file_name: str, *, said: str = "", in_force_from: date | None = None
) -> Listed:
    """The edition that a file holds.

    Args:
        said, in_force_from: see `which_edition`.

    Raises:
        BadInput: the file cannot be imported; the words say why and what to do.
    """
    published = read_published(data)
    system = published.system
    require_whole(published.rows, LEAST_ROWS[system], f"a list of {system.words}")
    entries, sections = _lines(published)
    total = checksum(entries)
    known = which_edition(system, file_name, total, said=said, in_force_from=in_force_from)
    require_whole(published.rows, known.least_rows, known.name)
    edition = Edition(
        id=known.id,
        system=system,
        name=known.name,
        stands_for=known.name,
        source=f"{file_name} ({published.form}), imported by the operator",
        checksum=total,
        in_force_from=known.in_force_from,
        in_force_to=known.in_force_to,
        is_practice=False,
    )
    return Listed(edition, entries, sections)


def _lines(published: Published) -> tuple[tuple[Entry, ...], tuple[Section, ...]]:
    if published.system is System.OPCS4:
        chapters = read_chapters()
        return opcs4_entries(published.rows, chapters), chapters.sections
    facts, sections = read_overlay().as_facts(), library_sections()
    around = Around(
        blocks=blocks_by_category(library_lines(), facts),
        chapters=chapters_of(sections),
        order={section.key: place for place, section in enumerate(sections)},
        later_meanings=facts.later_meanings,
    )
    return icd10_entries(published.rows, around), sections
