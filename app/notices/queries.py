"""What an administrator sees of the outbox."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.notices.models import Letter
from app.outcomes import NotThere
from app.people import Role, Viewer


def newest_letters(db: Session, viewer: Viewer, most: int = 100) -> list[Letter]:
    """The newest letters first, sent or not; for administrators only."""
    if not viewer.holds(Role.ADMINISTRATOR):
        raise NotThere
    return list(db.scalars(select(Letter).order_by(Letter.id.desc()).limit(most)))
