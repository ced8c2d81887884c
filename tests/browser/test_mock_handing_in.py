"""Handing in over a line that comes and goes, with going back to answer, and at the end of the time.

What is promised: docs/timed-attempts.md. Nothing that was chosen is dropped without a word.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.mock import (
    HeldBack,
    choose,
    enter,
    enter_by_test_clock,
    expect_kept,
    expect_saved,
    kept,
    open_question,
)
from tests.browser.timed_attempts.passing import MINUTE, let_tries_through, pass_time, reload_with
from tests.build import FakeClock, Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser

SECOND = MINUTE / 60


@pytest.fixture
def tab(context: BrowserContext, amira: Known, mock: int) -> Page:
    """Amira at question 1, in a page whose clock the test moves."""
    return enter_by_test_clock(context, amira, mock)


def hanging_try(tab: Page) -> HeldBack:
    """A first try has failed; the second one is under way and hangs."""
    expect(tab.locator("#stopped-title")).to_have_text("Not handed in yet")
    held = HeldBack(tab, "**/finish")
    tab.clock.run_for(2_000)
    tab.wait_for_timeout(100)
    assert len(held) == 1
    return held


def press_finish(tab: Page) -> None:
    tab.locator("#to-review").click()
    tab.get_by_role("button", name="Finish and hand in").click()


def test_what_was_chosen_after_going_back_is_handed_in_too(tab: Page, world: World, mock: int) -> None:
    """An earlier try that still hangs must not hand in without it."""
    tab.route("**/answers", lambda route: route.abort())
    tab.route("**/finish", lambda route: route.abort())
    press_finish(tab)
    held = hanging_try(tab)
    tab.get_by_role("button", name="Go on answering").click()
    tab.locator("#cell-3").click()
    choose(tab, 2)
    press_finish(tab)
    held.let_go(first=False)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Your result")
    assert answers.values(world, mock) == {3: "2"}


def test_what_was_chosen_after_going_back_is_told_of_when_the_mock_was_handed_in_all_the_same(
    tab: Page, world: World, mock: int
) -> None:
    """The try that was under way arrived: then the answer came too late, and the page says so."""
    tab.route("**/finish", lambda route: route.abort())
    press_finish(tab)
    held = hanging_try(tab)
    tab.get_by_role("button", name="Go on answering").click()
    held.let_go()
    tab.locator("#cell-3").click()
    choose(tab, 2)
    expect(tab.locator("#stopped-words")).to_have_text(
        "This mock was already handed in. 1 change came too late."
    )
    tab.get_by_role("link", name="Go to the result").click()
    expect(tab.get_by_text("1 answer came too late and does not count")).to_be_visible()
    assert answers.values(world, mock) == {}


def test_time_that_runs_out_while_handing_in_leaves_no_way_back(
    context: BrowserContext, tab: Page, world: World, clock: FakeClock, mock: int
) -> None:
    reload_with(tab, world, clock, mock, 30 * SECOND)
    choose(tab, 2)
    expect_saved(tab)
    context.set_offline(True)
    press_finish(tab)
    expect(tab.get_by_role("button", name="Go on answering")).to_be_visible()
    pass_time(tab, clock, 31 * SECOND)
    expect(tab.locator("#stopped-title")).to_have_text("Time is over")
    expect(tab.get_by_role("button", name="Go on answering")).to_be_hidden()
    context.set_offline(False)
    let_tries_through(tab, clock)
    expect(tab.locator("#stopped-words")).to_have_text("1 answer handed in.")


def test_a_page_that_is_not_in_use_waits_for_the_other_and_says_so(
    phone: BrowserContext, tab: Page, world: World, clock: FakeClock, amira: Known, mock: int
) -> None:
    """Two pages at the end: the answer that the one in use could not save in time counts."""
    reload_with(tab, world, clock, mock, 30 * SECOND)
    phone.clock.install()
    other = enter(phone, amira, mock)
    choose(other, 1)
    expect_saved(other)
    other.route("**/answers", lambda route: route.abort())
    choose(other, 3)
    expect_kept(other)
    pass_time(tab, clock, 31 * SECOND)
    expect(tab.locator("#stopped-words")).to_contain_text("You last answered on another page")
    other.clock.run_for(31_000)
    expect(other.locator("#stopped-words")).to_have_text("1 answer handed in.")
    assert answers.values(world, mock) == {1: "3"}
    tab.clock.run_for(11_000)
    expect(tab.locator("#stopped-words")).to_have_text("1 answer handed in.")


def test_what_another_tab_keeps_stays_when_this_one_hands_in(
    context: BrowserContext, amira: Known, mock: int
) -> None:
    """It is that tab's to send, and then it is told that it came too late."""
    tab = enter(context, amira, mock)
    other = context.new_page()
    open_question(other, mock)
    other.route("**/answers", lambda route: route.abort())
    choose(other, 3)
    expect_kept(other)
    context.route(
        "**/js/mock/leftovers.mjs", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    press_finish(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Your result")
    assert len(kept(other)) == 1
