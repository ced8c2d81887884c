"""The extra time somebody has."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import ExtraTime
from app.accounts.rules.extra_time import Allowance
from app.clock import uk_date
from app.people import Viewer


def extra_percent(db: Session, person_id: int, *, now: datetime) -> int:
    """The percentage in force today; 0 for none. The newest record counts, until the end of its day."""
    newest = db.execute(
        select(ExtraTime.percent, ExtraTime.until)
        .where(ExtraTime.person_id == person_id)
        .order_by(ExtraTime.id.desc())
        .limit(1)
    ).one_or_none()
    return newest.percent if newest and newest.until >= uk_date(now) else 0


def my_allowance(db: Session, viewer: Viewer, minutes: int, *, now: datetime) -> Allowance:
    """What an activity of so many minutes lasts for the viewer."""
    return Allowance(minutes, extra_percent(db, viewer.person_id, now=now))
