"""Cases for composing and marking. Used by the part's own functions, never by a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.case_studies.content.written import WrittenCodeSet
from app.case_studies.models import CaseStudy, CaseVersion
from app.case_studies.queries.codes import Lists, lists_of_each, reference_of
from app.case_studies.rules.drawing import Candidate
from app.case_studies.rules.reference import Reference


@dataclass(frozen=True)
class Key:
    """What is needed to mark a version. title: for the score line of the case."""

    title: str
    chapter: str
    ksbs: tuple[str, ...]
    lists: Lists
    reference: Reference


def candidates(db: Session) -> list[Candidate]:
    """Every case a new paper may take, in its current version."""
    rows = db.execute(
        select(CaseVersion.case_id, CaseVersion.item, CaseVersion.level, CaseVersion.chapter)
        .join(CaseStudy, CaseStudy.current_item == CaseVersion.item)
        .order_by(CaseVersion.case_id)
    )
    return [Candidate(*row) for row in rows]


def keys_of(db: Session, items: Iterable[str]) -> dict[str, Key]:
    """What is needed to mark these versions."""
    rows = db.execute(
        select(
            CaseVersion.item,
            CaseVersion.title,
            CaseVersion.chapter,
            CaseVersion.ksbs,
            CaseVersion.editions,
            CaseVersion.code_sets,
        ).where(CaseVersion.item.in_(list(items)))
    ).all()
    of_each = lists_of_each(db, [row.editions for row in rows])
    found = {}
    for row in rows:
        lists = of_each[tuple(row.editions)]
        reference = reference_of(stored_code_sets(row.code_sets), lists)
        found[row.item] = Key(row.title, row.chapter, tuple(row.ksbs), lists, reference)
    return found


def stored_code_sets(code_sets: Iterable[dict[str, object]]) -> list[WrittenCodeSet]:
    """Code sets as they were written, from their stored form."""
    return [WrittenCodeSet.model_validate(one, strict=False) for one in code_sets]
