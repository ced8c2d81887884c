"""What an administrator sees of the outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.notices.models import Letter
from app.outcomes import NotThere
from app.people import Role, Viewer


def waiting_letters(db: Session, viewer: Viewer, *, now: datetime, most: int = 100) -> list[Letter]:
    """The letters that were not sent and are still of use; for administrators only.

    Those that are of use for a time come first, then all others, each the newest first. The first hold a
    link, without which somebody cannot come in, and no number of others may push them off the page.
    """
    _require_administrator(viewer)
    return list(
        db.scalars(
            select(Letter)
            .where(Letter.waits(now=now))
            .order_by(Letter.useful_until.is_(None), Letter.id.desc())
            .limit(most)
        )
    )


def count_waiting(db: Session, viewer: Viewer, *, now: datetime, person_id: int | None = None) -> int:
    """How many letters wait (to one person); for administrators only."""
    _require_administrator(viewer)
    found = select(func.count(Letter.id)).where(Letter.waits(now=now))
    if person_id is not None:
        found = found.where(Letter.person_id == person_id)
    return db.scalars(found).one()


def _require_administrator(viewer: Viewer) -> None:
    if not viewer.holds(Role.ADMINISTRATOR):
        raise NotThere
