"""Writing to the trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.trail.models import TrailEntry


def note(
    db: Session,
    act: str,
    about: str,
    *,
    now: datetime,
    actor_id: int | None,
    subject_id: int | None = None,
    **facts: str | int,
) -> None:
    """Add an entry; it is kept or lost together with the act itself.

    Args:
        about: what it concerns, as `kind:id`.
        actor_id: who did it; None means the service did it by itself.
        subject_id: whom it affects, who may therefore read it.
        facts: ids, counts and reasons that explain it; never answers or secrets.
    """
    db.add(
        TrailEntry(at=now, act=act, about=about, actor_id=actor_id, subject_id=subject_id, facts=dict(facts))
    )
