"""What waits on the device while its mock is not open: every page says so, and nothing is wiped unasked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.mock import choose, close_off_line, enter, expect_kept, expect_saved, kept
from tests.build import FakeClock, Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser

WAITS = "Answers of yours wait on this device and were not saved yet."


@pytest.fixture
def home(context: BrowserContext, amira: Known, mock: int) -> Page:
    """Amira's home page; an answer of her mock waits on this device."""
    tab = enter(context, amira, mock)
    context.set_offline(True)
    choose(tab, 2)
    expect_kept(tab)
    close_off_line(context, tab)
    home = context.new_page()
    home.goto("/home/apprentice")
    return home


def test_home_says_so_and_leads_to_where_they_are_sent(home: Page, world: World, mock: int) -> None:
    expect(home.get_by_text(WAITS)).to_be_visible()
    home.get_by_role("link", name="Open the mock, and they are sent").click()
    expect(home.locator("#place")).to_be_visible()
    expect_saved(home)
    assert (answers.values(world, mock), kept(home)) == ({1: "2"}, [])


def test_signing_out_asks_first_and_one_may_stay(home: Page) -> None:
    home.get_by_role("button", name="Sign out", exact=True).click()
    expect(home.get_by_role("heading", name="Sign out and lose these answers?")).to_be_focused()
    home.get_by_role("button", name="Stay signed in").click()
    expect(home.get_by_role("button", name="Sign out", exact=True)).to_be_focused()
    assert len(kept(home)) == 1


def test_who_signs_out_all_the_same_leaves_nothing_behind(home: Page) -> None:
    home.get_by_role("button", name="Sign out", exact=True).click()
    home.get_by_role("button", name="Sign out and lose them").click()
    home.wait_for_url("**/signed-out")
    home.goto("/help")
    assert kept(home) == []


def test_where_nothing_waits_nothing_is_said_or_asked(context: BrowserContext, amira: Known) -> None:
    tab = context.new_page()
    sign_in(tab, amira)
    tab.goto("/home/apprentice")
    expect(tab.get_by_text(WAITS)).to_be_hidden()
    tab.get_by_role("button", name="Sign out", exact=True).click()
    tab.wait_for_url("**/signed-out")


def test_nobody_is_told_of_what_somebody_else_left(context: BrowserContext, world: World, home: Page) -> None:
    """But they are asked before it is wiped."""
    context.clear_cookies()
    sign_in(home, world.apprentice("Ben Ode"))
    home.goto("/home/apprentice")
    expect(home.get_by_text(WAITS)).to_be_hidden()
    home.get_by_role("button", name="Sign out", exact=True).click()
    expect(home.get_by_text("Signing out wipes them.")).to_be_visible()


def test_the_page_of_a_mock_learns_at_once_that_one_signed_out_in_another_tab(
    context: BrowserContext, amira: Known, mock: int
) -> None:
    tab = enter(context, amira, mock)
    tab.route("**/answers", lambda route: route.abort())
    choose(tab, 3)
    expect_kept(tab)
    other = context.new_page()
    other.goto("/help")
    other.get_by_role("button", name="Sign out", exact=True).click()
    other.get_by_role("button", name="Sign out and lose them").click()
    other.wait_for_url("**/signed-out")
    expect(tab.locator("#stopped-title")).to_have_text("You are signed out")


def test_what_waits_when_time_is_over_is_handed_in_and_counts_within_the_seconds_allowed(
    home: Page, world: World, clock: FakeClock, mock: int
) -> None:
    clock.advance(timedelta(minutes=60, seconds=3))
    home.goto(f"/multiple-choice/{mock}/result")
    expect(home.get_by_role("heading", level=1)).to_have_text("Your result")
    assert answers.values(world, mock) == {1: "2"}


def test_a_mock_is_found_by_its_number(home: Page, mock: int) -> None:
    home.goto(f"/attempts/{mock}")
    expect(home.locator("#place")).to_have_text("Question 1 of 40")


def test_on_a_phone_the_line_stays_on_top_while_it_is_one_row(
    context: BrowserContext, amira: Known, mock: int
) -> None:
    tab = enter(context, amira, mock)
    tab.set_viewport_size({"width": 360, "height": 740})
    choose(tab, 2)
    expect_saved(tab)
    height = "document.querySelector('.cr-line').offsetHeight"
    position = "getComputedStyle(document.querySelector('.cr-line')).position"
    assert (tab.evaluate(height) <= 48, tab.evaluate(position)) == (True, "sticky")
    tab.route("**/answers", lambda route: route.abort())
    choose(tab, 3)
    expect_kept(tab)
    tab.wait_for_function(f"{position} === 'static'")
