"""Time: the true one is shown, and it runs out fairly, with extra time and without.

Each test is named after its case in docs/timed-attempts.md.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Route, expect

from app.sittings.models import ClosedBy
from tests.browser.conftest import sign_in
from tests.browser.mock import (
    choose,
    enter,
    expect_saved,
)
from tests.browser.timed_attempts.passing import MINUTE, let_it_run_until, pass_time, reload_with, sweep
from tests.build import FakeClock, Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser


def test_the_pages_clock(tab: Page, clock: FakeClock, world: World, mock: int) -> None:
    """Differences on a monotonic clock; the clock of the device is never used; asked again each minute."""
    ends_at = answers.attempt(world, mock).ends_at
    assert ends_at is not None
    minutes = (ends_at - world.now) // MINUTE
    tab.clock.set_system_time("2031-01-01T00:00:00Z")
    expect(tab.locator("#time-left")).to_have_text(f"{minutes} min left")
    tab.clock.run_for(30_000)
    clock.advance(timedelta(minutes=20))  # the device slept: its own clock did not move
    tab.clock.run_for(30_000)
    expect(tab.locator("#time-left")).to_have_text(f"{minutes - 20} min left")


def test_time_runs_out_page_open(tab: Page, world: World, clock: FakeClock, mock: int) -> None:
    """What is on screen is saved and the paper handed in, in one request."""
    reload_with(tab, world, clock, mock, MINUTE / 2)
    tab.route("**/answers", lambda route: route.abort())
    choose(tab, 2)
    pass_time(tab, clock, MINUTE / 2)
    expect(tab.locator("#stopped-title")).to_have_text("Time is over")
    expect(tab.locator("#stopped-words")).to_have_text("1 answer handed in.")
    assert (answers.attempt(world, mock).closed_by, answers.values(world, mock)) == (ClosedBy.PAGE, {1: "2"})


def test_time_runs_out_page_closed(
    context: BrowserContext, world: World, clock: FakeClock, app: Flask, amira: Known, mock: int
) -> None:
    """The service closes it; what was saved counts, and the result waits for her."""
    tab = enter(context, amira, mock)
    choose(tab, 3)
    expect_saved(tab)
    tab.close()
    let_it_run_until(world, clock, mock, timedelta(minutes=-1))
    sweep(app)
    again = context.new_page()
    sign_in(again, amira)
    again.goto(f"/multiple-choice/{mock}")
    expect(again.get_by_role("heading", level=1)).to_have_text("Your result")
    expect(again.get_by_text("The time ran out.")).to_be_visible()
    assert (answers.attempt(world, mock).closed_by, answers.values(world, mock)) == (ClosedBy.SWEEP, {1: "3"})


def test_time_runs_out_off_line(
    context: BrowserContext, tab: Page, world: World, clock: FakeClock, mock: int
) -> None:
    """It says that the time is over and what it waits for; back in seconds, the answers count."""
    reload_with(tab, world, clock, mock, MINUTE / 2)
    context.set_offline(True)
    choose(tab, 2)
    pass_time(tab, clock, MINUTE / 2)
    expect(tab.locator("#stopped-title")).to_have_text("Time is over")
    expect(tab.locator("#stopped-words")).to_contain_text("The site cannot be reached. Your answers are kept")
    context.set_offline(False)
    tab.clock.run_for(1_000)
    tab.wait_for_timeout(100)
    expect(tab.locator("#stopped-words")).to_have_text("1 answer handed in.")
    assert answers.values(world, mock) == {1: "2"}


def test_extended_while_running(tab: Page, clock: FakeClock, app: Flask, world: World, mock: int) -> None:
    """On the page within a minute, and announced."""
    minutes = int(tab.locator("#time-left").inner_text().split()[0])
    words = ["sittings", "extend", str(mock), "--minutes", "10", "--reason", "Fire alarm"]
    assert app.test_cli_runner().invoke(args=words).exit_code == 0
    pass_time(tab, clock, MINUTE)
    expect(tab.locator("#time-left")).to_have_text(f"{minutes + 9} min left")
    expect(tab.locator("#added")).to_have_text(f"10 min were added. {minutes + 9} min left.")


def test_screen_readers(tab: Page, clock: FakeClock, world: World, mock: int) -> None:
    """Announced at half, 10, 5 and 1 minutes and never in between; it can be hidden and asked for."""
    expect(tab.locator("#time-left")).to_have_attribute("role", "timer")
    expect(tab.locator("#time-left")).to_have_attribute("aria-live", "off")
    tab.evaluate(
        """() => {
          window.heard = [];
          const announcer = document.getElementById("announcer");
          new MutationObserver(() => window.heard.push(announcer.textContent))
            .observe(announcer, { childList: true, characterData: true, subtree: true });
        }"""
    )
    ends_at = answers.attempt(world, mock).ends_at
    assert ends_at is not None
    all_minutes = (ends_at - world.now) // MINUTE
    for _ in range(all_minutes - 1):
        pass_time(tab, clock, MINUTE / 2)
        with tab.expect_response("**/time"):  # it asks each minute, and goes on with the answer
            pass_time(tab, clock, MINUTE / 2)
    pass_time(tab, clock, timedelta(seconds=2))
    marks = (f"{all_minutes // 2} min", "10 min", "5 min", "1 min")
    assert tab.evaluate("window.heard") == [f"{left} left." for left in marks]
    tab.get_by_role("button", name="Hide the time").click()
    expect(tab.locator("#time-left")).to_be_hidden()
    tab.keyboard.press("Alt+Shift+KeyT")
    expect(tab.locator("#time-left")).to_be_visible()


def test_the_pages_clock_is_not_put_back_by_a_slow_reply(tab: Page, clock: FakeClock) -> None:
    """The time that a reply brings was counted when it was sent off; meanwhile the page went on counting."""
    minutes = int(tab.locator("#time-left").inner_text().split()[0])
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.route("**/answers", hold)
    tab.route("**/time", lambda route: route.abort())
    pass_time(tab, clock, timedelta(seconds=50))
    choose(tab, 2)
    expect(tab.locator("#saved")).to_have_text("Saving…")
    answer = held[0].fetch()  # the server answers now, and the answer is long on its way
    pass_time(tab, clock, timedelta(seconds=15))
    held[0].fulfill(response=answer)
    expect_saved(tab)
    tab.clock.run_for(500)
    expect(tab.locator("#time-left")).to_have_text(f"{minutes - 1} min left")
