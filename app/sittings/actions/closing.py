"""Closing an attempt: one function for the button, the page, a late request and the sweep."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.outcomes import BadInput, NotThere
from app.people import Viewer
from app.results.actions import hand_in, record
from app.sittings.actions.late import keep_late
from app.sittings.actions.locking import locked_attempt
from app.sittings.actions.saving import Change, HeldSlot, put
from app.sittings.models import Attempt, ClosedBy, Slot, State
from app.sittings.parts import the_part
from app.sittings.rules.saving import Saving
from app.sittings.rules.timing import LAG_ALLOWANCE, is_over, is_overdue, last_request_counts
from app.trail.actions import note


@dataclass(frozen=True)
class Closed:
    """A closed attempt. already: somebody or something else had closed it before.

    answered: how many answers were handed in. refused: how many of the last changes came too late, or
    were older than what another page had saved.
    """

    attempt: Attempt
    already: bool
    answered: int
    refused: int


@dataclass(frozen=True)
class StillRunning:
    """A page handed in by itself, but there is time left that it did not know of. Its changes were saved."""

    ends_at: datetime | None


class CannotBeClosed(Exception):
    """Marking an attempt failed; the others must not wait for it."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__(f"attempt {attempt_id} cannot be closed")
        self.attempt_id = attempt_id


def finish_attempt(
    db: Session,
    viewer: Viewer,
    attempt_id: int,
    *,
    now: datetime,
    last_changes: Sequence[Change] = (),
    by_page: bool = False,
) -> Closed | StillRunning:
    """Hand in the viewer's attempt, with what was still on screen; a second time gives the first result.

    A page's own clock is not believed: if it sends this by itself before time, the attempt goes on.

    Args:
        last_changes: answers not yet acknowledged. After time they count only within the lag allowance.
        by_page: the page sent this by itself when its time ran out.
    """
    attempt = locked_attempt(db, attempt_id)
    if attempt is None or attempt.person_id != viewer.person_id:
        raise NotThere
    if attempt.state is State.CLOSED:
        # the answer to the closing request may have been lost: what it brought is not refused now
        refused = _refused(db, attempt, last_changes, now=now)
        return Closed(attempt, True, _answered(db, attempt), refused)
    over = is_over(attempt.ends_at, now=now)
    if last_request_counts(attempt.ends_at, now=now):
        taken, refused = _put_in_turn(db, attempt, last_changes, now=now)
        if over and taken:
            _note_lag(db, attempt, now=now, taken=taken)
    else:
        refused = _refused(db, attempt, last_changes, now=now)
    if by_page and not over:
        return StillRunning(attempt.ends_at)
    by = ClosedBy.PERSON
    if over:
        by = ClosedBy.PAGE if by_page else ClosedBy.LATE_REQUEST
    _close(db, attempt, by, now=now, actor_id=viewer.person_id)
    return Closed(attempt, False, _answered(db, attempt), refused)


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
        _close(db, attempt, ClosedBy.LATE_REQUEST, now=now, actor_id=viewer.person_id)
    if late is not None:
        _refused(db, attempt, [late], now=now)
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
        _close(db, attempt, ClosedBy.SWEEP, now=now, actor_id=None)
    except Exception as fault:
        raise CannotBeClosed(attempt_id) from fault
    return attempt


def _put_in_turn(
    db: Session, attempt: Attempt, changes: Sequence[Change], *, now: datetime
) -> tuple[int, int]:
    """Save the last changes of a page; how many of its answers were taken now, and how many were not taken.

    They are in the order in which they were chosen, with those that a dead page left behind first: a
    later one of the same slot builds on the earlier, as if that had been acknowledged in between. One
    that cannot be read must not keep the others from being handed in.
    """
    heard: dict[int, int] = {}
    outcome: dict[int, Saving] = {}
    for change in changes:
        held = _held(db, attempt, change.slot)
        known = replace(change, base=max(change.base, heard.get(change.slot, 0)))
        try:
            saved = put(db, attempt.id, held, known, now=now) if held is not None else None
        except BadInput:
            saved = None
        outcome[change.slot] = saved.saving if saved is not None else Saving.NEWER
        heard[change.slot] = saved.revision if saved is not None and not saved.is_newer else 0
    said = list(outcome.values())
    return said.count(Saving.ACCEPT), said.count(Saving.NEWER)


def _refused(db: Session, attempt: Attempt, changes: Sequence[Change], *, now: datetime) -> int:
    """Keep apart what came too late, of each slot the last; how many answers that were."""
    last = {one.slot: one for one in changes}.values()
    return keep_late(db, attempt, ((_held(db, attempt, one.slot), one) for one in last), now=now)


def _held(db: Session, attempt: Attempt, number: int) -> HeldSlot | None:
    """A slot of a locked attempt."""
    return db.execute(
        select(Slot.__table__, Attempt.ends_at, Attempt.part)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .where(Slot.attempt_id == attempt.id, Slot.number == number)
    ).one_or_none()


def _answered(db: Session, attempt: Attempt) -> int:
    answered = select(func.count()).where(Slot.attempt_id == attempt.id, Slot.value != "")
    return db.scalar(answered) or 0


def _close(db: Session, attempt: Attempt, by: ClosedBy, *, now: datetime, actor_id: int | None) -> None:
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


def _note_lag(db: Session, attempt: Attempt, *, now: datetime, taken: int) -> None:
    assert attempt.ends_at is not None
    note(
        db,
        "lag-allowance-used",
        f"attempt:{attempt.id}",
        now=now,
        actor_id=None,
        subject_id=attempt.person_id,
        answers=taken,
        milliseconds=int((now - attempt.ends_at).total_seconds() * 1000),
    )
