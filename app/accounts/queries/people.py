"""People as administrators see them: names, roles and what they belong to; never their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from app.accounts.models import Assignment, Cohort, Enrolment, Organisation, Person, RoleGrant, UserSession
from app.accounts.queries.extra_time import extra_percent
from app.accounts.rules.roles import organisations_of, require_administrator
from app.outcomes import NotThere
from app.people import Grant, Role, Viewer

MOST = 200  # a page of more is not read; the filter narrows it


@dataclass(frozen=True)
class Filter:
    """Which people to list; what is empty does not narrow."""

    words: str = ""
    role: Role | None = None
    organisation_id: int | None = None
    cohort_id: int | None = None


@dataclass(frozen=True)
class HeldRole:
    """A role somebody holds, with the name of the organisation."""

    grant_id: int
    role: Role
    organisation: str | None

    @property
    def words(self) -> str:
        """As it is shown: `apprentice at Northshire College`."""
        return self.role.label + (f" at {self.organisation}" if self.organisation else "")


@dataclass(frozen=True)
class Listed:
    """One person of the list."""

    person: Person
    roles: tuple[HeldRole, ...]

    @property
    def state(self) -> str:
        """Whether they can come in: `active`, `invited` or `disabled`."""
        if self.person.disabled_at is not None:
            return "disabled"
        return "active" if self.person.password_hash else "invited"


@dataclass(frozen=True)
class Place:
    """A place in a cohort that has not ended."""

    enrolment_id: int
    cohort: str
    organisation: str
    since: date
    assessment_on: date | None


@dataclass(frozen=True)
class Pairing:
    """An assignment that has not ended, with the other person's name."""

    assignment_id: int
    person_id: int
    name: str


@dataclass(frozen=True)
class PersonPage:
    """All an administrator sees of one person."""

    listed: Listed
    last_sign_in: datetime | None
    places: Sequence[Place]
    assessors: Sequence[Pairing]
    apprentices: Sequence[Pairing]
    extra_percent: int

    def holds(self, role: Role) -> bool:
        """Whether the person holds `role`."""
        return any(held.role is role for held in self.listed.roles)

    def organisations(self, role: Role) -> frozenset[int]:
        """Ids of the organisations at which the person holds `role`."""
        grants = self.listed.person.grants
        return organisations_of((Grant(one.role, one.organisation_id) for one in grants), role)


def list_people(db: Session, viewer: Viewer, wanted: Filter) -> list[Listed]:
    """The people that pass the filter, by name, at most `MOST`."""
    require_administrator(viewer)
    found = select(Person).options(selectinload(Person.grants)).order_by(func.lower(Person.name), Person.id)
    for word in wanted.words.split():
        found = found.where(
            or_(Person.name.icontains(word, autoescape=True), Person.email.icontains(word, autoescape=True))
        )
    held = select(RoleGrant.person_id)
    if wanted.role is not None:
        held = held.where(RoleGrant.role == wanted.role)
    if wanted.organisation_id is not None:
        held = held.where(RoleGrant.organisation_id == wanted.organisation_id)
    if wanted.role is not None or wanted.organisation_id is not None:
        found = found.where(Person.id.in_(held))
    if wanted.cohort_id is not None:
        there = Enrolment.cohort_id == wanted.cohort_id, Enrolment.ended_on.is_(None)
        found = found.where(Person.id.in_(select(Enrolment.person_id).where(*there)))
    names = _organisation_names(db)
    return [_listed(person, names) for person in db.scalars(found.limit(MOST))]


def person_page(db: Session, viewer: Viewer, person_id: int, *, now: datetime) -> PersonPage:
    """One person.

    Raises:
        NotThere: there is nobody with this id, or the viewer is no administrator.
    """
    require_administrator(viewer)
    person = db.scalars(
        select(Person).options(selectinload(Person.grants)).where(Person.id == person_id)
    ).one_or_none()
    if person is None:
        raise NotThere
    return PersonPage(
        listed=_listed(person, _organisation_names(db)),
        last_sign_in=db.scalars(
            select(func.max(UserSession.started_at)).where(UserSession.person_id == person_id)
        ).one(),
        places=_places(db, person_id),
        assessors=_pairings(db, Assignment.apprentice_id, Assignment.assessor_id, person_id),
        apprentices=_pairings(db, Assignment.assessor_id, Assignment.apprentice_id, person_id),
        extra_percent=extra_percent(db, person_id, now=now),
    )


def count_by_role(db: Session, viewer: Viewer) -> dict[Role, int]:
    """How many people hold each role; as many as the list shows, disabled accounts included."""
    require_administrator(viewer)
    rows = db.execute(
        select(RoleGrant.role, func.count(RoleGrant.person_id.distinct()).label("people")).group_by(
            RoleGrant.role
        )
    )
    counted = {row.role: row.people for row in rows}
    return {role: counted.get(role, 0) for role in Role}


def assessors(db: Session, viewer: Viewer) -> list[tuple[int, str]]:
    """Everybody to whom apprentices can be given: id and name with e-mail address."""
    require_administrator(viewer)
    rows = db.execute(
        select(Person.id, Person.name, Person.email)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == Role.ASSESSOR, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return [(row.id, f"{row.name} ({row.email})") for row in rows]


def person_in_place(db: Session, viewer: Viewer, enrolment_id: int) -> int:
    """Whose place in a cohort this is, if it has not ended.

    Raises:
        NotThere: there is none.
    """
    running = Enrolment.id == enrolment_id, Enrolment.ended_on.is_(None)
    return _whose(db, viewer, select(Enrolment.person_id).where(*running))


def person_assigned(db: Session, viewer: Viewer, assignment_id: int) -> int:
    """The apprentice of an assignment that has not ended.

    Raises:
        NotThere: there is none.
    """
    running = Assignment.id == assignment_id, Assignment.ended_at.is_(None)
    return _whose(db, viewer, select(Assignment.apprentice_id).where(*running))


def person_with_email(db: Session, viewer: Viewer, email: str) -> int:
    """The id of whoever has this e-mail address.

    Raises:
        NotThere: nobody has.
    """
    return _whose(db, viewer, select(Person.id).where(Person.email == email))


def _whose(db: Session, viewer: Viewer, wanted: Select[int]) -> int:
    require_administrator(viewer)
    found = db.scalars(wanted).one_or_none()
    if found is None:
        raise NotThere
    return found


def _organisation_names(db: Session) -> dict[int, str]:
    return {row.id: row.name for row in db.execute(select(Organisation.id, Organisation.name))}


def _listed(person: Person, names: dict[int, str]) -> Listed:
    return Listed(
        person,
        tuple(
            HeldRole(grant.id, grant.role, names.get(grant.organisation_id or 0)) for grant in person.grants
        ),
    )


def _places(db: Session, person_id: int) -> list[Place]:
    rows = db.execute(
        select(Enrolment.id, Cohort.name, Organisation.name, Enrolment.starts_on, Enrolment.assessment_on)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Organisation, Organisation.id == Cohort.organisation_id)
        .where(Enrolment.person_id == person_id, Enrolment.ended_on.is_(None))
        .order_by(Enrolment.id)
    )
    return [Place(*row) for row in rows]


def _pairings(
    db: Session, mine: InstrumentedAttribute[int], other: InstrumentedAttribute[int], person_id: int
) -> list[Pairing]:
    rows = db.execute(
        select(Assignment.id, Person.id, Person.name)
        .join(Person, Person.id == other)
        .where(mine == person_id, Assignment.ended_at.is_(None))
        .order_by(Person.name, Assignment.id)
    )
    return [Pairing(*row) for row in rows]
