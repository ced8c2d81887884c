"""Answers that come too late: kept apart from the others, so that nobody can say they never arrived.

Late is what would have counted in time. What would have found a newer answer is only older than that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.outcomes import BadInput
from app.sittings.actions.saving import Change, HeldSlot, slot_of, weigh
from app.sittings.models import Attempt, LateAnswer
from app.sittings.rules.saving import Saving
from app.trail.actions import note

MOST_KEPT = 500  # for one attempt; a paper has far fewer slots, and few pages are open at once


@dataclass(frozen=True)
class NotTaken:
    """How many answers were not taken: too late, not the newest, or such that nobody can read them."""

    late: int = 0
    older: int = 0
    unreadable: int = 0


def keep_late(db: Session, attempt: Attempt, changes: Iterable[Change], *, now: datetime) -> NotTaken:
    """Keep what came when the attempt was over, of each slot the last.

    A change that is stored already, or that would leave the answer as it is, is not late; one that nobody
    can read is passed over. Each is kept once, however often it is sent.

    Args:
        attempt: locked.
    """
    room = MOST_KEPT - (db.scalar(select(func.count()).where(LateAnswer.attempt_id == attempt.id)) or 0)
    outcomes: Counter[Saving | None] = Counter()
    new = []
    for change in {one.slot: one for one in changes}.values():
        saving, value = _weighed(slot_of(db, attempt.id, change.slot), change)
        outcomes[saving] += 1
        if saving is not Saving.ACCEPT:
            continue
        kept = db.get(LateAnswer, (attempt.id, change.slot, change.writer))
        if kept is None and room > 0:
            room -= 1
            new.append(change.slot)
            kept = LateAnswer(attempt_id=attempt.id, slot=change.slot, writer=change.writer, writer_change=-1)
            db.add(kept)
        if kept is not None and kept.writer_change < change.change:
            kept.writer_change, kept.value, kept.flagged = change.change, value, change.flagged
            kept.chosen_at, kept.arrived_at = change.chosen_at, now
    if new:
        note(
            db,
            "late-answers-refused",
            f"attempt:{attempt.id}",
            now=now,
            actor_id=None,
            subject_id=attempt.person_id,
            questions=", ".join(str(slot) for slot in sorted(set(new))),
        )
    return NotTaken(late=outcomes[Saving.ACCEPT], older=outcomes[Saving.NEWER], unreadable=outcomes[None])


def _weighed(held: HeldSlot | None, change: Change) -> tuple[Saving | None, str]:
    """What would have become of the change in time, and its value; None where it cannot be read."""
    if held is None:
        return None, ""
    try:
        saving, value = weigh(held, change)
    except BadInput:
        return None, ""
    return Saving.ALREADY if value == held.value else saving, value
