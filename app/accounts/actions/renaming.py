"""Mending the name of a training provider, or the name and first day of a cohort. Administrators only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions.unique import COHORT_TAKEN, ORGANISATION_TAKEN, refuse_taken, unique
from app.accounts.models import Cohort, Organisation
from app.accounts.rules.days import check_first_day
from app.accounts.rules.roles import id_of, require_administrator
from app.accounts.rules.wording import name as kept_name
from app.clock import uk_date
from app.outcomes import NotThere
from app.people import Viewer
from app.trail.actions import note


def rename_organisation(
    db: Session, organisation_id: int, name: str, *, by: Viewer | None, now: datetime
) -> Organisation:
    """Give a training provider another name.

    Raises:
        NotAllowedNow: another one has it.
    """
    require_administrator(by)
    found = db.get(Organisation, organisation_id)
    if found is None:
        raise NotThere
    kept = kept_name(name)
    others = select(Organisation.name).where(Organisation.id != organisation_id)
    refuse_taken(kept, db.scalars(others), ORGANISATION_TAKEN)
    with unique(db, ORGANISATION_TAKEN.format(kept), field="name"):
        found.name = kept
    note(db, "organisation-renamed", f"organisation:{found.id}", now=now, actor_id=id_of(by))
    return found


def change_cohort(
    db: Session, cohort_id: int, name: str, starts_on: date, *, by: Viewer | None, now: datetime
) -> Cohort:
    """Give a cohort another name or first day.

    Raises:
        BadInput: the name is none, or the first day cannot be meant.
        NotAllowedNow: another cohort of its provider has the name.
    """
    require_administrator(by)
    found = db.get(Cohort, cohort_id)
    if found is None:
        raise NotThere
    kept = kept_name(name)
    if starts_on != found.starts_on:
        check_first_day(starts_on, today=uk_date(now))
    theirs = Cohort.organisation_id == found.organisation_id, Cohort.id != cohort_id
    refuse_taken(kept, db.scalars(select(Cohort.name).where(*theirs)), COHORT_TAKEN)
    with unique(db, COHORT_TAKEN.format(kept), field="name"):
        found.name, found.starts_on = kept, starts_on
    note(db, "cohort-changed", f"cohort:{found.id}", now=now, actor_id=id_of(by))
    return found
