"""Holding a person's row, so that two changes to the same person queue up.

Whoever holds a person and something of theirs (a link, a sign-in) holds the person first, and several
people in the order of their ids: locks taken in one order cannot wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable

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
    return held_people(db, [person_id])[person_id]


def held_people(db: Session, person_ids: Iterable[int]) -> dict[int, Person]:
    """Several people by id, held to the end of the transaction.

    Rows that only name a person (an entry of the trail, an attempt) can be added meanwhile.

    Raises:
        NotThere: one of them is not there.
    """
    wanted = set(person_ids)
    found = db.scalars(
        select(Person)
        .where(Person.id.in_(wanted))
        .order_by(Person.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    held = {person.id: person for person in found}
    if held.keys() != wanted:
        raise NotThere
    return held


def grants_of(db: Session, person_id: int) -> tuple[Grant, ...]:
    """The roles somebody holds."""
    rows = db.execute(
        select(RoleGrant.role, RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.id)
    )
    return tuple(Grant(role, organisation_id) for role, organisation_id in rows)
