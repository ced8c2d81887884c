"""A mock in a real browser: by mouse, by keyboard, and back and forth."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from tests.browser.conftest import sign_in
from tests.browser.mock import choose, chosen, expect_saved, focused, open_question, press_next, saved
from tests.build import FakeClock, Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(chrome: Page, amira: Known, mock: int) -> Page:
    """Amira at question 1."""
    sign_in(chrome, amira)
    open_question(chrome, mock)
    return chrome


def tab_to(tab: Page, selector: str, most: int = 40) -> None:
    """Press Tab until the focus is on something."""
    for _ in range(most):
        tab.keyboard.press("Tab")
        if tab.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


@pytest.mark.slow
def test_a_whole_mock_by_mouse(chrome: Page, world: World, amira: Known) -> None:
    sign_in(chrome, amira)
    chrome.get_by_role("link", name="Multiple choice", exact=True).first.click()
    chrome.get_by_role("link", name="Sit a mock").click()
    chrome.get_by_role("button", name="Start the clock").click()
    expect(chrome.locator("#place")).to_have_text("Question 1 of 40")
    right = {number: one.right for number, one in answers.options_of(world, 1).items()}
    for number in range(1, 41):
        choose(chrome, int(right[number]))
        chrome.get_by_role("button", name="Next" if number < 40 else "Review and finish").click()
    expect_saved(chrome)
    expect(chrome.locator("#review-words")).to_have_text("0 unanswered, 0 flagged.")
    chrome.get_by_role("button", name="Finish and hand in").click()
    expect(chrome.get_by_role("heading", level=1)).to_have_text("Your result")
    expect(chrome.get_by_text("40 of 40: a distinction")).to_be_visible()


@pytest.mark.slow
def test_a_whole_mock_by_keyboard_alone(chrome: Page, world: World, amira: Known) -> None:
    sign_in(chrome, amira)
    chrome.goto("/multiple-choice/start")
    tab_to(chrome, "main button")
    chrome.keyboard.press("Enter")
    expect(chrome.locator("#place")).to_have_text("Question 1 of 40")
    right = {number: one.right for number, one in answers.options_of(world, 1).items()}
    for number in range(1, 41):
        tab_to(chrome, f"#question-{number} input[type=radio]")
        chrome.keyboard.press("Space")
        for _ in range(int(right[number]) - 1):
            chrome.keyboard.press("ArrowDown")
        chrome.keyboard.press("Enter")
        expect(chrome.locator("#place")).not_to_have_text(f"Question {number} of 40")
    expect_saved(chrome)
    tab_to(chrome, "#finish button")
    chrome.keyboard.press("Enter")
    expect(chrome.get_by_text("40 of 40: a distinction")).to_be_visible()


def test_enter_on_an_option_keeps_the_answer(tab: Page, world: World, mock: int) -> None:
    tab_to(tab, "#q1-1")
    tab.keyboard.press("Space")
    tab.keyboard.press("Enter")
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "1"}


def test_the_flag_can_be_set_by_keyboard(tab: Page, world: World, mock: int) -> None:
    tab_to(tab, "#flag-1")
    tab.keyboard.press("Space")
    expect_saved(tab)
    assert answers.slot(world, mock, 1).flagged


def test_choosing_an_option_saves_it_at_once_and_says_when(tab: Page, world: World, mock: int) -> None:
    choose(tab, 3)
    expect(saved(tab)).to_have_text("Saved 09:00:00")
    assert answers.values(world, mock) == {1: "3"}


def test_clear_my_answer_clears_it_and_stays(tab: Page, world: World, mock: int) -> None:
    choose(tab, 3)
    expect_saved(tab)
    tab.get_by_role("button", name="Clear my answer").click()
    expect(tab.locator("#place")).to_have_text("Question 1 of 40")
    expect(tab.locator("#cell-1 [data-state]")).to_have_text(", not answered")
    expect_saved(tab)
    assert answers.values(world, mock) == {}


def test_the_map_shows_what_was_answered_and_flagged(tab: Page) -> None:
    choose(tab, 3)
    tab.get_by_text("Flag for review").locator("visible=true").click()
    expect(tab.locator("#cell-1 [data-state]")).to_have_text(", answered, flagged")
    expect(tab.locator("#unanswered-count")).to_have_text("39")


def test_the_review_lists_what_is_unanswered_and_leads_there(tab: Page) -> None:
    choose(tab, 3)
    tab.locator("#to-review").click()
    expect(tab.locator("#review-words")).to_have_text("39 unanswered, 0 flagged.")
    tab.locator("#unanswered-list").get_by_role("link", name="Unanswered: question 17").click()
    expect(tab.locator("#place")).to_have_text("Question 17 of 40")


def test_each_question_has_its_own_address(tab: Page, mock: int) -> None:
    press_next(tab)
    expect(tab).to_have_url(re.compile(f"/multiple-choice/{mock}/questions/2$"))
    expect(tab).to_have_title(re.compile("^Question 2 of 40 – "))


def test_moving_on_brings_the_focus_to_the_heading_of_the_question(tab: Page) -> None:
    press_next(tab)
    expect(tab.locator("#place")).to_be_focused()


def test_the_back_button_goes_to_the_question_before(tab: Page) -> None:
    press_next(tab)
    press_next(tab)
    tab.go_back()
    expect(tab.locator("#place")).to_have_text("Question 2 of 40")
    assert focused(tab) == "place"


def test_the_forward_button_goes_on_again(tab: Page) -> None:
    press_next(tab)
    tab.go_back()
    tab.go_forward()
    expect(tab.locator("#place")).to_have_text("Question 2 of 40")


def test_back_from_the_review_leads_to_the_question_one_came_from(tab: Page) -> None:
    press_next(tab)
    tab.locator("#to-review").click()
    expect(tab.locator("#place")).to_have_text("Review your answers")
    tab.go_back()
    expect(tab.locator("#place")).to_have_text("Question 2 of 40")


def test_an_answer_is_still_chosen_when_one_comes_back(tab: Page) -> None:
    choose(tab, 2)
    press_next(tab)
    tab.go_back()
    assert chosen(tab) == "2"


def test_a_reload_shows_the_same_question_with_its_answer(tab: Page) -> None:
    press_next(tab)
    choose(tab, 4)
    expect_saved(tab)
    tab.reload()
    expect(tab.locator("#place")).to_have_text("Question 2 of 40")
    assert chosen(tab) == "4"


def test_the_time_left_is_shown_and_announced_to_nobody_each_second(tab: Page) -> None:
    expect(tab.get_by_role("timer")).to_have_text(re.compile(r"^(60|59) min left$"))
    assert tab.get_by_role("timer").get_attribute("aria-live") == "off"
    expect(tab.locator("#announcer")).to_have_text("")


def test_the_time_can_be_asked_for_by_key(tab: Page) -> None:
    tab.keyboard.press("Alt+Shift+T")
    expect(tab.locator("#announcer")).to_have_text(re.compile(r"^(60|59) min left\.$"))


def test_the_time_is_the_servers_when_the_page_is_opened_later(
    tab: Page, mock: int, clock: FakeClock
) -> None:
    clock.advance(timedelta(minutes=48))
    open_question(tab, mock)
    expect(tab.get_by_role("timer")).to_have_text("12 min left")


def test_a_hidden_time_stays_hidden_until_it_is_asked_for(
    chrome: Page, world: World, amira: Known, mock: int
) -> None:
    with world.writing() as db:
        db.get_one(Person, amira.id).timer = "hidden"
    sign_in(chrome, amira)
    open_question(chrome, mock)
    expect(chrome.locator("#time-left")).to_be_hidden()
    chrome.keyboard.press("Alt+Shift+T")
    expect(chrome.locator("#time-left")).to_be_visible()


def test_a_time_that_was_asked_for_hides_again(chrome: Page, world: World, amira: Known, mock: int) -> None:
    with world.writing() as db:
        db.get_one(Person, amira.id).timer = "hidden"
    sign_in(chrome, amira)
    open_question(chrome, mock)
    chrome.keyboard.press("Alt+Shift+T")
    expect(chrome.locator("#time-left")).to_be_visible()
    expect(chrome.locator("#time-left")).to_be_hidden(timeout=8_000)
