"""Adding a row whose name may already be taken."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import Base
from app.outcomes import NotAllowedNow


def add_unique(db: Session, row: Base, taken: str, *, field: str) -> None:
    """Add `row`, and have its id; the rest of the transaction stands if it cannot be added.

    Raises:
        NotAllowedNow: its name (`field`) is taken; `taken` says so. The database decides, so that two who add
            the same at once cannot both succeed.
    """
    try:
        with db.begin_nested():
            db.add(row)
    except IntegrityError as clash:
        raise NotAllowedNow(taken, field=field) from clash
