"""An apprentice's own home page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import log
from app.accounts.queries.own import my_assessment_date
from app.case_studies import summary as part_2
from app.clock import uk_date
from app.knowledge_test import summary as part_1
from app.people import Viewer
from app.progress.rules.next_step import NextStep, Standing, Topic, next_step
from app.sittings.parts import Description, the_part
from app.sittings.queries.attempts import OpenAttempt, my_running_mock

T = TypeVar("T")


@dataclass(frozen=True)
class Home:
    """All that the page shows. part_1, part_2: None when their figures cannot be had just now.

    running: the mock that was started and not handed in, of either part, and where it goes on.
    """

    step: NextStep
    running: OpenAttempt | None
    where: Description | None
    part_1: part_1.Summary | None
    part_2: part_2.Summary | None
    assessment_on: date | None
    days_left: int | None


def home(db: Session, viewer: Viewer, *, now: datetime) -> Home:
    """The viewer's home page. A row whose figures fail is left out and said so; the others stand."""
    of_parts = [my_running_mock(db, viewer, part.PART_NAME, now=now) for part in (part_1, part_2)]
    running = min(filter(None, of_parts), key=lambda one: one.is_over, default=None)
    summary = _or_none(db, lambda: part_1.summary(db, viewer, now=now))
    cases = _or_none(db, lambda: part_2.summary(db, viewer, now=now))
    on = my_assessment_date(db, viewer)
    return Home(
        step=next_step(_standing(running, summary, cases)),
        running=running,
        where=the_part(running.attempt.part).describe(running.attempt) if running else None,
        part_1=summary,
        part_2=cases,
        assessment_on=on,
        days_left=(on - uk_date(now)).days if on and on >= uk_date(now) else None,
    )


def _standing(
    running: OpenAttempt | None, summary: part_1.Summary | None, cases: part_2.Summary | None
) -> Standing:
    standing = Standing(running=running is not None, over=running is not None and running.is_over)
    standing = replace(
        standing,
        cases=cases.practised if cases else 1,  # nor is anybody sent to a first case twice
        case_mocks=cases.mocks if cases else 1,
        case_waits=cases is not None and cases.waiting is not None,
    )
    if summary is None:
        return replace(standing, mocks=1)  # nobody is greeted as new because figures are missing
    return replace(
        standing,
        mocks=summary.mocks,
        practised=summary.practised,
        since_mock=summary.since_mock,
        waits=summary.waiting is not None,
        topics=[Topic(line.key, line.label, line.correct, line.of) for line in summary.topics],
        pass_percent=summary.pass_percent,
    )


def _or_none(db: Session, ask: Callable[[], T]) -> T | None:
    try:
        with db.begin_nested():  # what failed must not take the rest of the page with it
            return ask()
    except SQLAlchemyError as fault:
        log.fault(fault)
        return None
