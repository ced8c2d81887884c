"""Giving time back to somebody whose mock is running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.sittings.actions.locking import locked_attempt
from app.sittings.models import State
from app.trail.actions import note

MOST_MINUTES = 600
LONGEST_REASON = 200


@dataclass(frozen=True)
class Extension:
    """Minutes to add, and why, in words that the person will read."""

    minutes: int
    reason: str


def extend_attempt(
    db: Session, attempt_id: int, extension: Extension, *, by: int | None, now: datetime
) -> datetime:
    """Move the end of a running attempt; the new end. The open page learns of it within a minute.

    An attempt whose time is over but that was not closed yet goes on.

    Args:
        by: who gives the time; None for an operator of the site. The caller has checked that they may.

    Raises:
        NotThere: there is no such attempt.
        BadInput: the minutes or the reason are none.
        NotAllowedNow: it is closed, has no end, or would be over all the same.
    """
    reason = _checked(extension)
    attempt = locked_attempt(db, attempt_id)
    if attempt is None:
        raise NotThere
    if attempt.state is State.CLOSED:
        raise NotAllowedNow("It was handed in already. Time can be given to a running mock only.")
    if attempt.ends_at is None:
        raise NotAllowedNow("It has no end, so it needs no more time.")
    ends_at = attempt.ends_at + timedelta(minutes=extension.minutes)
    if ends_at <= now:
        raise NotAllowedNow("Its time was over so long ago that it would still be over. Give more minutes.")
    attempt.ends_at = ends_at
    note(
        db,
        "attempt-extended",
        f"attempt:{attempt.id}",
        now=now,
        actor_id=by,
        subject_id=attempt.person_id,
        minutes=extension.minutes,
        reason=reason,
    )
    return ends_at


def _checked(extension: Extension) -> str:
    """The reason, made tidy."""
    if not 1 <= extension.minutes <= MOST_MINUTES:
        raise BadInput(f"Give from 1 to {MOST_MINUTES} minutes.", field="minutes")
    reason = " ".join(extension.reason.split())
    if not reason:
        raise BadInput("Say why: the person reads it with their result.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"Say why in {LONGEST_REASON} characters at most.", field="reason")
    return reason
