"""The few facts of part 1 that other floors may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.knowledge_test.queries.results import PART_NAME, history
from app.people import Viewer
from app.results.queries import topic_totals
from app.results.rules.judging import Grade, ScoreLine

RECENT_MOCKS = 3  # so many of the newest mocks say what is weak "lately"


@dataclass(frozen=True)
class LastMock:
    """The newest mock the viewer may see."""

    attempt_id: int
    handed_in_at: datetime
    correct: int
    of: int
    grade: Grade | None


@dataclass(frozen=True)
class Summary:
    """Part 1 of one apprentice. topics: marks of the newest mocks added up, in the plan's order."""

    mocks: int
    last: LastMock | None
    topics: tuple[ScoreLine, ...]


def summary(db: Session, viewer: Viewer, *, now: datetime) -> Summary:
    """How the viewer stands in part 1, as far as results are released to them."""
    past = history(db, viewer, now=now)
    if not past:
        return Summary(0, None, ())
    newest = past[0]
    return Summary(
        mocks=len(past),
        last=LastMock(
            newest.attempt_id,
            newest.handed_in_at,
            newest.result.correct,
            newest.result.of,
            newest.result.grade,
        ),
        topics=topic_totals(db, viewer, [mock.result.id for mock in past[:RECENT_MOCKS]], now=now),
    )


__all__ = ["PART_NAME", "LastMock", "Summary", "summary"]
