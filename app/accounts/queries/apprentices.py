"""Apprentices as their provider, their assessors and administrators see them in lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from app.accounts.models import (
    Assignment,
    Cohort,
    Enrolment,
    ExtraTime,
    Organisation,
    Person,
    RoleGrant,
    UserSession,
)
from app.accounts.queries.cohorts import cohort
from app.clock import uk_date
from app.outcomes import NotThere
from app.people import Role, Viewer


@dataclass(frozen=True)
class Recorded:
    """The newest record of somebody's extra time, in force or not."""

    percent: int
    approved_by: str
    until: date


@dataclass(frozen=True)
class Apprentice:
    """One apprentice at one provider. What they wrote or answered is not here."""

    id: int
    name: str
    organisation: str
    cohort_id: int | None
    cohort: str | None
    enrolment_id: int | None
    assessment_on: date | None
    last_sign_in: datetime | None
    has_come: bool
    is_disabled: bool
    extra_time: Recorded | None
    extra_percent: int
    assessors: tuple[str, ...]


def apprentices_in(db: Session, viewer: Viewer, cohort_id: int, *, now: datetime) -> list[Apprentice]:
    """Who is in a cohort now, by name.

    Raises:
        NotThere: the cohort is not there, or another organisation's.
    """
    found = cohort(db, viewer, cohort_id, today=uk_date(now))
    return _listed(db, _apprentices().where(Cohort.id == found.id), now=now)


def apprentices_in_no_cohort(db: Session, viewer: Viewer, *, now: datetime) -> list[Apprentice]:
    """The apprentices of the viewer's organisations who are in no cohort, by name."""
    mine = RoleGrant.organisation_id.in_(viewer.organisations(Role.PROVIDER))
    return _listed(db, _apprentices().where(mine, Cohort.id.is_(None), Person.disabled_at.is_(None)), now=now)


def apprentice(db: Session, viewer: Viewer, person_id: int, *, now: datetime) -> Apprentice:
    """One apprentice, for the people of their provider, and for administrators.

    Raises:
        NotThere: there is none, or they learn at another organisation.
    """
    found = _apprentices().where(Person.id == person_id)
    if not viewer.holds(Role.ADMINISTRATOR):
        found = found.where(RoleGrant.organisation_id.in_(viewer.organisations(Role.PROVIDER)))
    listed = _listed(db, found, now=now)
    if not listed:
        raise NotThere
    return listed[0]


def my_apprentices(db: Session, viewer: Viewer, *, now: datetime) -> list[Apprentice]:
    """The apprentices assigned to the viewer, the next assessment leading."""
    mine = select(Assignment.apprentice_id).where(
        Assignment.assessor_id == viewer.person_id, Assignment.ended_at.is_(None)
    )
    found = _apprentices().where(Person.id.in_(mine), Person.disabled_at.is_(None))
    return sorted(_listed(db, found, now=now), key=lambda one: one.assessment_on or date.max)


def _apprentices() -> Select[*tuple[Any, ...]]:
    record = aliased(ExtraTime)
    newest = select(func.max(record.id)).where(record.person_id == Person.id).scalar_subquery()
    place = and_(Enrolment.person_id == Person.id, Enrolment.ended_on.is_(None))
    seen = select(func.max(UserSession.started_at)).where(UserSession.person_id == Person.id)
    theirs = aliased(Cohort)
    return (
        select(
            Person,
            Organisation.name.label("organisation"),
            Enrolment,
            Cohort,
            ExtraTime,
            seen.scalar_subquery().label("last_sign_in"),
        )
        .join(RoleGrant, and_(RoleGrant.person_id == Person.id, RoleGrant.role == Role.APPRENTICE))
        .join(Organisation, Organisation.id == RoleGrant.organisation_id)
        .outerjoin(
            Enrolment,
            and_(
                place,
                Enrolment.cohort_id.in_(
                    select(theirs.id).where(theirs.organisation_id == RoleGrant.organisation_id)
                ),
            ),
        )
        .outerjoin(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(ExtraTime, ExtraTime.id == newest)
        .order_by(func.lower(Person.name), Person.id, RoleGrant.id)
    )


def _listed(db: Session, found: Select[*tuple[Any, ...]], *, now: datetime) -> list[Apprentice]:
    rows = db.execute(found).all()
    assessors = _assessors(db, {row.Person.id for row in rows})
    return [_apprentice(row, assessors.get(row.Person.id, ()), today=uk_date(now)) for row in rows]


def _apprentice(row: Any, assessors: tuple[str, ...], *, today: date) -> Apprentice:
    person, place, group, extra = row.Person, row.Enrolment, row.Cohort, row.ExtraTime
    return Apprentice(
        id=person.id,
        name=person.name,
        organisation=row.organisation,
        cohort_id=group.id if group else None,
        cohort=group.name if group else None,
        enrolment_id=place.id if place else None,
        assessment_on=place.assessment_on if place else None,
        last_sign_in=row.last_sign_in,
        has_come=person.password_hash is not None,
        is_disabled=person.disabled_at is not None,
        extra_time=Recorded(extra.percent, extra.approved_by, extra.until) if extra else None,
        extra_percent=extra.percent if extra and extra.until >= today else 0,
        assessors=assessors,
    )


def _assessors(db: Session, apprentice_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    rows = db.execute(
        select(Assignment.apprentice_id, Person.name)
        .join(Person, Person.id == Assignment.assessor_id)
        .where(Assignment.apprentice_id.in_(apprentice_ids), Assignment.ended_at.is_(None))
        .order_by(Person.name)
    )
    names: dict[int, tuple[str, ...]] = {}
    for apprentice_id, name in rows:
        names[apprentice_id] = (*names.get(apprentice_id, ()), name)
    return names
