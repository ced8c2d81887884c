"""People and their roles: adding, disabling, granting and withdrawing. Administrators only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import assignments, organisations, signing, ways_in
from app.accounts.actions.administrators import held_with_administrators, require_another_administrator
from app.accounts.actions.holding import grants_of, held_people, held_person
from app.accounts.actions.unique import add_unique
from app.accounts.emails import stored_email
from app.accounts.models import Organisation, Person, RoleGrant
from app.accounts.rules.roles import check_assessing, check_grant, id_of, require_administrator
from app.accounts.rules.wording import name as kept_name
from app.outcomes import NotAllowedNow, NotThere
from app.people import Grant, Role, Viewer
from app.trail.actions import note


def add_person(
    db: Session, name: str, email: str, grants: Sequence[Grant], *, by: Viewer | None, now: datetime
) -> Person:
    """Add somebody with their roles. They cannot sign in before they were invited.

    Raises:
        BadInput: the name or the e-mail address is none, or a role lacks its organisation.
        NotAllowedNow: there is already an account with this address.
    """
    require_administrator(by)
    person = Person(email=stored_email(email), name=kept_name(name), made_at=now)
    taken = f"There is already an account with the e-mail address {person.email}"
    add_unique(db, person, taken, field="email")
    note(db, "person-added", f"person:{person.id}", now=now, actor_id=id_of(by), subject_id=person.id)
    for grant in grants:
        grant_role(db, person.id, grant, by=by, now=now)
    return person


def grant_role(db: Session, person_id: int, grant: Grant, *, by: Viewer | None, now: datetime) -> None:
    """Give somebody a role; nothing happens if they hold it already.

    Raises:
        NotAllowedNow: they assess, or are assessed by, somebody whom the role would bring them too near.
    """
    require_administrator(by)
    check_grant(grant)
    _hold_with_pairs(db, person_id)
    if grant.organisation_id is not None and db.get(Organisation, grant.organisation_id) is None:
        raise NotThere
    held = grants_of(db, person_id)
    if grant in held:
        return
    after = (*held, grant)
    for apprentice_id in assignments.apprentices_of(db, person_id):
        check_assessing(after, grants_of(db, apprentice_id))
    for assessor_id in assignments.assessors_of(db, person_id):
        check_assessing(grants_of(db, assessor_id), after)
    db.add(RoleGrant(person_id=person_id, role=grant.role, organisation_id=grant.organisation_id))
    _note_role(db, "role-granted", person_id, grant, by, now=now)


def withdraw_role(db: Session, person_id: int, grant_id: int, *, by: Viewer | None, now: datetime) -> None:
    """Take a role away, and end what rests on it: assignments, and places in the provider's cohorts.

    Raises:
        NotAllowedNow: it is one's own administrator role, or the last one.
    """
    require_administrator(by)
    held_with_administrators(db, person_id)
    row = db.scalars(
        select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.person_id == person_id)
    ).one_or_none()
    if row is None:
        raise NotThere
    if by is not None and by.person_id == person_id and row.role is Role.ADMINISTRATOR:
        raise NotAllowedNow("You cannot withdraw your own administrator role. Ask another administrator.")
    grant = Grant(row.role, row.organisation_id)
    if grant.role is Role.ADMINISTRATOR:
        require_another_administrator(db, person_id)
    db.delete(row)
    db.flush()
    left = grants_of(db, person_id)
    if grant.role is Role.ASSESSOR:
        assignments.end_as_assessor(db, person_id, by=by, now=now)
    if grant.role is Role.APPRENTICE:
        organisations.end_enrolments_at(db, person_id, grant.organisation_id, by=by, now=now)
        if all(one.role is not Role.APPRENTICE for one in left):
            assignments.end_as_apprentice(db, person_id, by=by, now=now)
    _note_role(db, "role-withdrawn", person_id, grant, by, now=now)


def disable(db: Session, person_id: int, *, by: Viewer | None, now: datetime) -> None:
    """Shut an account: its sign-ins and links end at once. Nothing is deleted.

    Raises:
        NotAllowedNow: it is one's own, or the last administrator's.
    """
    require_administrator(by)
    if by is not None and by.person_id == person_id:
        raise NotAllowedNow("You cannot disable your own account. Ask another administrator.")
    person = held_with_administrators(db, person_id)
    if person.disabled_at is not None:
        return
    require_another_administrator(db, person_id)
    person.disabled_at = now
    ways_in.close_links(db, person_id, now=now)
    signing.end_all(db, person_id, now=now, actor_id=id_of(by))
    note(db, "disabled", f"person:{person_id}", now=now, actor_id=id_of(by), subject_id=person_id)


def enable(db: Session, person_id: int, *, by: Viewer | None, now: datetime) -> None:
    """Open a shut account again; its owner signs in with the password they had."""
    require_administrator(by)
    person = held_person(db, person_id)
    if person.disabled_at is None:
        return
    person.disabled_at = None
    note(db, "enabled", f"person:{person_id}", now=now, actor_id=id_of(by), subject_id=person_id)


def _hold_with_pairs(db: Session, person_id: int) -> None:
    """Hold somebody and all whom they assess or are assessed by, whose roles the rule compares with theirs.

    Raises:
        NotAllowedNow: one more came to be among them while we waited.
    """
    pairs = _pairs(db, person_id)
    held_people(db, {person_id, *pairs})
    if not _pairs(db, person_id) <= pairs:
        raise NotAllowedNow("Somebody has just changed who assesses whom. Try again.")


def _pairs(db: Session, person_id: int) -> set[int]:
    return {*assignments.apprentices_of(db, person_id), *assignments.assessors_of(db, person_id)}


def _note_role(
    db: Session, act: str, person_id: int, grant: Grant, by: Viewer | None, *, now: datetime
) -> None:
    at = {} if grant.organisation_id is None else {"organisation": grant.organisation_id}
    note(
        db,
        act,
        f"person:{person_id}",
        now=now,
        actor_id=id_of(by),
        subject_id=person_id,
        role=grant.role.value,
        **at,
    )
