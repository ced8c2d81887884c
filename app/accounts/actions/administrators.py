"""There is always an administrator who may sign in."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions.holding import held_people
from app.accounts.models import Person, RoleGrant
from app.outcomes import NotAllowedNow
from app.people import Role


def held_with_administrators(db: Session, person_id: int) -> Person:
    """The person, held together with every administrator.

    So two administrators who shut each other out queue up, and the second is refused.

    Raises:
        NotThere: there is nobody with this id.
    """
    return held_people(db, {person_id, *_administrators(db)})[person_id]


def require_another_administrator(db: Session, person_id: int) -> None:
    """Refuse to go on where this person is the last administrator who may sign in.

    Raises:
        NotAllowedNow: nobody else could give the role to anybody.
    """
    if _administrators(db) == {person_id}:
        raise NotAllowedNow("This is the only administrator. Make somebody else an administrator first.")


def _administrators(db: Session) -> set[int]:
    held = select(RoleGrant.person_id).join(Person, Person.id == RoleGrant.person_id)
    return set(db.scalars(held.where(RoleGrant.role == Role.ADMINISTRATOR, Person.disabled_at.is_(None))))
