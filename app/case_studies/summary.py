"""The few facts of part 2 that other floors may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.case_studies.queries.papers import PART_NAME
from app.case_studies.queries.past import history
from app.people import Viewer
from app.results.queries import count_results
from app.results.rules.judging import Grade
from app.sittings.models import Mode
from app.sittings.queries.attempts import my_open_practice


@dataclass(frozen=True)
class LastMock:
    """The newest mock the viewer may see. with_books: sat with nothing but their own books."""

    attempt_id: int
    handed_in_at: datetime
    correct: int
    of: int
    grade: Grade | None
    with_books: bool


@dataclass(frozen=True)
class WaitingCase:
    """A case opened for practice, in which something was entered, and not handed in."""

    attempt_id: int
    title: str


@dataclass(frozen=True)
class Summary:
    """Part 2 of one apprentice. mocks, practised: how many; last: the newest mock."""

    mocks: int
    last: LastMock | None
    practised: int
    waiting: WaitingCase | None


def summary(db: Session, viewer: Viewer, *, now: datetime) -> Summary:
    """How the viewer stands in part 2, as far as results are released to them."""
    newest = next(iter(history(db, viewer, now=now, most=1)), None)
    last = None
    if newest is not None:
        result = newest.result
        last = LastMock(
            newest.attempt_id,
            newest.handed_in_at,
            result.correct,
            result.of,
            result.grade,
            newest.with_books,
        )
    return Summary(
        mocks=count_results(db, viewer, PART_NAME, Mode.MOCK, now=now),
        last=last,
        practised=count_results(db, viewer, PART_NAME, Mode.PRACTICE, now=now),
        waiting=_waiting(db, viewer, now=now),
    )


def _waiting(db: Session, viewer: Viewer, *, now: datetime) -> WaitingCase | None:
    for one in my_open_practice(db, viewer, PART_NAME, now=now):
        if any(slot.revision for slot in one.slots):
            return WaitingCase(one.attempt.id, one.attempt.title)
    return None


__all__ = ["PART_NAME", "LastMock", "Summary", "WaitingCase", "summary"]
