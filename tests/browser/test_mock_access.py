"""The pages of a mock for everybody: what axe finds, and no sideways scroll on a phone or at high zoom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.mock import choose, enter, open_question, scrolls_sideways
from tests.browser.test_accessibility import violations
from tests.build import FakeClock, Known, World
from tests.sittings import answers
from tests.sittings.answers import change

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
FOUR_HUNDRED_PER_CENT = {"width": 320, "height": 256}


Arrive = Callable[[str], Page]


@pytest.fixture
def arrive(context: BrowserContext, world: World, clock: FakeClock, amira: Known) -> Arrive:
    """Brings a tab to one of the states of a mock."""

    def question(number: int = 1) -> Page:
        mock = world.start(amira)
        answers.save(world, amira, mock, change(2, "3", flagged=True))
        return enter(context, amira, mock, number)

    def page(address: str) -> Page:
        tab = context.new_page()
        sign_in(tab, amira)
        tab.goto(address)
        return tab

    def with_result() -> int:
        mock = world.start(amira)
        answers.save(world, amira, mock, change(1, answers.options_of(world, mock)[1].right))
        world.finish(amira, mock)
        return mock

    def overdue() -> int:
        mock = world.start(amira)
        clock.advance(timedelta(minutes=61))
        return mock

    def review() -> Page:
        tab = question()
        tab.locator("#to-review").click()
        return seen(tab, "#review")

    def stopped() -> Page:
        tab = question()
        world.finish(amira, 1)
        choose(tab, 1)
        return seen(tab, "#stopped")

    def newer() -> Page:
        tab = question()
        answers.save(world, amira, 1, change(1, "3", writer="phone"))
        choose(tab, 1)
        return seen(tab, "#newer-1")

    def not_saved() -> Page:
        tab = question()
        tab.route("**/answers", lambda route: route.abort())
        choose(tab, 1)
        return seen(tab, ".cr-line__saved--problem")

    def seen(tab: Page, selector: str) -> Page:
        expect(tab.locator(selector)).to_be_visible()
        return tab

    states: dict[str, Callable[[], Page]] = {
        "overview": lambda: page("/multiple-choice/"),
        "overview with results": lambda: page("/multiple-choice/" if with_result() else ""),
        "start": lambda: page("/multiple-choice/start"),
        "question": question,
        "answered question": lambda: question(2),
        "review": review,
        "newer answer": newer,
        "not saved": not_saved,
        "stopped": stopped,
        "time over": lambda: page(f"/multiple-choice/{overdue()}/result"),
        "result": lambda: page(f"/multiple-choice/{with_result()}/result?show=all"),
    }
    return lambda state: states[state]()


STATES = (
    "overview",
    "overview with results",
    "start",
    "question",
    "answered question",
    "review",
    "newer answer",
    "not saved",
    "stopped",
    "time over",
    "result",
)


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_wrong(arrive: Arrive, state: str) -> None:
    assert violations(arrive(state)) == []


def test_axe_finds_nothing_wrong_with_an_opened_question_of_a_result(arrive: Arrive) -> None:
    tab = arrive("result")
    for summary in tab.locator(".cr-marked summary").all()[:3]:
        summary.click()
    assert violations(tab) == []


@pytest.mark.parametrize("size", [PHONE, FOUR_HUNDRED_PER_CENT], ids=["phone", "400 %"])
@pytest.mark.parametrize("state", STATES)
def test_no_page_scrolls_sideways(arrive: Arrive, state: str, size: dict[str, int]) -> None:
    tab = arrive(state)
    tab.set_viewport_size(size)  # type: ignore[arg-type]
    assert not scrolls_sideways(tab)


def test_no_question_of_the_paper_scrolls_sideways_at_high_zoom(
    context: BrowserContext, world: World, amira: Known
) -> None:
    tab = enter(context, amira, world.start(amira))
    tab.set_viewport_size(FOUR_HUNDRED_PER_CENT)  # type: ignore[arg-type]
    wide = []
    for number in range(1, 41):
        tab.evaluate("(number) => document.getElementById(`cell-${number}`).click()", number)
        expect(tab.locator("#place")).to_have_text(f"Question {number} of 40")
        if scrolls_sideways(tab):
            wide.append(number)
    assert wide == []


@pytest.mark.parametrize("size", ["largest", "large"])
def test_large_text_does_not_scroll_sideways_on_a_phone(
    context: BrowserContext, world: World, amira: Known, size: str
) -> None:
    tab = enter(context, amira, world.start(amira))
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
    tab.evaluate("(size) => document.documentElement.classList.add(`cr-text-${size}`)", size)
    assert not scrolls_sideways(tab)


def test_what_can_be_pressed_in_a_question_is_at_least_44_pixels_high(arrive: Arrive) -> None:
    tab = arrive("question")
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
    low = tab.evaluate(
        """() => [...document.querySelectorAll('.cr-option__label, button, .cr-map__cell, summary')]
            .filter((one) => one.closest('main'))
            .filter((one) => one.checkVisibility() && !one.closest('[aria-hidden=true]'))
            .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert low == []


def test_on_a_phone_the_map_is_folded_and_says_what_is_unanswered(
    context: BrowserContext, world: World, amira: Known
) -> None:
    mock = world.start(amira)
    tab = context.new_page()
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(tab, amira)
    open_question(tab, mock)
    expect(tab.locator("#map-fold summary")).to_have_text("Questions (40 unanswered)")
    expect(tab.locator("#cell-1")).to_be_hidden()
