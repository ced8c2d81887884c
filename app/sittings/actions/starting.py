"""Starting an attempt."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from app.accounts.actions.holding import held_person
from app.accounts.queries.extra_time import extra_percent
from app.accounts.rules.extra_time import Allowance, stretched
from app.outcomes import NotAllowedNow
from app.sittings.models import Attempt, Mode, Slot, State
from app.sittings.parts import Order, Paper, Part
from app.sittings.queries.attempts import my_running_mock
from app.trail.actions import note

PRESSED_AGAIN = timedelta(minutes=1)  # who presses later means it anew, and may have other wrong answers
PRACTICE_WAITS = "A mock of yours is running. Practice goes on when it is handed in."


def start_attempt(db: Session, part: Part, order: Order) -> Attempt:
    """Start an attempt, or give back the mock of this part that the person is already sitting.

    The paper is composed and stored here and never made again. Two starts at once end in one attempt:
    the person's row is locked first. Practice that asked for the same and was not begun is given back, too.

    Raises:
        NotAllowedNow: the part cannot fill a paper, or practice is wanted while a mock of it is running.
    """
    person_id, now = order.viewer.person_id, order.now
    held_person(db, person_id)
    percent = extra_percent(db, person_id, now=now)
    running = my_running_mock(db, order.viewer, part.name, now=now)
    if order.mode is Mode.MOCK and running is not None:
        return running.attempt
    if order.mode is Mode.PRACTICE:
        if running is not None:
            raise NotAllowedNow(PRACTICE_WAITS)
        untouched = _untouched_practice(db, part, order)
        if untouched is not None:
            return untouched
    paper = part.compose(db, order)
    attempt = _store(db, part, order, paper, percent)
    note(
        db,
        "attempt-started",
        f"attempt:{attempt.id}",
        now=now,
        actor_id=person_id,
        subject_id=person_id,
        minutes=Allowance(paper.minutes, percent).total_minutes if paper.minutes is not None else 0,
        slots=len(paper.slots),
    )
    return attempt


def _store(db: Session, part: Part, order: Order, paper: Paper, percent: int) -> Attempt:
    allowance = Allowance(paper.minutes, percent) if paper.minutes is not None else None
    attempt = Attempt(
        person_id=order.viewer.person_id,
        part=part.name,
        mode=order.mode,
        title=paper.title,
        plan_id=paper.plan_id,
        pass_percent=paper.pass_percent,
        distinction_percent=paper.distinction_percent,
        seed=order.seed,
        choices=dict(order.choices),
        pace_seconds=stretched(paper.pace_seconds, percent) if paper.pace_seconds is not None else None,
        minutes=paper.minutes,
        extra_percent=percent,
        started_at=order.now,
        ends_at=order.now + timedelta(minutes=allowance.total_minutes) if allowance else None,
        state=State.RUNNING,
    )
    db.add(attempt)
    db.flush()
    db.execute(
        insert(Slot),
        [
            {"attempt_id": attempt.id, "number": number, "item": slot.item, "arrangement": slot.arrangement}
            for number, slot in enumerate(paper.slots, start=1)
        ],
    )
    return attempt


def _untouched_practice(db: Session, part: Part, order: Order) -> Attempt | None:
    """Practice of the same choices, just started and not begun: a second press of the button."""
    begun = exists().where(Slot.attempt_id == Attempt.id, Slot.revision > 0)
    found = db.scalars(
        select(Attempt).where(
            Attempt.person_id == order.viewer.person_id,
            Attempt.part == part.name,
            Attempt.mode == Mode.PRACTICE,
            Attempt.state == State.RUNNING,
            Attempt.started_at > order.now - PRESSED_AGAIN,
            ~begun,
        )
    )
    return next((one for one in found if one.choices == dict(order.choices)), None)
