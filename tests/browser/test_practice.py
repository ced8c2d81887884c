"""Practice in a real browser: by mouse and keyboard, with the time shown, and when the network fails."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.accounts.actions.signing import end_all
from app.knowledge_test.rules.practising import Wish
from tests.browser.conftest import sign_in
from tests.browser.mock import choose, focused, scrolls_sideways
from tests.browser.test_accessibility import violations
from tests.build import Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser

CHOOSE = "/multiple-choice/practice"


@pytest.fixture
def practice(world: World, amira: Known) -> int:
    return world.practise(amira, Wish(number=5))


@pytest.fixture
def tab(chrome: Page, amira: Known, practice: int) -> Page:
    """Amira at the first question of her practice."""
    sign_in(chrome, amira)
    chrome.goto(f"{CHOOSE}/{practice}/questions/1")
    return chrome


def check(tab: Page) -> None:
    tab.get_by_role("button", name="Check my answer").click()


def test_a_whole_practice_by_mouse(chrome: Page, world: World, amira: Known) -> None:
    sign_in(chrome, amira)
    chrome.get_by_role("button", name="Try five questions").click()
    for number in range(1, 6):
        expect(chrome.get_by_role("heading", level=1)).to_have_text(f"Question {number} of 5")
        choose(chrome, 2)
        check(chrome)
        expect(chrome.locator("#verdict")).to_be_visible()
        if number < 5:
            chrome.get_by_role("link", name="Next question").click()
    chrome.get_by_role("button", name="See how I did").click()
    expect(chrome.get_by_role("heading", level=1)).to_have_text("How your practice went")
    expect(chrome.get_by_text(re.compile(r"^[0-5] of 5 right\.$"))).to_be_visible()


def test_an_answer_is_checked_by_keyboard_alone_and_its_verdict_has_the_focus(tab: Page) -> None:
    tab.locator("#option-1").focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.locator("#verdict")).to_be_visible()
    assert focused(tab) == "verdict"


def test_checking_twice_in_haste_checks_once(tab: Page, world: World, practice: int) -> None:
    choose(tab, 3)
    tab.get_by_role("button", name="Check my answer").dblclick()
    expect(tab.locator("#verdict")).to_be_visible()
    assert answers.slot(world, practice, 1).revision == 1


def test_checking_nothing_leads_to_the_options(tab: Page) -> None:
    check(tab)
    expect(tab.locator("#told")).to_have_text("Choose an answer first, then check it.")
    assert focused(tab) == "option-1"


def test_off_line_the_answer_stays_chosen_and_the_page_says_what_to_do(
    context: BrowserContext, tab: Page, world: World, practice: int
) -> None:
    choose(tab, 3)
    context.set_offline(True)
    check(tab)
    expect(tab.locator("#told")).to_contain_text("Not checked: there is no connection.")
    expect(tab.locator("#option-3")).to_be_checked()
    context.set_offline(False)
    check(tab)
    expect(tab.locator("#verdict")).to_be_visible()
    assert answers.values(world, practice) == {1: "3"}


@pytest.mark.parametrize("button", ["Leave it for later", "Stop for now"])
def test_off_line_what_is_chosen_is_not_left_behind(
    context: BrowserContext, tab: Page, world: World, practice: int, button: str
) -> None:
    choose(tab, 3)
    context.set_offline(True)
    tab.get_by_role("button", name=button).click()
    expect(tab.locator("#told")).to_contain_text("Not saved: there is no connection.")
    expect(tab.locator("#option-3")).to_be_checked()
    context.set_offline(False)
    tab.get_by_role("button", name=button).click()
    tab.wait_for_url(lambda address: not address.endswith("/questions/1"))
    assert answers.values(world, practice) == {1: "3"}


def test_who_was_signed_out_comes_back_to_the_question(tab: Page, world: World, amira: Known) -> None:
    choose(tab, 3)
    with world.writing() as db:
        end_all(db, amira.id, now=world.now, actor_id=None)
    check(tab)
    tab.get_by_label("E-mail address").fill(amira.email)
    tab.get_by_label("Password", exact=True).fill(amira.password)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Question 1 of 5")


def test_the_time_is_counted_only_where_it_is_wanted(tab: Page) -> None:
    expect(tab.locator("#pace")).to_be_hidden()


def test_the_time_is_shown_beside_the_pace_of_the_test_and_kept(
    chrome: Page, world: World, amira: Known
) -> None:
    timed = world.practise(amira, Wish(number=5, timed=True))
    chrome.clock.install()
    sign_in(chrome, amira)
    chrome.goto(f"{CHOOSE}/{timed}/questions/1")
    chrome.clock.run_for(65_000)
    expect(chrome.locator("#pace")).to_have_text(
        re.compile(r"^1 min [56] s on this question\. The test gives you 1 min 30 s\.$")
    )
    choose(chrome, 1)
    check(chrome)
    expect(chrome.locator("#verdict")).to_be_visible()
    assert answers.slot(world, timed, 1).seconds in (65, 66, 67)


Arrive = Callable[[str], Page]


@pytest.fixture
def arrive(tab: Page, world: World, amira: Known, practice: int) -> Arrive:
    """Brings the tab to one of the states of practice."""

    def problem() -> None:
        tab.evaluate("document.getElementById('practice').submit()")  # as without script
        expect(tab.locator(".nhsuk-error-summary")).to_be_visible()

    def explained() -> None:
        choose(tab, 1)
        check(tab)
        expect(tab.locator("#verdict")).to_be_visible()

    def result() -> None:
        explained()
        world.finish(amira, practice)
        tab.goto(f"{CHOOSE}/{practice}/result")

    def past() -> None:
        result()
        tab.goto(CHOOSE)

    def waits() -> None:
        world.start(amira)
        tab.reload()

    states = {
        "asked": lambda: None,
        "problem": problem,
        "explained": explained,
        "result": result,
        "waits for a mock": waits,
        "to go on": lambda: tab.goto(CHOOSE),
        "past": past,
    }

    def go(state: str) -> Page:
        states[state]()
        return tab

    return go


STATES = ("asked", "problem", "explained", "result", "waits for a mock", "to go on", "past")


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_wrong_and_nothing_scrolls_sideways(arrive: Arrive, state: str) -> None:
    tab = arrive(state)
    assert violations(tab) == []
    for width, height in ((360, 740), (320, 256)):
        tab.set_viewport_size({"width": width, "height": height})
        assert not scrolls_sideways(tab), f"at {width} px"
