"""What the page says is so: of answers that were changed elsewhere or not saved, and of more time.

What is promised: docs/timed-attempts.md.
"""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.mock import (
    HeldBack,
    choose,
    chosen,
    close_off_line,
    enter,
    expect_kept,
    expect_saved,
    open_question,
    press_next,
    saved,
)
from tests.build import Known, World
from tests.sittings import answers
from tests.sittings.answers import change

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(context: BrowserContext, amira: Known, mock: int) -> Page:
    """Amira at question 1."""
    return enter(context, amira, mock)


@pytest.fixture
def with_a_newer_answer(context: BrowserContext, tab: Page, world: World, amira: Known, mock: int) -> Page:
    """Questions 1 to 3 answered off-line, question 1 meanwhile on the phone; now at question 4, on line."""
    context.set_offline(True)
    for place in (1, 2, 3):
        choose(tab, place)
        press_next(tab)
    expect_kept(tab)
    answers.save(world, amira, mock, change(1, "4", writer="phone"))
    context.set_offline(False)
    expect(saved(tab)).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d\. Look at question 1$"))
    return tab


def test_saved_does_not_hide_that_an_answer_was_changed_elsewhere(
    with_a_newer_answer: Page, world: World, mock: int
) -> None:
    assert answers.values(world, mock) == {1: "4", 2: "2", 3: "3"}
    choose(with_a_newer_answer, 2)
    expect(saved(with_a_newer_answer)).to_have_text(re.compile("Look at question 1$"))


def test_the_map_and_the_review_lead_to_it(with_a_newer_answer: Page) -> None:
    tab = with_a_newer_answer
    expect(tab.locator("#cell-1 [data-state]")).to_have_text(", answered, look again")
    expect(tab.locator("#look-key")).to_be_visible()
    tab.locator("#to-review").click()
    tab.get_by_role("link", name="Look again: question 1").click()
    expect(tab.locator("#newer-1")).to_contain_text("Yours was A: choose it again if you want it.")
    assert chosen(tab) == "4"


def test_once_it_was_looked_at_nothing_is_said_of_it_any_more(with_a_newer_answer: Page) -> None:
    tab = with_a_newer_answer
    tab.locator("#cell-1").click()
    expect_saved(tab)
    expect(tab.locator("#cell-1 [data-state]")).to_have_text(", answered")
    expect(tab.locator("#look-key")).to_be_hidden()


def test_the_notice_goes_when_the_answer_is_chosen_anew(with_a_newer_answer: Page) -> None:
    tab = with_a_newer_answer
    tab.locator("#cell-1").click()
    choose(tab, 1)
    expect_saved(tab)
    expect(tab.locator("#newer-1")).to_be_hidden()


def test_an_answer_that_was_not_saved_is_not_called_saved(tab: Page) -> None:
    """The server and the page disagree about what was given out, as after a backup was put back."""
    refusal = {"error": "bad-input", "message": "That revision was never given out. Load the page again."}
    tab.route("**/answers", lambda route: route.fulfill(status=400, json=refusal))
    choose(tab, 1)
    expect(saved(tab)).to_have_text("Question 1 was not saved")
    expect(tab.locator("#newer-1")).to_have_text(
        "This answer was not saved. That revision was never given out. Load the page again."
    )
    tab.unroute("**/answers")
    press_next(tab)
    choose(tab, 2)
    expect(saved(tab)).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d\. Look at question 1$"))


def test_a_tab_that_sends_what_another_wrote_shows_what_that_has_written_since(
    context: BrowserContext, world: World, amira: Known, mock: int
) -> None:
    """Both share what waits on the device; the older of the two must not be called saved, nor come back."""
    first = enter(context, amira, mock)
    first.route("**/answers", lambda route: route.abort())
    choose(first, 1)
    expect_kept(first)
    second = context.new_page()
    held = HeldBack(second, "**/answers")
    open_question(second, mock)
    expect(saved(second)).to_have_text("Saving…")
    first.unroute("**/answers")
    choose(first, 3)
    expect_saved(first)
    held.let_go()
    expect(second.locator("#newer-1")).to_be_visible()
    assert chosen(second) == "3"
    second.locator("label[for=flag-1]").click()
    expect_saved(second)
    assert (answers.slot(world, mock, 1).value, answers.slot(world, mock, 1).flagged) == ("3", True)


def test_what_is_chosen_upon_a_left_answer_does_not_replace_a_newer_one_unseen(
    context: BrowserContext, tab: Page, world: World, amira: Known, mock: int
) -> None:
    """The left one lost to the phone's; what was chosen before that was known is named, and can be taken."""
    context.set_offline(True)
    choose(tab, 1)
    expect_kept(tab)
    close_off_line(context, tab)
    answers.save(world, amira, mock, change(1, "4", writer="phone"))
    again = context.new_page()
    held = HeldBack(again, "**/answers")
    open_question(again, mock)
    choose(again, 2)
    held.let_go()
    expect(again.locator("#newer-1")).to_contain_text("Yours was B: choose it again if you want it.")
    assert (chosen(again), answers.values(world, mock)) == ("4", {1: "4"})


def test_more_time_is_told_when_the_reply_to_a_save_brings_it(tab: Page, app: Flask, mock: int) -> None:
    """It stands there beside "Saved" until one goes on, and a screen reader reads it."""
    minutes = int(tab.locator("#time-left").inner_text().split()[0])
    words = ["sittings", "extend", str(mock), "--minutes", "10", "--reason", "Fire alarm"]
    assert app.test_cli_runner().invoke(args=words).exit_code == 0
    choose(tab, 2)
    expect_saved(tab)
    expect(tab.locator("#added")).to_have_text(f"10 min were added. {minutes + 10} min left.")
    expect(tab.locator("#added")).to_have_attribute("role", "status")
    press_next(tab)
    expect(tab.locator("#added")).to_be_hidden()
