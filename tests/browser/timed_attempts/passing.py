"""Letting time pass, on the server and in the page."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page

from tests.build import FakeClock, World
from tests.sittings import answers

MINUTE = timedelta(minutes=1)


def pass_time(tab: Page, clock: FakeClock, by: timedelta) -> None:
    """Let the time pass on the server and in the page alike."""
    clock.advance(by)
    tab.clock.run_for(int(by / timedelta(milliseconds=1)))


def let_tries_through(tab: Page, clock: FakeClock) -> None:
    """Let so much time pass that the page tries again, and what it sends be answered meanwhile."""
    for _ in range(4):
        pass_time(tab, clock, MINUTE / 3)
        tab.wait_for_timeout(100)  # an answer comes in real time, and only then is the next pause begun


def let_it_run_until(world: World, clock: FakeClock, mock: int, left: timedelta) -> None:
    """Bring the server's clock to shortly before the end."""
    ends_at = answers.attempt(world, mock).ends_at
    assert ends_at is not None
    clock.set(ends_at - left)


def reload_with(tab: Page, world: World, clock: FakeClock, mock: int, left: timedelta) -> None:
    """Bring the server's clock to shortly before the end, and let the page hear of it."""
    let_it_run_until(world, clock, mock, left)
    tab.reload()
    tab.clock.pause_at(tab.evaluate("Date.now() / 1000 + 1"))  # it stands still until a test moves it


def sweep(app: Flask) -> None:
    """What cron does each minute."""
    assert app.test_cli_runner().invoke(args=["sittings", "close-overdue"]).exit_code == 0
