"""The few facts of part 1 that other floors may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.assessment_plan.queries import current_plan
from app.knowledge_test.queries.lately import lately
from app.knowledge_test.queries.practice import past_practice
from app.knowledge_test.queries.results import PART_NAME, history
from app.people import Viewer
from app.results.queries import count_results
from app.results.rules.judging import Grade, ScoreLine
from app.sittings.models import Mode
from app.sittings.queries.attempts import my_open_practice


@dataclass(frozen=True)
class LastMock:
    """The newest mock the viewer may see."""

    attempt_id: int
    handed_in_at: datetime
    correct: int
    of: int
    grade: Grade | None


@dataclass(frozen=True)
class Waiting:
    """Practice that was begun and not ended."""

    attempt_id: int
    title: str
    checked: int
    of: int


@dataclass(frozen=True)
class Summary:
    """Part 1 of one apprentice.

    mocks: how many; last: the newest. topics: the newest answers of each topic, from mocks and practice, in
    the plan's order. practised: whether ever; since_mock: whether since the newest mock. waiting: the newest
    practice in which something was chosen and that was not ended. pass_percent: of the plan in force.
    """

    mocks: int
    last: LastMock | None
    topics: tuple[ScoreLine, ...]
    practised: bool
    since_mock: bool
    waiting: Waiting | None
    pass_percent: int


def summary(db: Session, viewer: Viewer, *, now: datetime) -> Summary:
    """How the viewer stands in part 1, as far as results are released to them."""
    past = history(db, viewer, now=now, most=1)
    practice = past_practice(db, viewer, now=now, most=1)
    last = None
    if past:
        newest = past[0]
        result = newest.result
        last = LastMock(newest.attempt_id, newest.handed_in_at, result.correct, result.of, result.grade)
    ended = practice[0].result.work.handed_in_at if practice else None
    return Summary(
        mocks=count_results(db, viewer, PART_NAME, Mode.MOCK, now=now),
        last=last,
        topics=lately(db, viewer, now=now).topics,
        practised=bool(practice),
        since_mock=ended is not None and last is not None and ended > last.handed_in_at,
        waiting=_waiting(db, viewer, now=now),
        pass_percent=current_plan().knowledge_test.pass_percent.value,
    )


def _waiting(db: Session, viewer: Viewer, *, now: datetime) -> Waiting | None:
    for one in my_open_practice(db, viewer, PART_NAME, now=now):
        if any(slot.revision for slot in one.slots):
            return Waiting(one.attempt.id, one.attempt.title, len(one.checked), len(one.slots))
    return None


__all__ = ["PART_NAME", "LastMock", "Summary", "Waiting", "summary"]
