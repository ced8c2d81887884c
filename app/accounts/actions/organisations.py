"""Training providers, their cohorts, and who learns in which."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions.holding import grants_of, held_person
from app.accounts.actions.unique import COHORT_TAKEN, ORGANISATION_TAKEN, add_unique, refuse_taken
from app.accounts.models import Cohort, Enrolment, Organisation
from app.accounts.rules.days import check_assessment_day, check_first_day
from app.accounts.rules.roles import id_of, require_administrator, require_staff_of
from app.accounts.rules.wording import name as kept_name
from app.clock import uk_date
from app.outcomes import NotAllowedNow, NotThere
from app.people import Grant, Role, Viewer
from app.trail.actions import note


def add_organisation(db: Session, name: str, *, by: Viewer | None, now: datetime) -> Organisation:
    """Add a training provider.

    Raises:
        NotAllowedNow: there is one of this name.
    """
    require_administrator(by)
    made = Organisation(name=kept_name(name), made_at=now)
    refuse_taken(made.name, db.scalars(select(Organisation.name)), ORGANISATION_TAKEN)
    add_unique(db, made, ORGANISATION_TAKEN.format(made.name), field="name")
    note(db, "organisation-added", f"organisation:{made.id}", now=now, actor_id=id_of(by))
    return made


def add_cohort(
    db: Session, organisation_id: int, name: str, starts_on: date, *, by: Viewer | None, now: datetime
) -> Cohort:
    """Add a cohort to a provider.

    Raises:
        BadInput: the name is none, or the first day cannot be meant.
        NotAllowedNow: the provider has one of this name.
    """
    require_administrator(by)
    check_first_day(starts_on, today=uk_date(now))
    if db.get(Organisation, organisation_id) is None:
        raise NotThere
    made = Cohort(organisation_id=organisation_id, name=kept_name(name), starts_on=starts_on)
    theirs = select(Cohort.name).where(Cohort.organisation_id == organisation_id)
    refuse_taken(made.name, db.scalars(theirs), COHORT_TAKEN)
    add_unique(db, made, COHORT_TAKEN.format(made.name), field="name")
    note(db, "cohort-added", f"cohort:{made.id}", now=now, actor_id=id_of(by))
    return made


def enrol(
    db: Session,
    person_id: int,
    cohort_id: int,
    *,
    by: Viewer | None,
    now: datetime,
    assessment_on: date | None = None,
) -> Enrolment:
    """Put an apprentice into a cohort, or back into one they had left.

    Raises:
        BadInput: the assessment date is over, or too far ahead.
        NotAllowedNow: they are no apprentice of its provider, or are in a cohort already.
    """
    require_administrator(by)
    check_assessment_day(assessment_on, today=uk_date(now))
    person = held_person(db, person_id)
    cohort = db.get(Cohort, cohort_id)
    if cohort is None:
        raise NotThere
    if Grant(Role.APPRENTICE, cohort.organisation_id) not in grants_of(db, person_id):
        raise NotAllowedNow(
            f"{person.name} is not an apprentice of this provider. Add that role first.", field="cohort"
        )
    places = db.scalars(select(Enrolment).where(Enrolment.person_id == person_id)).all()
    if any(place.ended_on is None for place in places):
        raise NotAllowedNow(f"{person.name} is in a cohort already. End that first.", field="cohort")
    made = next((place for place in places if place.cohort_id == cohort_id), None)
    if made is None:
        made = Enrolment(person_id=person_id, cohort_id=cohort_id, starts_on=uk_date(now))
        db.add(made)
    made.ended_on = None
    made.assessment_on = assessment_on
    db.flush()
    _note(db, "enrolled", made, by, now=now)
    return made


def end_enrolment(db: Session, enrolment_id: int, *, by: Viewer | None, now: datetime) -> Enrolment:
    """Take an apprentice out of a cohort; what they did stays theirs."""
    require_administrator(by)
    found = db.scalars(select(Enrolment).where(Enrolment.id == enrolment_id).with_for_update()).one_or_none()
    if found is None:
        raise NotThere
    _end(db, found, by, now=now)
    return found


def end_enrolments_at(
    db: Session, person_id: int, organisation_id: int | None, *, by: Viewer | None, now: datetime
) -> None:
    """End the places somebody has in cohorts of one provider."""
    places = select(Enrolment).join(Cohort, Cohort.id == Enrolment.cohort_id)
    mine = Enrolment.person_id == person_id, Cohort.organisation_id == organisation_id
    for place in db.scalars(places.where(*mine)):
        _end(db, place, by, now=now)


def set_assessment_date(
    db: Session, enrolment_id: int, day: date | None, *, by: Viewer | None, now: datetime
) -> Enrolment:
    """Note when somebody's assessment is; None takes the date away. For their provider and administrators.

    Raises:
        NotThere: there is no such place, or it is at another provider.
        BadInput: the day is over, or too far ahead.
    """
    row = db.execute(
        select(Enrolment, Cohort.organisation_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.id == enrolment_id)
    ).one_or_none()
    if row is None:
        raise NotThere
    found, organisation_id = row
    require_staff_of(by, [organisation_id])
    check_assessment_day(day, today=uk_date(now))
    found.assessment_on = day
    _note(db, "assessment-date-set", found, by, now=now)
    return found


def _end(db: Session, place: Enrolment, by: Viewer | None, *, now: datetime) -> None:
    if place.ended_on is None:
        place.ended_on = uk_date(now)
        _note(db, "enrolment-ended", place, by, now=now)


def _note(db: Session, act: str, place: Enrolment, by: Viewer | None, *, now: datetime) -> None:
    note(
        db,
        act,
        f"enrolment:{place.id}",
        now=now,
        actor_id=id_of(by),
        subject_id=place.person_id,
        cohort=place.cohort_id,
        assessment_on=place.assessment_on.isoformat() if place.assessment_on else "",
    )
