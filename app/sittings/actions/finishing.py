"""Handing in: by the person, or by an open page whose time ran out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.outcomes import BadInput, NotThere
from app.people import Viewer
from app.sittings.actions.closing import close
from app.sittings.actions.late import NotTaken, keep_late
from app.sittings.actions.locking import locked_attempt
from app.sittings.actions.saving import Change, put, slot_of
from app.sittings.models import Attempt, ClosedBy, Slot, State
from app.sittings.rules.saving import Saving
from app.sittings.rules.timing import is_over, last_chance, last_request_counts
from app.trail.actions import note


@dataclass(frozen=True)
class Closed:
    """A closed attempt. already: somebody or something else had closed it before.

    answered: how many answers were handed in. not_taken: what became of the last changes that were not.
    """

    attempt: Attempt
    already: bool
    answered: int
    not_taken: NotTaken


@dataclass(frozen=True)
class StillRunning:
    """A page handed in by itself, but it goes on until `ends_at`. What the page brought was saved.

    over: time is over, but the person last answered on another page, whose own last request still counts
    until then. Otherwise there is time left that the page did not know of.
    """

    ends_at: datetime | None
    over: bool = False


def finish_attempt(
    db: Session,
    viewer: Viewer,
    attempt_id: int,
    *,
    now: datetime,
    last_changes: Sequence[Change] = (),
    by_page: bool = False,
    writer: str = "",
) -> Closed | StillRunning:
    """Hand in the viewer's attempt, with what was still on screen; a second time gives the first result.

    A page's own clock is not believed: if it sends this by itself before time, the attempt goes on. Nor may
    a page on which nobody answers any more take the lag allowance from the one that is in use.

    Args:
        last_changes: answers not yet acknowledged. After time they count only within the lag allowance.
        by_page: the page sent this by itself when its time ran out.
        writer: the name under which the page saves; without it, it is taken for the one in use.
    """
    attempt = locked_attempt(db, attempt_id)
    if attempt is None or attempt.person_id != viewer.person_id:
        raise NotThere
    if attempt.state is State.CLOSED:
        # the answer to the closing request may have been lost: what it brought is not late now
        not_taken = keep_late(db, attempt, last_changes, now=now)
        return Closed(attempt, True, _answered(db, attempt), not_taken)
    over = is_over(attempt.ends_at, now=now)
    if last_request_counts(attempt.ends_at, now=now):
        taken, not_taken = _put_in_turn(db, attempt, last_changes, now=now)
        if over and taken:
            _note_lag(db, attempt, now=now, taken=taken)
        if by_page and not over:
            return StillRunning(attempt.ends_at)
        if by_page and not taken and _is_used_elsewhere(db, attempt, writer):
            return StillRunning(last_chance(attempt.ends_at), over=True)
    else:
        not_taken = keep_late(db, attempt, last_changes, now=now)
    close(db, attempt, _closed_by(over, by_page), now=now, actor_id=viewer.person_id)
    return Closed(attempt, False, _answered(db, attempt), not_taken)


def _closed_by(over: bool, by_page: bool) -> ClosedBy:
    if not over:
        return ClosedBy.PERSON
    return ClosedBy.PAGE if by_page else ClosedBy.LATE_REQUEST


def _put_in_turn(
    db: Session, attempt: Attempt, changes: Sequence[Change], *, now: datetime
) -> tuple[int, NotTaken]:
    """Save the last changes of a page; how many of its answers were taken now, and what of the others.

    They are in the order in which they were chosen, with those that a dead page left behind first: a
    later one of the same slot builds on the earlier, as if that had been acknowledged in between. One
    that cannot be read must not keep the others from being handed in.
    """
    heard: dict[int, int] = {}
    outcome: dict[int, Saving | None] = {}
    for change in changes:
        held = slot_of(db, attempt.id, change.slot)
        known = replace(change, base=max(change.base, heard.get(change.slot, 0)))
        try:
            saved = put(db, attempt.id, held, known, now=now) if held is not None else None
        except BadInput:
            saved = None
        outcome[change.slot] = saved.saving if saved is not None else None
        heard[change.slot] = saved.revision if saved is not None and saved.as_sent else 0
    said = list(outcome.values())
    return said.count(Saving.ACCEPT), NotTaken(older=said.count(Saving.NEWER), unreadable=said.count(None))


def _is_used_elsewhere(db: Session, attempt: Attempt, writer: str) -> bool:
    """Whether the newest answer was saved on another page than `writer`."""
    newest = select(func.max(Slot.saved_at)).where(Slot.attempt_id == attempt.id).scalar_subquery()
    elsewhere = select(func.count()).where(
        Slot.attempt_id == attempt.id, Slot.saved_at == newest, Slot.writer != writer
    )
    return bool(writer and db.scalar(elsewhere))


def _answered(db: Session, attempt: Attempt) -> int:
    answered = select(func.count()).where(Slot.attempt_id == attempt.id, Slot.value != "")
    return db.scalar(answered) or 0


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
