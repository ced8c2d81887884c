"""Which lists are here: ours and the imported ones, and which are switched off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.classifications.content.icd10 import icd10_practice_list, library_sections
from app.classifications.content.opcs4 import opcs4_practice_list, read_chapters
from app.classifications.models import ImportedEdition, ImportedEntry, SwitchedOff
from app.classifications.rules.chapters import Chapters
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Edition, Entry, Kind
from app.classifications.rules.sections import Listed


@dataclass(frozen=True)
class Here:
    """A list that is here, how many lines of each kind it has, and whether it is switched off."""

    edition: Edition
    counts: Mapping[Kind, int]
    is_off: bool


@cache
def practice_list(system: System) -> Listed:
    """Our own list of a system, whether it is switched on or not; made once in a process."""
    return icd10_practice_list() if system is System.ICD10 else opcs4_practice_list()


@cache
def opcs4_chapters() -> Chapters:
    """The chapters of OPCS-4, read once in a process."""
    return read_chapters()


def imported_editions(db: Session) -> list[ImportedEdition]:
    """Every imported edition, in the order in which they came."""
    return [*db.scalars(select(ImportedEdition).order_by(ImportedEdition.number))]


def switched_on(db: Session) -> list[Edition]:
    """The lists that may serve: ours, then the imported ones in the order in which they came."""
    return on_and_off(db)[0]


def on_and_off(db: Session) -> tuple[list[Edition], list[Edition]]:
    """The lists that may serve, and those that are switched off; each as `switched_on` orders them."""
    off = _off(db)
    ours = [practice_list(system).edition for system in System]
    every = [*ours, *map(as_edition, imported_editions(db))]
    return [one for one in every if one.id not in off], [one for one in every if one.id in off]


def every_list(db: Session) -> list[Here]:
    """Every list that is here, by system, ours first."""
    off = _off(db)
    counted: dict[str, Counter[Kind]] = {}
    grouped = select(ImportedEntry.edition_id, ImportedEntry.kind, func.count()).group_by(
        ImportedEntry.edition_id, ImportedEntry.kind
    )
    for edition_id, kind, count in db.execute(grouped):
        counted.setdefault(edition_id, Counter())[kind] = count
    ours = [practice_list(system) for system in System]
    found = [(listed.edition, Counter(entry.kind for entry in listed.entries)) for listed in ours]
    found += [(as_edition(row), counted.get(row.id, Counter())) for row in imported_editions(db)]
    found.sort(key=lambda one: one[0].system)
    return [Here(edition, counts, edition.id in off) for edition, counts in found]


def imported_list(db: Session, edition: Edition) -> Listed:
    """An imported edition with its lines; some 18,000 rows are read."""
    columns = (
        ImportedEntry.key,
        ImportedEntry.title,
        ImportedEntry.kind,
        ImportedEntry.chapter,
        ImportedEntry.block,
        ImportedEntry.mark,
        ImportedEntry.partners,
        ImportedEntry.sex,
        ImportedEntry.min_age,
        ImportedEntry.max_age,
    )
    rows = db.execute(
        select(*columns).where(ImportedEntry.edition_id == edition.id).order_by(ImportedEntry.place)
    )
    entries = tuple(
        Entry(key, title, kind, chapter, block, mark, tuple(partners), sex, min_age, max_age)
        for key, title, kind, chapter, block, mark, partners, sex, min_age, max_age in rows
    )
    sections = library_sections() if edition.system is System.ICD10 else opcs4_chapters().sections
    return Listed(edition, entries, sections)


def as_edition(row: ImportedEdition) -> Edition:
    """The row as the value that everybody uses."""
    return Edition(
        id=row.id,
        system=row.system,
        name=row.name,
        stands_for=row.name,
        source=row.source,
        checksum=row.checksum,
        in_force_from=row.in_force_from,
        in_force_to=row.in_force_to,
        is_practice=False,
    )


def _off(db: Session) -> set[str]:
    return {*db.scalars(select(SwitchedOff.edition_id))}
