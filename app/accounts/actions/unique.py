"""Names that may already be taken: of organisations, cohorts and accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.rules.wording import same
from app.db import Base
from app.outcomes import NotAllowedNow

ORGANISATION_TAKEN = "There is already an organisation called {}"
COHORT_TAKEN = "This organisation already has a cohort called {}"


def refuse_taken(name: str, others: Iterable[str], taken: str) -> None:
    """Refuse a name that readers would take for one of `others`; the database sees only the very same.

    Raises:
        NotAllowedNow: it is taken; `taken` says so, with the name of the other.
    """
    clash = next((other for other in others if same(name, other)), None)
    if clash is not None:
        raise NotAllowedNow(taken.format(clash), field="name")


@contextmanager
def unique(db: Session, taken: str, *, field: str) -> Iterator[None]:
    """What is changed inside, once sent; the rest of the transaction stands if it cannot be.

    Raises:
        NotAllowedNow: its name (`field`) is taken; `taken` says so. The database decides, so that two
            who add the same at once cannot both succeed.
    """
    try:
        with db.begin_nested():
            yield
    except IntegrityError as clash:
        raise NotAllowedNow(taken, field=field) from clash


def add_unique(db: Session, row: Base, taken: str, *, field: str) -> None:
    """Add `row`, and have its id; see `unique`."""
    with unique(db, taken, field=field):
        db.add(row)
