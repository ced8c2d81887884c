"""Sitting a mock in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import sign_in
from tests.build import Known


def open_question(tab: Page, mock: int, number: int = 1) -> None:
    """Open the page of one question and wait until its script is at work."""
    tab.goto(f"/multiple-choice/{mock}/questions/{number}")
    expect(tab.get_by_role("button", name="Next" if number < 40 else "Review and finish")).to_be_visible()


def enter(context: BrowserContext, known: Known, mock: int, number: int = 1) -> Page:
    """A new tab of a signed-in browser, at one question."""
    tab = context.new_page()
    sign_in(tab, known)
    open_question(tab, mock, number)
    return tab


def enter_by_test_clock(context: BrowserContext, known: Known, mock: int) -> Page:
    """The same at question 1, in a page whose clock the test moves."""
    tab = context.new_page()
    tab.clock.install()
    sign_in(tab, known)
    open_question(tab, mock)
    return tab


def choose(tab: Page, place: int) -> None:
    """Choose an option of the question in sight, by its label."""
    tab.locator(".cr-option__label:visible").nth(place - 1).click()


def chosen(tab: Page) -> str:
    """The place of the option that is chosen in the question in sight."""
    found = tab.evaluate(
        "document.querySelector('.cr-question:not([hidden]) input[name=value]:checked')?.value ?? ''"
    )
    return str(found)


def saved(tab: Page) -> Locator:
    """The line that says what became of the answers."""
    return tab.locator("#saved")


def expect_saved(tab: Page) -> None:
    """Everything is saved, and the page says when."""
    expect(saved(tab)).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))


def expect_kept(tab: Page) -> None:
    """The page says that it could not save, that it tries again, and that nothing is lost."""
    expect(saved(tab)).to_have_text("Not saved, trying again. Kept on this device")


def kept(tab: Page) -> list[str]:
    """The keys of what this device keeps for later."""
    found: list[str] = tab.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('coderready.'))"
    )
    return found


class HeldBack:
    """Requests that a page has sent, and that do not get through before the test lets them."""

    def __init__(self, tab: Page, what: str) -> None:
        self.requests: list[Route] = []
        self._open = False
        tab.route(what, self._take)

    def __len__(self) -> int:
        return len(self.requests)

    def let_go(self, *, first: bool = True) -> None:
        """Let them through, and all that follow. first: also the one that was sent first."""
        self._open = True
        for one in self.requests[0 if first else 1 :]:
            one.continue_()
        if not first:
            self.requests[0].abort()

    def _take(self, route: Route) -> None:
        if self._open:
            route.continue_()
        else:
            self.requests.append(route)


def close_off_line(context: BrowserContext, tab: Page) -> None:
    """Close a tab that has no line, and bring the line back for the others.

    What a test imposes on a page is lifted while that closes: in the last moment it could still send.
    """
    tab.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no line')); }")
    tab.close()
    context.set_offline(False)


def press_next(tab: Page) -> None:
    """Go on to the next question."""
    tab.get_by_role("button", name="Next").click()


def focused(tab: Page) -> str:
    """The id of what has the focus."""
    return str(tab.evaluate("document.activeElement?.id ?? ''"))


def scrolls_sideways(tab: Page) -> bool:
    """Whether the page is wider than its window, also when the menu has arranged itself for that."""
    for _ in range(20):
        if not tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            return False
        tab.wait_for_timeout(50)
    return True
