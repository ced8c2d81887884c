"""Two tabs, two devices, and a computer that others use.

Each test is named after its case in docs/timed-attempts.md.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import sign_in
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
from tests.build import Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser


def test_two_tabs_or_devices(
    context: BrowserContext, phone: BrowserContext, world: World, amira: Known, mock: int
) -> None:
    """The older answer of the two is refused and the newer shown; the rest of that page is saved."""
    desk, other = enter(context, amira, mock), enter(phone, amira, mock)
    choose(other, 2)
    expect_saved(other)
    choose(desk, 4)
    expect(desk.locator("#newer-1")).to_be_visible()
    assert chosen(desk) == "2"
    press_next(desk)
    choose(desk, 3)
    expect_saved(desk)
    assert answers.values(world, mock) == {1: "2", 2: "3"}


def test_finished_in_one_tab_edited_in_the_other(
    context: BrowserContext, world: World, amira: Known, mock: int
) -> None:
    """The other tab is told to stop, and what it brought does not count."""
    first = enter(context, amira, mock)
    second = context.new_page()
    open_question(second, mock)
    first.locator("#to-review").click()
    first.get_by_role("button", name="Finish and hand in").click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Your result")
    choose(second, 4)
    expect(second.locator("#stopped-title")).to_have_text("This mock was handed in")
    assert answers.values(world, mock) == {}


def test_crash_resume_other_device(
    context: BrowserContext, phone: BrowserContext, world: World, amira: Known, mock: int
) -> None:
    """The tab is closed; another device shows the same paper, answers and flags."""
    tab = enter(context, amira, mock)
    choose(tab, 3)
    tab.locator("label[for=flag-1]").click()
    expect_saved(tab)
    stems = [text.strip() for text in tab.locator(".cr-question .cr-stem").all_text_contents()]
    options = tab.locator(".cr-question .cr-option__text").all_text_contents()
    tab.close()
    again = enter(phone, amira, mock)
    assert [text.strip() for text in again.locator(".cr-question .cr-stem").all_text_contents()] == stems
    assert again.locator(".cr-question .cr-option__text").all_text_contents() == options
    assert (chosen(again), again.locator("#flag-1").is_checked()) == ("3", True)


def test_shared_computer(context: BrowserContext, world: World, amira: Known) -> None:
    """The name is on the start page, in the button that starts, and on the paper."""
    tab = context.new_page()
    sign_in(tab, amira)
    tab.goto("/multiple-choice/start")
    expect(tab.get_by_text("If you are not Amira Osei, sign out first.")).to_be_visible()
    tab.get_by_role("button", name="I am Amira Osei. Start the clock").click()
    expect(tab.locator("#place")).to_have_text("Question 1 of 40")
    expect(tab.get_by_text("Amira Osei").first).to_be_visible()


def test_what_is_kept_on_a_shared_computer_goes_with_signing_out(context: BrowserContext, tab: Page) -> None:
    """What is queued on the device is wiped at sign-out, after one was asked."""
    tab.route("**/answers", lambda route: route.abort())
    choose(tab, 2)
    expect_kept(tab)
    tab.get_by_role("button", name="Sign out", exact=True).click()
    expect(tab.get_by_role("heading", name="Sign out and lose these answers?")).to_be_focused()
    assert len(kept(tab)) == 1
    tab.get_by_role("button", name="Sign out and lose them").click()
    tab.wait_for_url("**/signed-out")
    assert kept(tab) == []
