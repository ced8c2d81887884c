"""Organisations and cohorts, for administrators and for the people of a provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.accounts.models import Cohort, Enrolment, Organisation
from app.accounts.rules.roles import require_administrator
from app.outcomes import NotThere
from app.people import Role, Viewer


@dataclass(frozen=True)
class CohortRow:
    """One cohort with how many apprentices are in it now, and their first assessment date from today."""

    id: int
    name: str
    organisation_id: int
    organisation: str
    starts_on: date
    apprentices: int
    next_assessment: date | None


@dataclass(frozen=True)
class OrganisationRow:
    """One training provider and how many cohorts it has."""

    id: int
    name: str
    cohorts: int


def organisations(db: Session, viewer: Viewer) -> list[OrganisationRow]:
    """Every organisation by name, for administrators."""
    require_administrator(viewer)
    rows = db.execute(
        select(Organisation.id, Organisation.name, func.count(Cohort.id))
        .outerjoin(Cohort, Cohort.organisation_id == Organisation.id)
        .group_by(Organisation.id, Organisation.name)
        .order_by(func.lower(Organisation.name), Organisation.id)
    )
    return [OrganisationRow(*row) for row in rows]


def organisation(db: Session, viewer: Viewer, organisation_id: int) -> Organisation:
    """One organisation, for administrators.

    Raises:
        NotThere: there is none, or the viewer is no administrator.
    """
    require_administrator(viewer)
    found = db.get(Organisation, organisation_id)
    if found is None:
        raise NotThere
    return found


def cohorts(
    db: Session, viewer: Viewer, *, today: date, organisation_id: int | None = None
) -> list[CohortRow]:
    """The cohorts the viewer may see (of one organisation), the one that started last leading."""
    found = _visible(viewer, today)
    if organisation_id is not None:
        found = found.where(Cohort.organisation_id == organisation_id)
    return [
        CohortRow(*row)
        for row in db.execute(found.order_by(Cohort.starts_on.desc(), func.lower(Cohort.name)))
    ]


def cohort(db: Session, viewer: Viewer, cohort_id: int, *, today: date) -> CohortRow:
    """One cohort.

    Raises:
        NotThere: there is none, or it is another organisation's.
    """
    row = db.execute(_visible(viewer, today).where(Cohort.id == cohort_id)).one_or_none()
    if row is None:
        raise NotThere
    return CohortRow(*row)


def _visible(viewer: Viewer, today: date) -> Select[int, str, int, str, date, int, date | None]:
    place = (Enrolment.cohort_id == Cohort.id) & Enrolment.ended_on.is_(None)
    found = select(
        Cohort.id,
        Cohort.name,
        Organisation.id,
        Organisation.name,
        Cohort.starts_on,
        select(func.count(Enrolment.id)).where(place).scalar_subquery(),
        select(func.min(Enrolment.assessment_on))
        .where(place, Enrolment.assessment_on >= today)
        .scalar_subquery(),
    ).join(Organisation, Organisation.id == Cohort.organisation_id)
    if viewer.holds(Role.ADMINISTRATOR):
        return found
    return found.where(Organisation.id.in_(viewer.organisations(Role.PROVIDER)))
