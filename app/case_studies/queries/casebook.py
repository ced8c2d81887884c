"""The cases to choose from for practice, with how each went before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.case_studies.models import CaseStudy, CaseVersion
from app.case_studies.queries.papers import PART_NAME
from app.case_studies.rules.drawing import LEVELS
from app.people import Viewer
from app.results.queries import newest_results
from app.sittings.models import Mode
from app.sittings.queries.attempts import attempts_behind


@dataclass(frozen=True)
class Offered:
    """A case to practise. last: correct and of, the last time it was practised; None if never."""

    case_id: str
    title: str
    level: str
    specialty: str
    who: str
    has_notice: bool
    last: tuple[int, int] | None


def casebook(db: Session, viewer: Viewer, *, now: datetime, level: str = "") -> list[Offered]:
    """Every case in its current version, the easier first; of one level where one is named."""
    rows = db.execute(
        select(
            CaseVersion.case_id, CaseVersion.title, CaseVersion.level, CaseVersion.record, CaseVersion.notice
        )
        .join(CaseStudy, CaseStudy.current_item == CaseVersion.item)
        .order_by(CaseVersion.title)
    ).all()
    last = _last(db, viewer, now=now)
    found = [
        Offered(
            case_id=row.case_id,
            title=row.title,
            level=row.level,
            specialty=row.record["episode"]["specialty"],
            who=_who(row.record["patient"]),
            has_notice=bool(row.notice),
            last=last.get(row.case_id),
        )
        for row in rows
        if level not in LEVELS or row.level == level
    ]
    return sorted(found, key=lambda one: LEVELS.index(one.level))


def _who(patient: dict[str, object]) -> str:
    sex = {"female": "woman", "male": "man"}.get(str(patient["sex"]), "person")
    age = patient["age"]
    if isinstance(age, int) and age < 16:
        sex = {"woman": "girl", "man": "boy"}.get(sex, "child")
    return f"{sex} of {age}"


def _last(db: Session, viewer: Viewer, *, now: datetime) -> dict[str, tuple[int, int]]:
    results = newest_results(db, viewer, PART_NAME, Mode.PRACTICE, now=now, most=500)
    attempts = attempts_behind(db, viewer, [result.work_id for result in results])
    found: dict[str, tuple[int, int]] = {}
    for result in results:
        attempt = attempts.get(result.work_id)
        if attempt is not None:
            found.setdefault(attempt.choices.get("case", ""), (result.correct, result.of))
    return found
