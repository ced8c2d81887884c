"""Practice: what is chosen and not checked yet, when one goes on or stops for now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.knowledge_test.rules.practising import Wish
from tests.build import Known, World
from tests.page import Browser
from tests.sittings import answers
from tests.sittings.answers import change

CHOOSE = "/multiple-choice/practice"
ASIDE = pytest.mark.parametrize("button", ["Leave it for later", "Stop for now"])


@pytest.fixture
def practice(world: World, amira: Known) -> int:
    """Practice of five questions, none answered yet."""
    return world.practise(amira, Wish(number=5))


def address(practice: int, number: int = 1) -> str:
    return f"{CHOOSE}/{practice}/questions/{number}"


@ASIDE
def test_the_choice_and_the_flag_are_kept_and_nothing_is_explained(
    desk: Browser, practice: int, button: str
) -> None:
    page = desk.get(address(practice))
    desk.submit(page, {"value": "2", "flagged": "yes"}, button=button)
    again = desk.get(address(practice))
    kept = [one.get("id") for one in again.elements("input") if one.get("checked") is not None]
    assert (kept, again.elements(class_="cr-reason")) == (["option-2", "flag"], [])


def test_leaving_it_leads_to_the_next_question(desk: Browser, practice: int) -> None:
    desk.submit(desk.get(address(practice)), {"value": "2"}, button="Leave it for later")
    assert desk.follow().address == address(practice, 2)


def test_stopping_leads_to_where_one_goes_on(desk: Browser, practice: int) -> None:
    desk.submit(desk.get(address(practice)), {"value": "2"}, button="Stop for now")
    page = desk.follow()
    assert (page.address, "0 of 5 checked" in page.main) == (CHOOSE, True)


@ASIDE
def test_taking_the_flag_off_is_kept_too(
    desk: Browser, world: World, amira: Known, practice: int, button: str
) -> None:
    answers.save(world, amira, practice, change(1, "", flagged=True))
    desk.submit(desk.get(address(practice)), {"flagged": None}, button=button)
    assert not answers.slot(world, practice, 1).flagged


@ASIDE
def test_where_nothing_was_ever_chosen_nothing_is_saved(
    desk: Browser, world: World, practice: int, button: str
) -> None:
    desk.submit(desk.get(address(practice)), {}, button=button)
    assert answers.slot(world, practice, 1).revision == 0


@ASIDE
def test_an_answer_given_elsewhere_meanwhile_is_shown_and_not_passed_over(
    desk: Browser, world: World, amira: Known, practice: int, button: str
) -> None:
    page = desk.get(address(practice))
    answers.save(world, amira, practice, change(1, "4", writer="phone"))
    told = desk.submit(page, {"value": "2"}, button=button, expect=409)
    assert "Answered in another tab or on another device." in told.main
    assert answers.values(world, practice) == {1: "4"}


@ASIDE
def test_what_comes_after_practice_was_ended_elsewhere_is_said_not_to_count(
    desk: Browser, world: World, amira: Known, practice: int, button: str
) -> None:
    page = desk.get(address(practice))
    world.finish(amira, practice)
    desk.submit(page, {"value": "2"}, button=button)
    assert "This practice had been ended already" in desk.follow().main


def test_what_happened_is_told_with_the_result(
    desk: Browser, browse: Callable[[], Browser], world: World, amira: Known, practice: int
) -> None:
    answers.save(world, amira, practice, change(1, "2"))
    world.finish(amira, practice)
    page = desk.get(f"{CHOOSE}/{practice}/result")
    assert "Started: 5 questions" in page.main
    assert "Ended by you. 1 answer, saved 1 time in all" in page.main
