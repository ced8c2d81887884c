"""Recording judgements."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.results.models import Result, ResultItem, ResultLine, Work
from app.results.rules.judging import Judgement


def hand_in(
    db: Session,
    *,
    person_id: int,
    part: str,
    mode: str,
    title: str,
    handed_in_at: datetime,
    released_at: datetime | None,
) -> Work:
    """A new piece of work, not judged yet. released_at: None keeps it back until somebody releases it."""
    work = Work(
        person_id=person_id,
        part=part,
        mode=mode,
        title=title,
        handed_in_at=handed_in_at,
        released_at=released_at,
    )
    db.add(work)
    db.flush()
    return work


def record(
    db: Session,
    work: Work,
    judgement: Judgement,
    *,
    now: datetime,
    number: int = 1,
    by_id: int | None = None,
    reason: str = "",
) -> Result:
    """Record a judgement beside those that are there; it counts from now on.

    Args:
        number: one more than the newest result of this work has.
        by_id: who judged; None for the automatic marking.
    """
    result = Result(
        work_id=work.id,
        number=number,
        recorded_at=now,
        recorded_by_id=by_id,
        reason=reason,
        correct=judgement.overall.correct,
        of=judgement.overall.of,
        pass_mark=judgement.thresholds.pass_mark if judgement.thresholds else None,
        distinction_mark=judgement.thresholds.distinction_mark if judgement.thresholds else None,
        grade=judgement.grade,
    )
    db.add(result)
    db.flush()
    db.add_all(
        ResultLine(result_id=result.id, position=at, **vars(line)) for at, line in enumerate(judgement.lines)
    )
    db.add_all(ResultItem(result_id=result.id, **vars(item)) for item in judgement.items)
    return result
