"""Answers that come too late: kept apart from the others, so that nobody can say they never arrived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.outcomes import BadInput
from app.sittings.actions.saving import Change, HeldSlot, weigh
from app.sittings.models import Attempt, LateAnswer
from app.sittings.rules.saving import Saving
from app.trail.actions import note

MOST_KEPT = 500  # for one attempt; a paper has far fewer slots, and few pages are open at once


def keep_late(
    db: Session, attempt: Attempt, late: Iterable[tuple[HeldSlot | None, Change]], *, now: datetime
) -> int:
    """Keep changes that came when the attempt was over; how many really were too late.

    A change that is stored already, or that would leave the answer as it is, is not late; one that nobody
    can read is passed over. Each is kept once, however often it is sent.

    Args:
        attempt: locked. late: each change with the slot it is for, None where the paper has no such slot.
    """
    room = MOST_KEPT - (db.scalar(select(func.count()).where(LateAnswer.attempt_id == attempt.id)) or 0)
    too_late, new = 0, []
    for held, change in late:
        value = _late_value(held, change)
        if value is None:
            continue
        too_late += 1
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
    return too_late


def _late_value(held: HeldSlot | None, change: Change) -> str | None:
    """What the change would have stored; None where it would change nothing or cannot be read."""
    if held is None:
        return None
    try:
        saving, value = weigh(held, change)
    except BadInput:
        return None
    return None if value == held.value or saving is Saving.ALREADY else value
