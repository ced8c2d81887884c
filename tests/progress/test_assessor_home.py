"""What an assessor sees first: the apprentices assigned to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.accounts.actions.organisations import set_assessment_date
from app.accounts.actions.people import disable
from tests.build import World
from tests.page import Browser

Browse = Callable[[], Browser]


def test_nobody_assigned_says_who_assigns(browse: Browse, world: World) -> None:
    page = browse().sign_in(world.assessor())
    assert page.h1 == "My apprentices"
    assert "An administrator assigns them" in page.main


def test_those_assigned_stand_with_provider_cohort_and_date(browse: Browse, world: World) -> None:
    cohort = world.cohort(world.organisation("Northshire College"), "Autumn 2026")
    amira = world.apprentice(cohort=cohort)
    with world.writing() as db:
        set_assessment_date(db, 1, date(2027, 5, 4), by=None, now=world.now)
    page = browse().sign_in(world.assessor(amira))
    assert "Amira Osei Northshire College, Autumn 2026 Assessment 4 May 2027" in page.main


def test_the_next_assessment_leads(browse: Browse, world: World) -> None:
    later, sooner, undated = (world.apprentice(name) for name in ("Ann Late", "Zoe Soon", "Bea None"))
    with world.writing() as db:
        set_assessment_date(db, 1, date(2027, 9, 1), by=None, now=world.now)
        set_assessment_date(db, 2, date(2027, 5, 4), by=None, now=world.now)
    main = browse().sign_in(world.assessor(later, sooner, undated)).main
    assert main.index("Zoe Soon") < main.index("Ann Late") < main.index("Bea None")


def test_nobody_elses_apprentices_are_there(browse: Browse, world: World) -> None:
    world.assessor(world.apprentice(), name="Other Assessor")
    assert "Amira Osei" not in browse().sign_in(world.assessor()).main


def test_the_page_promises_nothing_that_cannot_be_seen(browse: Browse, world: World) -> None:
    page = browse().sign_in(world.assessor(world.apprentice()))
    assert "For now this list is all you see of them" in page.main


@pytest.mark.parametrize("who", ["tutors", "assessors", "administrators"])
def test_the_help_speaks_to_everybody_who_works_here(browse: Browse, who: str) -> None:
    assert f"For {who}" in browse().get("/help").main


def test_a_disabled_apprentice_is_not_there(browse: Browse, world: World) -> None:
    amira = world.apprentice()
    assessor = world.assessor(amira)
    with world.writing() as db:
        disable(db, amira.id, by=None, now=world.now)
    assert amira.name not in browse().sign_in(assessor).main
