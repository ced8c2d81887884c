"""Sits the mocks of the demonstration, answer by answer, at the times the cast says; practice in between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import signing
from app.demo.cast import APPRENTICES, Mock, Practice
from app.demo.coding import code_cases
from app.demo.practising import practise
from app.knowledge_test.part import PART
from app.knowledge_test.queries.bank import keys_of
from app.people import Grant, Role, Viewer
from app.sittings.actions.closing import close_next_overdue
from app.sittings.actions.extending import Extension, extend_attempt
from app.sittings.actions.finishing import finish_attempt
from app.sittings.actions.saving import Change, save_answer
from app.sittings.actions.starting import start_attempt
from app.sittings.models import Attempt, Mode, Slot
from app.sittings.parts import Order

SEED = 2026  # the same world each time it is made
HOUR_OF_DAY = 9
ANSWER_EVERY = timedelta(seconds=65)
BEGAN_AGO = timedelta(minutes=19)  # the mock that is running began so long before the demonstration was made


def sit_all(db: Session, ids: dict[str, int], *, now: datetime) -> None:
    """Every mock and all practice of every apprentice, the oldest first."""
    sittings = [(one, piece) for one in APPRENTICES for piece in one.work]
    for one, piece in sorted(sittings, key=lambda pair: -pair[1].days_ago):
        chance = random.Random(f"{SEED} {one.email} {piece.days_ago}")  # noqa: S311 - an invented past
        viewer = Viewer(ids[one.email], one.name, (Grant(Role.APPRENTICE, None),))
        if isinstance(piece, Practice):
            practise(db, viewer, piece, chance, now=now)
        elif isinstance(piece, Mock):
            _sit(db, viewer, piece, chance, now=now)
        else:
            code_cases(db, viewer, piece, chance, now=now)


def _sit(db: Session, viewer: Viewer, mock: Mock, chance: random.Random, *, now: datetime) -> None:
    person_id = viewer.person_id
    start = _begin(mock, now=now)
    token = signing.begin(db, person_id, now=start - timedelta(minutes=2), lasts=timedelta(hours=8))
    attempt = start_attempt(db, PART, Order(viewer, Mode.MOCK, chance.randrange(2**31), start))
    slots = db.scalars(select(Slot).where(Slot.attempt_id == attempt.id).order_by(Slot.number)).all()
    last = start
    answers = _answers(db, mock, slots, chance)
    for change in answers:
        last = start + ANSWER_EVERY * change.slot
        save_answer(db, viewer, attempt.id, change, now=last)
    db.expire_all()  # the answers were written past the session's own copies
    if mock.added:
        extend_attempt(db, attempt.id, Extension(mock.added, mock.reason), by=None, now=last)
    _end(db, mock, viewer, attempt, last)
    if mock.late:
        _send_late(db, viewer, attempt, len(answers), mock.late)
    if mock.state != "running":
        signing.end(db, token, now=last + timedelta(minutes=10))


def _begin(mock: Mock, *, now: datetime) -> datetime:
    if mock.state == "running":
        return now - BEGAN_AGO
    return (now - timedelta(days=mock.days_ago)).replace(hour=HOUR_OF_DAY, minute=5, second=0, microsecond=0)


def _answers(db: Session, mock: Mock, slots: Sequence[Slot], chance: random.Random) -> list[Change]:
    keys = keys_of(db, [slot.item for slot in slots])
    answered = len(slots) * mock.answered // 100
    changes = []
    for slot in slots[:answered]:
        right = slot.arrangement.index(keys[slot.item].letter) + 1
        wrong = [place for place in range(1, len(slot.arrangement) + 1) if place != right]
        place = right if chance.randrange(100) < mock.right else chance.choice(wrong)
        flagged = chance.randrange(100) < 12
        changes.append(Change(slot.number, 0, str(place), flagged, writer="demonstration", change=1))
    return changes


def _end(db: Session, mock: Mock, viewer: Viewer, attempt: Attempt, last: datetime) -> None:
    if mock.state == "handed-in":
        finish_attempt(db, viewer, attempt.id, now=last + timedelta(minutes=2))
    elif mock.state == "ran-out":
        assert attempt.ends_at is not None
        close_next_overdue(db, now=attempt.ends_at + timedelta(minutes=1))


def _send_late(db: Session, viewer: Viewer, attempt: Attempt, answered: int, number: int) -> None:
    """The line is back when the mock is closed, and the device sends what it kept."""
    assert attempt.ends_at is not None
    kept = [
        Change(
            answered + place,
            0,
            str(place),
            False,
            "demonstration",
            1,
            attempt.ends_at - (number + 1 - place) * ANSWER_EVERY,
        )
        for place in range(1, number + 1)
    ]
    finish_attempt(db, viewer, attempt.id, now=attempt.ends_at + timedelta(minutes=4), last_changes=kept)
