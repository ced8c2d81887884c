"""Holding an attempt, so that whatever else wants to change it waits."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.sittings.models import Attempt


def locked_attempt(db: Session, attempt_id: int) -> Attempt | None:
    """The attempt as it is stored now, held to the end of the transaction; None where there is none."""
    wanted = select(Attempt).where(Attempt.id == attempt_id).with_for_update()
    return db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
