"""Recording extra time: how much, who approved it and until when. Never why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.accounts.actions.holding import grants_of, held_person
from app.accounts.models import ExtraTime
from app.accounts.rules.days import check_last_day
from app.accounts.rules.extra_time import MOST_PERCENT
from app.accounts.rules.roles import id_of, organisations_of, require_staff_of
from app.accounts.rules.wording import LONGEST, line
from app.clock import uk_date
from app.outcomes import BadInput, NotAllowedNow
from app.people import Role, Viewer
from app.trail.actions import note


@dataclass(frozen=True)
class Approved:
    """Extra time as it was approved. percent: 0 ends it. until: the last day on which it is given."""

    percent: int
    approved_by: str
    until: date


def set_extra_time(
    db: Session, person_id: int, approved: Approved, *, by: Viewer | None, now: datetime
) -> None:
    """Record somebody's extra time from now on. Attempts that already run keep theirs.

    Raises:
        NotThere: they are nobody's apprentice here, or not of the actor's provider.
        NotAllowedNow: it is the actor's own.
        BadInput: the percentage, the approver or the day cannot be.
    """
    held_person(db, person_id)
    require_staff_of(by, organisations_of(grants_of(db, person_id), Role.APPRENTICE))
    if by is not None and by.person_id == person_id:
        raise NotAllowedNow("Your own extra time has to be set by somebody else.")
    _check(approved, now=now)
    approver = line(
        approved.approved_by,
        f"Say who approved it, in at most {LONGEST} characters.",
        field="approved_by",
    )
    db.add(
        ExtraTime(
            person_id=person_id,
            percent=approved.percent,
            approved_by=approver,
            until=approved.until,
            recorded_at=now,
            recorded_by_id=id_of(by),
        )
    )
    note(
        db,
        "extra-time-set",
        f"person:{person_id}",
        now=now,
        actor_id=id_of(by),
        subject_id=person_id,
        percent=approved.percent,
        until=approved.until.isoformat(),
    )


def _check(approved: Approved, *, now: datetime) -> None:
    if not 0 <= approved.percent <= MOST_PERCENT:
        raise BadInput(f"Extra time must be between 0 and {MOST_PERCENT} per cent.", field="percent")
    check_last_day(approved.until, today=uk_date(now))
    if approved.percent and approved.until < uk_date(now):
        raise BadInput("The last day of the extra time is over. Enter a day to come.", field="until")
