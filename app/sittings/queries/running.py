"""Mocks that are running now, for those who may give time back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.outcomes import NotThere
from app.people import Role, Viewer
from app.sittings.models import Attempt, Mode, State


@dataclass(frozen=True)
class RunningMock:
    """A mock that was not handed in. ends_at may have passed: then it is about to be closed."""

    attempt_id: int
    name: str
    email: str
    title: str
    started_at: datetime
    ends_at: datetime


def running_mocks(db: Session, viewer: Viewer) -> list[RunningMock]:
    """Every mock that is running, the one that ends first on top. For administrators and operators.

    Raises:
        NotThere: the viewer is neither.
    """
    if not viewer.holds(Role.ADMINISTRATOR):
        raise NotThere
    rows = db.execute(
        select(Attempt.id, Person.name, Person.email, Attempt.title, Attempt.started_at, Attempt.ends_at)
        .join(Person, Person.id == Attempt.person_id)
        .where(Attempt.state == State.RUNNING, Attempt.mode == Mode.MOCK)
        .order_by(Attempt.ends_at, Attempt.id)
    )
    return [RunningMock(*row) for row in rows]  # type: ignore[arg-type]  # a mock always has an end
