"""Providers, cohorts and places in them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.accounts.actions import organisations
from app.accounts.models import Enrolment
from app.outcomes import NotAllowedNow
from tests.accounts.north import North, acts
from tests.build import World

SOON = date(2027, 6, 30)


def test_two_providers_have_different_names(world: World, north: North) -> None:
    with pytest.raises(NotAllowedNow, match="already"), world.writing() as db:
        organisations.add_organisation(db, " Northshire  College ", by=None, now=world.now)


def test_two_cohorts_of_a_provider_have_different_names(world: World, north: North) -> None:
    with pytest.raises(NotAllowedNow, match="already"), world.writing() as db:
        organisations.add_cohort(db, north.place.id, "Autumn", SOON, by=None, now=world.now)


def test_a_name_that_is_taken_leaves_the_rest_of_the_transaction_standing(world: World, north: North) -> None:
    with world.writing() as db:
        organisations.add_organisation(db, "Southmere", by=None, now=world.now)
        with pytest.raises(NotAllowedNow):
            organisations.add_organisation(db, "Southmere", by=None, now=world.now)
    assert acts(world)[-1][0] == "organisation-added"


def test_nobody_is_in_two_cohorts_at_once(world: World, north: North) -> None:
    other = world.cohort(north.place, "Spring")
    with pytest.raises(NotAllowedNow, match="in a cohort already"), world.writing() as db:
        organisations.enrol(db, north.amira.id, other.id, by=None, now=world.now)


def test_whoever_left_a_cohort_can_come_back(world: World, north: North) -> None:
    with world.writing() as db:
        place = db.scalars(select(Enrolment)).one()
        organisations.end_enrolment(db, place.id, by=None, now=world.now)
        again = organisations.enrol(db, north.amira.id, north.cohort.id, by=None, now=world.now)
    assert (again.id, again.ended_on) == (place.id, None)


def test_only_an_apprentice_of_the_provider_joins_its_cohort(world: World, north: North) -> None:
    south = world.cohort()
    with pytest.raises(NotAllowedNow, match="not an apprentice of this provider"), world.writing() as db:
        organisations.enrol(db, north.amira.id, south.id, by=None, now=world.now)
