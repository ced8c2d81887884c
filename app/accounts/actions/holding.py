"""Holding a person's row, so that two changes to the same person queue up."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person, RoleGrant
from app.outcomes import NotThere
from app.people import Grant


def held_person(db: Session, person_id: int) -> Person:
    """The person, held to the end of the transaction.

    Raises:
        NotThere: there is nobody with this id.
    """
    found = db.scalars(select(Person).where(Person.id == person_id).with_for_update()).one_or_none()
    if found is None:
        raise NotThere
    return found


def grants_of(db: Session, person_id: int) -> tuple[Grant, ...]:
    """The roles somebody holds."""
    rows = db.execute(
        select(RoleGrant.role, RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.id)
    )
    return tuple(Grant(role, organisation_id) for role, organisation_id in rows)
