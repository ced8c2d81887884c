"""Goes through the practice of the demonstration, answer by answer, at the times the cast says."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.cast import Practice
from app.knowledge_test.part import PART
from app.knowledge_test.queries.bank import keys_of
from app.knowledge_test.rules.practising import Wish
from app.people import Viewer
from app.sittings.actions.finishing import finish_attempt
from app.sittings.actions.revealing import reveal_answer
from app.sittings.actions.saving import Change
from app.sittings.actions.starting import start_attempt
from app.sittings.models import Mode, Slot
from app.sittings.parts import Order

CHECK_EVERY = timedelta(seconds=70)
HOUR_OF_DAY = 17


def practise(
    db: Session, viewer: Viewer, practice: Practice, chance: random.Random, *, now: datetime
) -> None:
    """Check as many answers as the cast says, and end it unless it is to wait."""
    start = (now - timedelta(days=practice.days_ago)).replace(hour=HOUR_OF_DAY, minute=20, second=0)
    wish = Wish(practice.topics, number=practice.number, timed=practice.timed)
    order = Order(viewer, Mode.PRACTICE, chance.randrange(2**31), start, wish.as_choices())
    attempt = start_attempt(db, PART, order)
    slots = db.scalars(select(Slot).where(Slot.attempt_id == attempt.id).order_by(Slot.number)).all()
    keys = keys_of(db, [slot.item for slot in slots])
    moment = start
    for slot in slots[: practice.checked]:
        moment += CHECK_EVERY
        right = slot.arrangement.index(keys[slot.item].letter) + 1
        wrong = [place for place in range(1, len(slot.arrangement) + 1) if place != right]
        place = right if chance.randrange(100) < practice.right else chance.choice(wrong)
        change = Change(slot.number, 0, str(place), flagged=False, writer="demonstration", change=1)
        seconds = chance.randrange(35, 110) if practice.timed else None
        reveal_answer(db, viewer, attempt.id, change, now=moment, seconds=seconds)
    db.expire_all()  # the answers were written past the session's own copies
    if practice.checked >= len(slots):
        finish_attempt(db, viewer, attempt.id, now=moment + CHECK_EVERY)
