"""Reading the trail."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people import Viewer
from app.trail.models import TrailEntry


def my_entries(db: Session, viewer: Viewer, about: str) -> list[TrailEntry]:
    """What happened to `about`, oldest first, as far as it affects the viewer."""
    found = select(TrailEntry).where(TrailEntry.about == about, TrailEntry.subject_id == viewer.person_id)
    return list(db.scalars(found.order_by(TrailEntry.id)))
