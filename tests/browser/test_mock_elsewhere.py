"""A mock that is open in two places, and one whose time runs out or that ends while it is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from app.sittings.actions.closing import close_next_overdue
from app.sittings.models import LateAnswer
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
from tests.browser.timed_attempts.passing import pass_time, reload_with
from tests.build import FakeClock, Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser

HALF_A_MINUTE = timedelta(seconds=30)
NEWER = (
    "Changed in another tab or on another device. That answer (B) is kept. "
    "Yours was D: choose it again if you want it."
)


@pytest.fixture
def tab(context: BrowserContext, amira: Known, mock: int) -> Page:
    """Amira at question 1."""
    return enter(context, amira, mock)


@pytest.fixture(params=["tab", "device"])
def other(
    request: pytest.FixtureRequest, context: BrowserContext, tab: Page, amira: Known, mock: int
) -> Page:
    """The same question, opened after `tab` in a second tab or on a second device."""
    if request.param == "device":
        return enter(request.getfixturevalue("phone"), amira, mock)
    second = context.new_page()
    open_question(second, mock)
    return second


def test_the_older_page_is_shown_the_newer_answer(tab: Page, other: Page, world: World, mock: int) -> None:
    choose(other, 2)
    expect_saved(other)
    choose(tab, 4)
    expect(tab.get_by_text(NEWER).locator("visible=true")).to_be_visible()
    assert (chosen(tab), answers.values(world, mock)) == ("2", {1: "2"})


def test_the_rest_of_the_older_page_is_saved(tab: Page, other: Page, world: World, mock: int) -> None:
    choose(other, 2)
    expect_saved(other)
    choose(tab, 4)
    expect(tab.locator("#newer-1")).to_be_visible()
    press_next(tab)
    choose(tab, 3)
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "2", 2: "3"}


def test_who_has_seen_the_newer_answer_may_change_it(tab: Page, other: Page, world: World, mock: int) -> None:
    choose(other, 2)
    expect_saved(other)
    choose(tab, 4)
    expect(tab.locator("#newer-1")).to_be_visible()
    choose(tab, 4)
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "4"}


def test_two_pages_at_different_questions_do_not_disturb_each_other(
    tab: Page, other: Page, world: World, mock: int
) -> None:
    choose(tab, 1)
    press_next(other)
    choose(other, 2)
    expect_saved(tab)
    expect_saved(other)
    assert answers.values(world, mock) == {1: "1", 2: "2"}


def test_who_edits_what_was_finished_elsewhere_is_told(tab: Page, other: Page) -> None:
    other.locator("#to-review").click()
    other.get_by_role("button", name="Finish and hand in").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Your result")
    choose(tab, 4)
    expect(tab.locator("#stopped-title")).to_have_text("This mock was handed in")
    expect(tab.locator("#stopped-words")).to_have_text(
        "This mock was already handed in. 1 change came too late."
    )
    tab.get_by_role("link", name="Go to the result").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Your result")


def test_a_page_that_was_finished_elsewhere_shows_no_question_any_more(
    tab: Page, world: World, amira: Known, mock: int
) -> None:
    world.finish(amira, mock)
    choose(tab, 4)
    expect(tab.locator("#stopped-title")).to_be_focused()
    expect(tab.locator(".cr-question:visible")).to_have_count(0)


def test_everything_that_waits_when_a_mock_was_finished_elsewhere_is_kept_apart(
    tab: Page, world: World, amira: Known, mock: int
) -> None:
    tab.route("**/answers", lambda route: route.abort())
    choose(tab, 4)
    press_next(tab)
    choose(tab, 3)
    expect_kept(tab)
    world.finish(amira, mock)
    tab.unroute("**/answers")
    expect(tab.locator("#stopped-words")).to_have_text(
        "This mock was already handed in. 2 changes came too late.", timeout=15_000
    )
    with world.reading() as db:
        kept_apart = db.scalars(select(LateAnswer).order_by(LateAnswer.slot)).all()
    assert [(one.slot, one.value, one.chosen_at is None) for one in kept_apart] == [
        (1, "4", False),
        (2, "3", False),
    ]
    assert kept(tab) == []


@pytest.fixture
def running_out(tab: Page, world: World, clock: FakeClock, mock: int) -> Page:
    """A page with half a minute left, at question 1, whose time the test moves."""
    tab.clock.install()
    reload_with(tab, world, clock, mock, HALF_A_MINUTE)
    return tab


def test_a_page_that_comes_after_the_service_closed_the_mock_is_told_that_time_is_over(
    running_out: Page, world: World, clock: FakeClock
) -> None:
    clock.advance(timedelta(seconds=45))
    with world.writing() as db:
        close_next_overdue(db, now=clock.now())
    choose(running_out, 4)
    expect(running_out.locator("#stopped-title")).to_have_text("Time is over")
    expect(running_out.locator("#stopped-words")).to_have_text("0 answers handed in. 1 change came too late.")


def test_when_time_runs_out_the_page_hands_in_and_says_how_much(
    running_out: Page, world: World, clock: FakeClock, mock: int
) -> None:
    choose(running_out, 2)
    expect_saved(running_out)
    press_next(running_out)
    choose(running_out, 3)
    expect_saved(running_out)
    pass_time(running_out, clock, HALF_A_MINUTE)
    expect(running_out.locator("#stopped-title")).to_have_text("Time is over")
    expect(running_out.locator("#stopped-words")).to_have_text("2 answers handed in.")
    assert answers.attempt(world, mock).closed_by == "page"


def test_when_time_ran_out_a_link_leads_to_the_result(running_out: Page, clock: FakeClock) -> None:
    pass_time(running_out, clock, HALF_A_MINUTE)
    expect(running_out.locator("#stopped-title")).to_be_focused()
    running_out.get_by_role("link", name="Go to the result").click()
    expect(running_out.get_by_role("heading", level=1)).to_have_text("Your result")


def test_what_is_on_screen_but_not_saved_when_time_runs_out_is_handed_in_too(
    running_out: Page, world: World, clock: FakeClock, mock: int
) -> None:
    running_out.route("**/answers", lambda route: route.abort())
    choose(running_out, 2)
    pass_time(running_out, clock, HALF_A_MINUTE)
    expect(running_out.locator("#stopped-words")).to_have_text("1 answer handed in.")
    assert answers.values(world, mock) == {1: "2"}


def test_an_answer_that_comes_long_after_the_time_is_refused_and_the_page_says_so(
    running_out: Page, world: World, clock: FakeClock, mock: int
) -> None:
    running_out.route("**/answers", lambda route: route.abort())
    choose(running_out, 2)
    clock.advance(timedelta(minutes=5))
    pass_time(running_out, clock, HALF_A_MINUTE)
    expect(running_out.locator("#stopped-words")).to_have_text("0 answers handed in. 1 change came too late.")
    assert answers.values(world, mock) == {}


def test_who_was_signed_out_in_another_tab_is_asked_to_sign_in(
    context: BrowserContext, tab: Page, amira: Known
) -> None:
    second = context.new_page()
    second.goto("/help")
    second.get_by_role("button", name="Sign out").click()
    second.wait_for_url("**/signed-out")
    choose(tab, 3)
    expect(tab.locator("#stopped-title")).to_have_text("You are signed out")


@pytest.mark.parametrize("when", ["after", "before"])
def test_after_signing_in_again_one_is_back_at_the_question_and_the_kept_answers_are_sent(
    context: BrowserContext, tab: Page, amira: Known, world: World, mock: int, when: str
) -> None:
    press_next(tab)
    if when == "before":  # the answer waits on the device while the other tab has it wiped
        tab.route("**/answers", lambda route: route.abort())
        choose(tab, 3)
        expect(tab.locator("#saved")).to_contain_text("Not saved")
    second = context.new_page()
    second.goto("/help")
    second.get_by_role("button", name="Sign out", exact=True).click()
    if when == "before":
        second.get_by_role("button", name="Sign out and lose them").click()
    second.wait_for_url("**/signed-out")
    tab.unroute("**/answers")
    if when == "after":
        choose(tab, 3)
    expect(tab.locator("#stopped-title")).to_have_text("You are signed out", timeout=15_000)
    tab.get_by_role("link", name="Sign in and go on").click()
    tab.get_by_label("E-mail address").fill(amira.email)
    tab.get_by_label("Password", exact=True).fill(amira.password)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.locator("#place")).to_have_text("Question 2 of 40")
    expect_saved(tab)
    assert (answers.values(world, mock), kept(tab)) == ({2: "3"}, [])


def test_a_page_goes_on_by_itself_after_one_signed_in_again_in_another_tab(
    context: BrowserContext, tab: Page, amira: Known, world: World, mock: int
) -> None:
    second = context.new_page()
    second.goto("/help")
    second.get_by_role("button", name="Sign out").click()
    second.wait_for_url("**/signed-out")
    sign_in(second, amira)
    choose(tab, 3)
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "3"}


def test_what_one_person_left_on_a_device_is_not_sent_for_the_next(
    context: BrowserContext, tab: Page, world: World, mock: int
) -> None:
    ben = world.apprentice("Ben Ode")
    theirs = world.start(ben)
    tab.route("**/answers", lambda route: route.abort())
    choose(tab, 3)
    expect(tab.locator("#saved")).to_contain_text("Not saved")
    second = context.new_page()
    second.context.clear_cookies()
    sign_in(second, ben)
    open_question(second, theirs)
    choose(second, 1)
    expect_saved(second)
    assert (answers.values(world, theirs), answers.values(world, mock)) == ({1: "1"}, {})
