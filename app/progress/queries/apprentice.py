"""An apprentice's own home page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import log
from app.accounts.queries.own import my_assessment_date
from app.clock import uk_date
from app.knowledge_test import summary as part_1
from app.people import Viewer
from app.progress.rules.next_step import NextStep, Topic, next_step
from app.sittings.queries.attempts import OpenAttempt, my_running_mock

T = TypeVar("T")


@dataclass(frozen=True)
class Home:
    """All that the page shows. part_1: None when its figures cannot be had just now."""

    step: NextStep
    running: OpenAttempt | None
    part_1: part_1.Summary | None
    assessment_on: date | None
    days_left: int | None


def home(db: Session, viewer: Viewer, *, now: datetime) -> Home:
    """The viewer's home page. A row whose figures fail is left out and said so; the others stand."""
    running = my_running_mock(db, viewer, part_1.PART_NAME, now=now)
    summary = _or_none(lambda: part_1.summary(db, viewer, now=now))
    on = my_assessment_date(db, viewer)
    topics = [Topic(line.label, line.correct, line.of) for line in summary.topics] if summary else []
    return Home(
        step=next_step(
            running=running is not None,
            over=running is not None and running.is_over,
            mocks=summary.mocks if summary else 1,
            topics=topics,
        ),
        running=running,
        part_1=summary,
        assessment_on=on,
        days_left=(on - uk_date(now)).days if on and on >= uk_date(now) else None,
    )


def _or_none(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except SQLAlchemyError as fault:
        log.fault(fault)
        return None
