"""Giving apprentices to assessors. Administrators do it, at the provider's request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions.holding import grants_of, held_people
from app.accounts.models import Assignment
from app.accounts.rules.roles import check_assessing, id_of, require_administrator
from app.outcomes import NotAllowedNow, NotThere
from app.people import Role, Viewer
from app.trail.actions import note


def assign(
    db: Session, apprentice_id: int, assessor_id: int, *, by: Viewer | None, now: datetime
) -> Assignment:
    """Give an apprentice to an assessor, who then sees what is handed in; once, however often asked.

    Raises:
        NotAllowedNow: one of them is not what they should be, or the assessor holds another role at
            the apprentice's provider.
    """
    require_administrator(by)
    people = held_people(db, {apprentice_id, assessor_id})
    assessor, apprentice = grants_of(db, assessor_id), grants_of(db, apprentice_id)
    if all(grant.role is not Role.APPRENTICE for grant in apprentice):
        raise NotAllowedNow(f"{people[apprentice_id].name} is not an apprentice.")
    if all(grant.role is not Role.ASSESSOR for grant in assessor):
        raise NotAllowedNow(f"{people[assessor_id].name} is not an assessor.")
    if people[assessor_id].disabled_at is not None:
        raise NotAllowedNow(f"The account of {people[assessor_id].name} is disabled.")
    check_assessing(assessor, apprentice)
    running = db.scalars(
        select(Assignment).where(
            Assignment.assessor_id == assessor_id,
            Assignment.apprentice_id == apprentice_id,
            Assignment.ended_at.is_(None),
        )
    ).first()
    if running is not None:
        return running
    made = Assignment(assessor_id=assessor_id, apprentice_id=apprentice_id, since=now)
    db.add(made)
    db.flush()
    _note(db, "assigned", made, by, now=now)
    return made


def unassign(db: Session, assignment_id: int, *, by: Viewer | None, now: datetime) -> Assignment:
    """End an assignment; the assessor sees nothing of the apprentice's any more."""
    require_administrator(by)
    found = db.scalars(
        select(Assignment).where(Assignment.id == assignment_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise NotThere
    _end(db, [found], by, now=now)
    return found


def apprentices_of(db: Session, assessor_id: int) -> list[int]:
    """Ids of the apprentices somebody assesses now."""
    running = Assignment.assessor_id == assessor_id, Assignment.ended_at.is_(None)
    return list(db.scalars(select(Assignment.apprentice_id).where(*running)))


def assessors_of(db: Session, apprentice_id: int) -> list[int]:
    """Ids of the assessors an apprentice has now."""
    running = Assignment.apprentice_id == apprentice_id, Assignment.ended_at.is_(None)
    return list(db.scalars(select(Assignment.assessor_id).where(*running)))


def end_as_assessor(db: Session, person_id: int, *, by: Viewer | None, now: datetime) -> None:
    """End everything somebody assesses."""
    _end(db, db.scalars(select(Assignment).where(Assignment.assessor_id == person_id)).all(), by, now=now)


def end_as_apprentice(db: Session, person_id: int, *, by: Viewer | None, now: datetime) -> None:
    """End every assignment of an apprentice."""
    _end(db, db.scalars(select(Assignment).where(Assignment.apprentice_id == person_id)).all(), by, now=now)


def _end(db: Session, found: Sequence[Assignment], by: Viewer | None, *, now: datetime) -> None:
    for assignment in found:
        if assignment.ended_at is None:
            assignment.ended_at = now
            _note(db, "unassigned", assignment, by, now=now)


def _note(db: Session, act: str, assignment: Assignment, by: Viewer | None, *, now: datetime) -> None:
    note(
        db,
        act,
        f"assignment:{assignment.id}",
        now=now,
        actor_id=id_of(by),
        subject_id=assignment.apprentice_id,
        assessor=assignment.assessor_id,
    )
