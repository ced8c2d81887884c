"""What people see of their own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Assignment, Enrolment, Organisation, Person, RoleGrant
from app.people import Role, Viewer


@dataclass(frozen=True)
class OwnAccount:
    """What is needed to change one's own password."""

    name: str
    email: str
    password_hash: str | None


@dataclass(frozen=True)
class Provider:
    """A training provider of the viewer's, and who works there."""

    name: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Onlookers:
    """Who can see something of the viewer's work."""

    assessors: tuple[str, ...]
    providers: tuple[Provider, ...]


def own_account(db: Session, viewer: Viewer) -> OwnAccount:
    """The viewer's own account."""
    found = select(Person.name, Person.email, Person.password_hash).where(Person.id == viewer.person_id)
    return OwnAccount(*db.execute(found).one())


def onlookers(db: Session, viewer: Viewer) -> Onlookers:
    """The viewer's assessors now, and the people of the providers at which the viewer is an apprentice."""
    assessors = db.scalars(
        select(Person.name)
        .join(Assignment, Assignment.assessor_id == Person.id)
        .where(
            Assignment.apprentice_id == viewer.person_id,
            Assignment.ended_at.is_(None),
            Person.disabled_at.is_(None),
        )
        .order_by(Person.name)
    ).all()
    staff = db.execute(
        select(Organisation.id, Organisation.name, Person.name.label("person"))
        .outerjoin(
            RoleGrant,
            (RoleGrant.organisation_id == Organisation.id) & (RoleGrant.role == Role.PROVIDER),
        )
        .outerjoin(Person, (Person.id == RoleGrant.person_id) & Person.disabled_at.is_(None))
        .where(Organisation.id.in_(viewer.organisations(Role.APPRENTICE)))
        .order_by(Organisation.name, Person.name)
    ).all()
    names = {row.id: row.name for row in staff}
    return Onlookers(
        tuple(assessors),
        tuple(
            Provider(name, tuple(row.person for row in staff if row.id == found and row.person))
            for found, name in names.items()
        ),
    )


def my_assessment_date(db: Session, viewer: Viewer) -> date | None:
    """The viewer's next assessment date among the cohorts they are in, if one is set."""
    return db.scalar(
        select(func.min(Enrolment.assessment_on)).where(
            Enrolment.person_id == viewer.person_id, Enrolment.ended_on.is_(None)
        )
    )
