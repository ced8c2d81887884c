"""A whole mock as an apprentice without script sits it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.sittings.models import State
from app.sittings.rules.timing import LAG_ALLOWANCE
from tests.build import FakeClock, Known, World
from tests.knowledge_test import sitting
from tests.page import Browser, Page
from tests.sittings import answers

HOUR = timedelta(minutes=60)


def give(desk: Browser, page: Page, number: int, button: str = "Save and go on", **fields: object) -> Page:
    """Fill in one question and press a button of it."""
    desk.submit(page, fields, form=sitting.form_of(page, number), button=button)
    return desk.follow()


def test_no_option_is_chosen_at_first(desk: Browser, mock: int) -> None:
    page = sitting.question(desk, mock, 1)
    assert not [one for one in page.elements("input", type="radio") if one.get("checked") is not None]


def test_the_question_page_says_where_one_is_and_what_time_is_left(desk: Browser, mock: int) -> None:
    page = sitting.question(desk, mock, 7)
    assert page.h1 == "Question 7 of 40"
    assert "60 min left" in page.main


def test_saving_goes_on_to_the_next_question(desk: Browser, mock: int) -> None:
    page = give(desk, sitting.question(desk, mock, 1), 1, value="3")
    assert page.h1 == "Question 2 of 40"


def test_previous_goes_back_and_keeps_what_was_chosen(desk: Browser, world: World, mock: int) -> None:
    page = give(desk, sitting.question(desk, mock, 2), 2, "Previous", value="3")
    assert page.h1 == "Question 1 of 40"
    assert answers.values(world, mock) == {2: "3"}


def test_the_first_question_has_no_previous(desk: Browser, mock: int) -> None:
    form = next(one for one in sitting.question(desk, mock, 1).forms if one.action.endswith("/questions/1"))
    assert "Previous" not in [button.text for button in form.buttons]


def test_a_saved_answer_is_chosen_when_one_comes_back(desk: Browser, mock: int) -> None:
    give(desk, sitting.question(desk, mock, 1), 1, value="3")
    page = sitting.question(desk, mock, 1)
    chosen = [one.get("id") for one in page.elements("input", type="radio") if one.get("checked") is not None]
    assert chosen == ["q1-3"]


def test_a_flag_is_kept_and_shown_in_the_map(desk: Browser, mock: int) -> None:
    page = give(desk, sitting.question(desk, mock, 1), 1, flagged="yes")
    (cell,) = page.elements("a", id="cell-1")
    assert "".join(cell.itertext()).strip() == "Question 1, not answered, flagged"


def test_clear_my_answer_takes_it_away_and_stays(desk: Browser, world: World, mock: int) -> None:
    give(desk, sitting.question(desk, mock, 1), 1, value="3")
    page = give(desk, sitting.question(desk, mock, 1), 1, "Clear my answer")
    assert answers.values(world, mock) == {}
    assert page.h1 == "Question 1 of 40"


def test_the_first_button_of_a_question_saves_it_since_enter_presses_it(desk: Browser, mock: int) -> None:
    page = sitting.question(desk, mock, 1)
    first = page.forms[sitting.form_of(page, 1)].buttons[0]
    assert (first.name, first.value) == ("go", "next")


def test_clearing_keeps_the_flag(desk: Browser, world: World, mock: int) -> None:
    give(desk, sitting.question(desk, mock, 1), 1, value="3", flagged="yes")
    give(desk, sitting.question(desk, mock, 1), 1, "Clear my answer")
    assert answers.slot(world, mock, 1).flagged


def test_the_same_form_sent_again_with_another_answer_keeps_the_second(
    desk: Browser, world: World, mock: int
) -> None:
    page = sitting.question(desk, mock, 1)
    give(desk, page, 1, value="1")
    give(desk, page, 1, value="4")
    assert answers.values(world, mock) == {1: "4"}


def test_an_older_page_of_another_device_is_shown_the_newer_answer(
    desk: Browser, world: World, mock: int
) -> None:
    old = sitting.question(desk, mock, 1)
    give(desk, sitting.question(desk, mock, 1), 1, value="2")
    page = desk.submit(
        old, {"value": "4"}, form=sitting.form_of(old, 1), button="Save and go on", expect=None
    )
    assert "Changed in another tab or on another device. That newer answer is shown" in page.main
    assert answers.values(world, mock) == {1: "2"}


def test_after_the_last_question_comes_the_review(desk: Browser, mock: int) -> None:
    page = give(desk, sitting.question(desk, mock, 40), 40, "Save and review", value="1")
    assert page.h1 == "Review your answers"


def test_the_review_counts_and_links_what_is_unanswered_and_flagged(
    desk: Browser, world: World, amira: Known, mock: int
) -> None:
    sitting.answer_all(world, amira, mock, right=range(1, 38), flagged=[5, 38])
    page = desk.get(f"/multiple-choice/{mock}/review")
    assert "3 unanswered, 2 flagged." in page.main
    assert page.link("Unanswered: question 39") == f"/multiple-choice/{mock}/questions/39"
    assert page.link("Flagged: question 5") == f"/multiple-choice/{mock}/questions/5"


def test_finishing_hands_in_and_shows_the_result(desk: Browser, world: World, mock: int) -> None:
    desk.submit(desk.get(f"/multiple-choice/{mock}/review"), button="Finish and hand in")
    assert desk.follow().h1 == "Your result"
    assert answers.attempt(world, mock).state is State.CLOSED


def test_finishing_twice_hands_in_once(desk: Browser, world: World, amira: Known, mock: int) -> None:
    page = desk.get(f"/multiple-choice/{mock}/review")
    desk.submit(page, button="Finish and hand in")
    desk.submit(page, button="Finish and hand in")
    desk.follow()
    assert len(answers.results(world, amira)) == 1


def test_a_question_of_a_finished_mock_leads_to_the_result(desk: Browser, world: World, mock: int) -> None:
    page = sitting.question(desk, mock, 3)
    desk.submit(desk.get(f"/multiple-choice/{mock}/review"), button="Finish and hand in")
    desk.submit(page, {"value": "1"}, form=sitting.form_of(page, 3), button="Save and go on")
    assert desk.follow().h1 == "Your result"
    assert answers.values(world, mock) == {}


def test_a_form_that_arrives_after_the_lag_allowance_closes_the_mock(
    desk: Browser, world: World, mock: int, clock: FakeClock
) -> None:
    page = sitting.question(desk, mock, 1)
    clock.advance(HOUR - timedelta(minutes=1))
    desk.json("GET", f"/attempts/{mock}/time")
    clock.advance(timedelta(minutes=1) + LAG_ALLOWANCE)
    desk.get(f"/multiple-choice/{mock}/result")
    assert answers.attempt(world, mock).state is State.RUNNING
    assert give(desk, page, 1, value="3").h1 == "Your result"


@pytest.mark.parametrize(
    "fields",
    [
        {"base": "", "writer": "w", "value": "1"},
        {"base": "0", "writer": "", "value": "1"},
        {"base": "-1", "writer": "w", "value": "1"},
        {"base": "1e3", "writer": "w", "value": "1"},
        {"base": "7", "writer": "w", "value": "1"},
        {"base": "0", "writer": "w", "value": "5"},
        {"base": "٠", "writer": "w", "value": "1"},
    ],
)
def test_a_form_that_was_tampered_with_is_refused_with_a_clear_page(
    desk: Browser, world: World, mock: int, fields: dict[str, str]
) -> None:
    page = desk.post(f"/multiple-choice/{mock}/questions/1", fields, expect=400)
    assert page.h1 == "That could not be read"
    assert answers.values(world, mock) == {}


@pytest.mark.parametrize("number", [0, 41])
def test_a_form_for_a_question_that_is_not_there_is_not_found(desk: Browser, mock: int, number: int) -> None:
    fields = {"base": "0", "writer": "w", "value": "1"}
    desk.post(f"/multiple-choice/{mock}/questions/{number}", fields, expect=404)


def test_a_form_without_its_token_changes_nothing(desk: Browser, world: World, mock: int) -> None:
    fields = {"base": "0", "writer": "w", "value": "1"}
    desk.post(f"/multiple-choice/{mock}/questions/1", fields, expect=400, token=False)
    assert answers.values(world, mock) == {}


def test_without_script_an_answer_in_the_seconds_after_the_end_counts(
    desk: Browser, world: World, mock: int, clock: FakeClock
) -> None:
    page = sitting.question(desk, mock, 1)
    clock.advance(timedelta(minutes=60, seconds=5))
    assert give(desk, page, 1, value="2").h1 == "Your result"
    assert answers.values(world, mock) == {1: "2"}


def test_without_script_an_answer_long_after_the_end_is_kept_apart(
    desk: Browser, world: World, mock: int, clock: FakeClock
) -> None:
    page = sitting.question(desk, mock, 1)
    clock.advance(timedelta(minutes=59))
    desk.json("GET", f"/attempts/{mock}/time")
    clock.advance(timedelta(minutes=3))
    assert "1 answer came too late and does not count" in give(desk, page, 1, value="2").main
