"""The overview of part 1, its start page and the history, as an apprentice sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.build import FakeClock, Known, World
from tests.knowledge_test import sitting
from tests.page import Browser

HOUR = timedelta(minutes=60)


def test_the_overview_says_what_the_test_asks(desk: Browser) -> None:
    page = desk.get("/multiple-choice/")
    assert page.h1 == "Part 1: multiple choice"
    assert "Practice format. Not the official paper." in page.main
    assert "Questions 40 Time 60 min Pass 24 of 40 (60 %) Distinction 32 of 40 (80 %)" in page.main


def test_the_overview_says_that_all_its_values_are_practice(desk: Browser) -> None:
    assert "All these values are practice values." in desk.get("/multiple-choice/").main


def test_the_overview_of_somebody_with_extra_time_shows_how_it_came_about(
    world: World, browse: Callable[[], Browser]
) -> None:
    browser = browse()
    browser.sign_in(world.apprentice("Ben Ode", extra_percent=25))
    assert "75 min (60 + 25 %)" in browser.get("/multiple-choice/").main


def test_before_the_first_mock_there_is_no_empty_table(desk: Browser) -> None:
    assert "No mock sat yet" in desk.get("/multiple-choice/").main


def test_the_start_page_says_whose_mock_it_will_be_and_when_it_would_end(desk: Browser) -> None:
    page = desk.get("/multiple-choice/start")
    assert "Sitting it Amira Osei" in page.main
    assert "Would end at 10:00 if you start now" in page.main


def test_the_start_page_counts_extra_time_into_the_end(world: World, browse: Callable[[], Browser]) -> None:
    browser = browse()
    browser.sign_in(world.apprentice("Ben Ode", extra_percent=25))
    assert "Would end at 10:15" in browser.get("/multiple-choice/start").main


def test_looking_at_the_start_page_starts_nothing(world: World, desk: Browser, amira: Known) -> None:
    desk.get("/multiple-choice/start")
    assert desk.get("/multiple-choice/").link("Sit a mock") == "/multiple-choice/start"


def test_pressing_start_twice_leads_to_the_same_mock(desk: Browser, amira: Known) -> None:
    page = desk.get("/multiple-choice/start")
    desk.submit(page, button=sitting.START.format(amira.name))
    first = desk.follow().address
    desk.submit(page, button=sitting.START.format(amira.name))
    assert desk.follow().address == first


def test_a_running_mock_stands_first_on_the_overview(desk: Browser, mock: int, clock: FakeClock) -> None:
    clock.advance(timedelta(minutes=19))
    page = desk.get("/multiple-choice/")
    assert "Your mock is running. 41 min left." in page.main
    assert page.link("Continue") == f"/multiple-choice/{mock}"


def test_while_a_mock_runs_another_cannot_be_started(desk: Browser, mock: int) -> None:
    assert desk.get("/multiple-choice/start", expect=302).location == f"/multiple-choice/{mock}"


def test_the_result_stands_in_the_history(desk: Browser, world: World, amira: Known, mock: int) -> None:
    sitting.answer_all(world, amira, mock, right=range(1, 28))
    world.finish(amira, mock)
    assert desk.get("/multiple-choice/").rows("Mocks you handed in") == [
        ["23 November 2026 at 09:00", "27 of 40", "A pass"]
    ]


def test_the_newest_result_leads_the_history(
    desk: Browser, world: World, amira: Known, clock: FakeClock
) -> None:
    for right in (10, 33):
        clock.advance(timedelta(minutes=1))
        sitting.handed_in(world, amira, right=range(1, right + 1))
    marks = [row[1] for row in desk.get("/multiple-choice/").rows("Mocks you handed in")]
    assert marks == ["33 of 40", "10 of 40"]
