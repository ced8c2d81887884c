"""Saving: whatever fails, no answer is lost that the page called saved.

Each test is named after its case in docs/timed-attempts.md.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from app.accounts.actions.signing import end_all
from tests.browser.mock import (
    choose,
    chosen,
    enter,
    expect_kept,
    expect_saved,
    kept,
    open_question,
    press_next,
)
from tests.browser.timed_attempts.passing import MINUTE, let_tries_through, pass_time, reload_with
from tests.build import FakeClock, Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("minutes", [1, 10])
def test_lost_connection(
    context: BrowserContext, tab: Page, clock: FakeClock, world: World, mock: int, minutes: int
) -> None:
    """Off-line for a minute, or ten: one goes on answering, and nothing is lost."""
    left = tab.locator("#time-left").inner_text()
    context.set_offline(True)
    for place in (1, 2, 3):
        choose(tab, place)
        press_next(tab)
    pass_time(tab, clock, minutes * MINUTE)
    expect_kept(tab)
    expect(tab.locator("#place")).to_have_text("Question 4 of 40")
    assert answers.values(world, mock) == {}
    context.set_offline(False)
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "1", 2: "2", 3: "3"}
    assert kept(tab) == []
    expect(tab.locator("#time-left")).to_have_text(f"{int(left.split()[0]) - minutes} min left")


def test_lost_connection_tries_again_ever_more_seldom(tab: Page) -> None:
    """A network that comes and goes is asked after about 1, 2, 4, 8, 15 seconds, not all the time."""
    tab.evaluate(
        """() => {
          window.tried = [];
          window.fetch = () => {
            window.tried.push(performance.now());
            return Promise.reject(new TypeError("no line"));
          };
        }"""
    )
    choose(tab, 1)
    tab.clock.run_for(50_000)  # the minute is not over: the page has not asked for the time in between
    tried: list[float] = tab.evaluate("window.tried")
    pauses = [(later - earlier) / 1000 for earlier, later in pairwise(tried)]
    assert len(pauses) >= 5
    for pause, about in zip(pauses, (1, 2, 4, 8, 15), strict=False):
        assert 0.8 * about <= pause <= 1.2 * about + 0.1


def test_lost_connection_and_a_reload(context: BrowserContext, tab: Page, world: World, mock: int) -> None:
    """What waits on the device is still there after a reload, and is sent."""
    tab.route("**/answers", lambda route: route.abort())
    choose(tab, 2)
    expect_kept(tab)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.reload()
    expect_kept(tab)
    assert chosen(tab) == "2"
    tab.unroute("**/answers")
    tab.clock.run_for(2_000)
    expect_saved(tab)
    assert (answers.values(world, mock), kept(tab)) == ({1: "2"}, [])


def test_a_tab_that_crashes(context: BrowserContext, world: World, amira: Known, mock: int) -> None:
    """The tab dies in the middle of a save; opened again, it has the answer and sends it."""
    tab = enter(context, amira, mock)
    tab.route("**/answers", lambda _route: None)  # the request leaves, and no answer ever comes
    choose(tab, 3)
    expect(tab.locator("#saved")).to_have_text("Saving…")
    with tab.expect_event("crash"), suppress(Error):
        tab.goto("chrome://crash", timeout=2_000)
    tab.close()
    again = context.new_page()
    open_question(again, mock)
    assert chosen(again) == "3"
    expect_saved(again)
    assert answers.values(world, mock) == {1: "3"}


def test_saves_that_arrive_late(tab: Page, world: World, clock: FakeClock, mock: int) -> None:
    """Refused in a mock one started oneself, and said so: on the page and in the result, with both clocks."""
    reload_with(tab, world, clock, mock, MINUTE / 2)
    tab.route("**/answers", lambda route: route.abort())
    tab.route("**/finish", lambda route: route.abort())
    choose(tab, 2)
    pass_time(tab, clock, MINUTE)
    expect(tab.locator("#stopped-title")).to_have_text("Time is over")
    tab.unroute("**/finish")
    let_tries_through(tab, clock)
    expect(tab.locator("#stopped-words")).to_have_text("0 answers handed in. 1 change came too late.")
    tab.get_by_role("link", name="Go to the result").click()
    expect(tab.get_by_text("1 answer came too late and does not count")).to_be_visible()
    assert answers.values(world, mock) == {}


def test_double_click(context: BrowserContext, world: World, amira: Known, mock: int) -> None:
    """Pressing Finish twice hands in once and shows no error."""
    tab = enter(context, amira, mock)
    tab.locator("#to-review").click()
    tab.get_by_role("button", name="Finish and hand in").dblclick()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Your result")
    assert len(answers.results(world, amira)) == 1


def test_the_session_ends_in_mid_mock(tab: Page, world: World, amira: Known, mock: int) -> None:
    """After signing in again she is at the same question, and what was kept is sent."""
    press_next(tab)
    with world.writing() as db:
        end_all(db, amira.id, now=world.now, actor_id=None)
    choose(tab, 3)
    expect(tab.locator("#stopped-title")).to_have_text("You are signed out")
    assert len(kept(tab)) == 1
    tab.get_by_role("link", name="Sign in and go on").click()
    tab.get_by_label("E-mail address").fill(amira.email)
    tab.get_by_label("Password", exact=True).fill(amira.password)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.locator("#place")).to_have_text("Question 2 of 40")
    expect_saved(tab)
    assert (answers.values(world, mock), kept(tab)) == ({2: "3"}, [])
