"""Closing an attempt: one function for the button, the page, a late request and the sweep."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.outcomes import NotThere
from app.people import Viewer
from app.results.actions import hand_in, record
from app.sittings.actions.late import keep_late
from app.sittings.actions.locking import locked_attempt
from app.sittings.actions.saving import Change
from app.sittings.models import Attempt, ClosedBy, Slot, State
from app.sittings.parts import the_part
from app.sittings.rules.timing import LAG_ALLOWANCE, is_overdue
from app.trail.actions import note


class CannotBeClosed(Exception):
    """Marking an attempt failed; the others must not wait for it."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(f"attempt {attempt_id} cannot be closed")
        self.attempt_id = attempt_id


def close_if_overdue(
    db: Session, viewer: Viewer, attempt_id: int, *, now: datetime, late: Change | None = None
) -> bool:
    """Close the viewer's attempt if the page's last chance has passed; for a request after time.

    Args:
        late: the change that this request brought; it is kept apart if the attempt is closed.

    Returns:
        Whether it is closed, be it by this or by something before.
    """
    attempt = locked_attempt(db, attempt_id)
    if attempt is None or attempt.person_id != viewer.person_id:
        raise NotThere
    if attempt.state is State.RUNNING:
        if not is_overdue(attempt.ends_at, now=now):
            return False
        close(db, attempt, ClosedBy.LATE_REQUEST, now=now, actor_id=viewer.person_id)
    if late is not None:
        keep_late(db, attempt, [late], now=now)
    return True


def close_next_overdue(db: Session, *, now: datetime, but: Collection[int] = frozenset()) -> Attempt | None:
    """Close the attempt that is overdue longest; None when there is none. The caller commits after each.

    Several processes may do this at once: a row that another one holds is passed over.

    Args:
        but: ids to pass over.

    Raises:
        CannotBeClosed: marking it failed; the transaction is of no more use.
    """
    attempt = db.scalars(
        select(Attempt)
        .where(
            Attempt.state == State.RUNNING,
            Attempt.ends_at <= now - LAG_ALLOWANCE,
            Attempt.id.not_in(but),
        )
        .order_by(Attempt.ends_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if attempt is None:
        return None
    attempt_id = attempt.id
    try:
        close(db, attempt, ClosedBy.SWEEP, now=now, actor_id=None)
    except Exception as fault:
        raise CannotBeClosed(attempt_id) from fault
    return attempt


def close(db: Session, attempt: Attempt, by: ClosedBy, *, now: datetime, actor_id: int | None) -> None:
    """Mark and record. An attempt that ran out counts as handed in at its deadline, not when it was found."""
    handed_in = min(now, attempt.ends_at) if attempt.ends_at else now
    slots = db.scalars(select(Slot).where(Slot.attempt_id == attempt.id).order_by(Slot.number)).all()
    work = hand_in(
        db,
        person_id=attempt.person_id,
        part=attempt.part,
        mode=attempt.mode,
        title=attempt.title,
        handed_in_at=handed_in,
        released_at=now,
    )
    record(db, work, the_part(attempt.part).mark(db, attempt, slots), now=now)
    attempt.state = State.CLOSED
    attempt.closed_at = now
    attempt.closed_by = by
    attempt.work_id = work.id
    saves = db.scalar(select(func.sum(Slot.revision)).where(Slot.attempt_id == attempt.id)) or 0
    note(
        db,
        "attempt-closed",
        f"attempt:{attempt.id}",
        now=now,
        actor_id=actor_id,
        subject_id=attempt.person_id,
        by=by.value,
        saves=int(saves),
        answered=sum(slot.value != "" for slot in slots),
    )
