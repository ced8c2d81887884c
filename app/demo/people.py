"""Puts the people of the demonstration into the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions.assignments import assign
from app.accounts.actions.extra_time import Approved, set_extra_time
from app.accounts.actions.organisations import add_cohort, add_organisation, enrol
from app.accounts.actions.people import add_person, disable
from app.accounts.actions.ways_in import invite
from app.accounts.links import Ways
from app.accounts.models import Person
from app.clock import uk_date
from app.demo.cast import ADMINISTRATOR, APPRENTICES, ASSESSOR, COHORTS, TUTORS, Apprentice
from app.people import Grant, Role


@dataclass(frozen=True)
class Setting:
    """What adding people needs to know."""

    password_hash: str
    ways: Ways
    now: datetime


def is_there(db: Session) -> bool:
    """Whether the demonstration was made before: whether anybody of its cast is there."""
    cast = [one.email for one in (ADMINISTRATOR, ASSESSOR, *TUTORS, *APPRENTICES)]
    return db.scalar(select(Person.id).where(Person.email.in_(cast)).limit(1)) is not None


def others_are_there(db: Session) -> bool:
    """Whether the database holds people while the demonstration is not there: then it is a real one."""
    return not is_there(db) and db.scalar(select(Person.id).limit(1)) is not None


def add_everybody(db: Session, setting: Setting) -> dict[str, int]:
    """Everybody of the cast; the ids of the apprentices by e-mail address."""
    began = setting.now - timedelta(days=500)
    organisations = {
        name: add_organisation(db, name, by=None, now=began).id
        for name in dict.fromkeys(cohort.provider for cohort in COHORTS.values())
    }
    cohorts = {}
    for name, cohort in COHORTS.items():
        starts = _first_of_month(cohort.months_ago, now=setting.now)
        called = f"{starts:%B %Y}"
        made = add_cohort(db, organisations[cohort.provider], called, starts, by=None, now=began)
        cohorts[name] = made.id
    _add(db, ADMINISTRATOR.name, ADMINISTRATOR.email, Grant(Role.ADMINISTRATOR, None), setting)
    assessor = _add(db, ASSESSOR.name, ASSESSOR.email, Grant(Role.ASSESSOR, None), setting)
    for tutor in TUTORS:
        assert tutor.provider is not None
        _add(db, tutor.name, tutor.email, Grant(Role.PROVIDER, organisations[tutor.provider]), setting)
    ids = {}
    for apprentice in APPRENTICES:
        grant = Grant(Role.APPRENTICE, organisations[COHORTS[apprentice.cohort].provider])
        ids[apprentice.email] = _add_apprentice(
            db, apprentice, grant, cohorts, assessor=assessor, setting=setting
        )
    return ids


def _first_of_month(months_ago: int, *, now: datetime) -> date:
    months = now.year * 12 + now.month - 1 - months_ago
    return date(months // 12, months % 12 + 1, 1)


def close_accounts(db: Session, ids: dict[str, int], setting: Setting) -> None:
    """Disable those who left; after their earlier work was put in."""
    for apprentice in APPRENTICES:
        if apprentice.state == "disabled":
            disable(db, ids[apprentice.email], by=None, now=setting.now)


def _add(db: Session, name: str, email: str, grant: Grant, setting: Setting) -> int:
    person = add_person(db, name, email, [grant], by=None, now=setting.now - timedelta(days=140))
    person.password_hash = setting.password_hash
    return person.id


def _add_apprentice(
    db: Session, one: Apprentice, grant: Grant, cohorts: dict[str, int], *, assessor: int, setting: Setting
) -> int:
    now = setting.now - timedelta(days=130)
    invited = one.state == "invited"
    if invited:
        person_id = add_person(db, one.name, one.email, [grant], by=None, now=setting.now).id
    else:
        person_id = _add(db, one.name, one.email, grant, setting)
    on = uk_date(setting.now) + timedelta(days=one.assessment_in) if one.assessment_in else None
    enrol(db, person_id, cohorts[one.cohort], by=None, now=now, assessment_on=on)
    if one.assessed:
        assign(db, person_id, assessor, by=None, now=now)
    if one.extra_percent:
        approved = Approved(
            one.extra_percent, "Learning support team", uk_date(setting.now) + timedelta(days=400)
        )
        set_extra_time(db, person_id, approved, by=None, now=now)
    if invited:
        invite(db, person_id, setting.ways, by=None, now=setting.now)
    return person_id
