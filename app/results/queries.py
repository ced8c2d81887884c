"""Who may see which result, and the results themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, selectinload

from app.accounts.models import Person
from app.outcomes import NotThere
from app.people import Viewer
from app.results.models import Result, ResultItem, ResultLine, Work
from app.results.rules.judging import TOPIC


def visible_work(viewer: Viewer, *, now: datetime) -> Select[Work]:
    """The work whose result this viewer may see. Every list, page, export and count starts here."""
    return select(Work).where(Work.person_id == viewer.person_id, Work.released_at <= now)


def _counting() -> ScalarSelect[int]:
    """The highest result number of the work in the enclosing statement."""
    other = aliased(Result)
    return select(func.max(other.number)).where(other.work_id == Work.id).correlate(Work).scalar_subquery()


def newest_results(
    db: Session, viewer: Viewer, part: str, mode: str, *, now: datetime, most: int = 1000
) -> list[Result]:
    """The counting result of each visible piece of work of one part and mode, newest first, with its work.

    Work in which nothing was judged, such as practice that was ended before it was begun, is left out.
    """
    return list(
        db.scalars(
            select(Result)
            .join(Work, Work.id == Result.work_id)
            .where(Work.id.in_(visible_work(viewer, now=now).with_only_columns(Work.id)))
            .where(Work.part == part, Work.mode == mode, Result.number == _counting(), Result.of > 0)
            .options(contains_eager(Result.work))
            .order_by(Work.handed_in_at.desc(), Work.id.desc())
            .limit(most)
        )
    )


def count_results(db: Session, viewer: Viewer, part: str, mode: str, *, now: datetime) -> int:
    """How many pieces of work of one part and mode the viewer may see judged."""
    seen = visible_work(viewer, now=now).where(Work.part == part, Work.mode == mode)
    return db.scalar(select(func.count()).select_from(seen.with_only_columns(Work.id).subquery())) or 0


def one_result(db: Session, viewer: Viewer, work_id: int, *, now: datetime) -> Result:
    """The counting result of one piece of work, with its lines and item marks.

    Raises:
        NotThere: no such work, not this viewer's, or not released.
    """
    found = db.scalars(
        select(Result)
        .join(Work, Work.id == Result.work_id)
        .where(Work.id.in_(visible_work(viewer, now=now).with_only_columns(Work.id)), Work.id == work_id)
        .options(contains_eager(Result.work), selectinload(Result.lines), selectinload(Result.items))
        .order_by(Result.number.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        raise NotThere
    return found


@dataclass(frozen=True)
class ChangedResult:
    """A result that took the place of another, by whom and why."""

    before: Result
    after: Result
    approved_by: str
    reason: str


def changed_results(db: Session, viewer: Viewer, work_id: int, *, now: datetime) -> list[ChangedResult]:
    """How the marks of a piece of work changed, the oldest first; none where the viewer may not see it."""
    before = aliased(Result)
    rows = db.execute(
        select(before, Result, func.coalesce(Person.name, "the service"), Result.reason)
        .join(Result, (Result.work_id == before.work_id) & (Result.number == before.number + 1))
        .outerjoin(Person, Person.id == Result.recorded_by_id)
        .where(
            Result.work_id == work_id,
            Result.work_id.in_(visible_work(viewer, now=now).with_only_columns(Work.id)),
        )
        .order_by(Result.number)
    )
    return [ChangedResult(*row) for row in rows]


@dataclass(frozen=True)
class JudgedItem:
    """How somebody did in one item."""

    item: str
    verdict: str
    correct: int
    of: int


def judged_items(
    db: Session, viewer: Viewer, part: str, *, now: datetime, most: int = 5000
) -> list[JudgedItem]:
    """What was judged in the viewer's visible work of a part, of any mode, the newest first."""
    seen = visible_work(viewer, now=now).with_only_columns(Work.id).where(Work.part == part)
    rows = db.execute(
        select(ResultItem.item, ResultItem.verdict, ResultItem.correct, ResultItem.of)
        .join(Result, Result.id == ResultItem.result_id)
        .join(Work, Work.id == Result.work_id)
        .where(Work.id.in_(seen), Result.number == _counting(), ResultItem.of > 0)
        .order_by(Work.handed_in_at.desc(), Work.id.desc(), ResultItem.slot.desc())
        .limit(most)
    )
    return [JudgedItem(*row) for row in rows]


def topics_last_time(db: Session, viewer: Viewer, result: Result, *, now: datetime) -> dict[str, ResultLine]:
    """Topic lines by topic of the viewer's result before this one in the same part; empty for a first."""
    earlier = (
        select(Result.id)
        .join(Work, Work.id == Result.work_id)
        .where(
            Work.id.in_(visible_work(viewer, now=now).with_only_columns(Work.id)),
            Work.part == result.work.part,
            Work.mode == result.work.mode,
            Work.handed_in_at < result.work.handed_in_at,
            Result.number == _counting(),
        )
        .order_by(Work.handed_in_at.desc(), Work.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    lines = db.scalars(select(ResultLine).where(ResultLine.result_id == earlier, ResultLine.axis == TOPIC))
    return {line.key: line for line in lines}
