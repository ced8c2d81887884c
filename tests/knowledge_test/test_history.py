"""The history on the overview of part 1: short at first, whole when asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.build import FakeClock, Known, World
from tests.knowledge_test import sitting
from tests.page import Browser

CAPTION = "Mocks you handed in"


@pytest.fixture
def thirteen(world: World, amira: Known, clock: FakeClock) -> None:
    """Thirteen mocks: eleven failed, then a pass, then a distinction."""
    for right in [1] * 11 + [24, 32]:
        clock.advance(timedelta(minutes=1))
        sitting.handed_in(world, amira, right=range(1, right + 1))


def test_one_line_says_how_many_there_are_and_how_they_ended(desk: Browser, thirteen: None) -> None:
    said = "13 mocks handed in: 1 distinction, 1 pass, 11 not yet a pass. The newest 10 are shown."
    assert said in desk.get("/multiple-choice/").main


def test_only_the_newest_ten_are_listed_at_first(desk: Browser, thirteen: None) -> None:
    marks = [row[1] for row in desk.get("/multiple-choice/").rows(CAPTION)]
    assert marks == ["32 of 40", "24 of 40", *["1 of 40"] * 8]


def test_a_link_shows_all(desk: Browser, thirteen: None) -> None:
    page = desk.get(desk.get("/multiple-choice/").link("Show all 13"))
    assert len(page.rows(CAPTION)) == 13
    assert "Show all" not in page.main


def test_a_short_history_has_no_such_link(desk: Browser, world: World, amira: Known) -> None:
    sitting.handed_in(world, amira, right=[1])
    page = desk.get("/multiple-choice/")
    assert "1 mock handed in: 1 not yet a pass." in page.main
    assert "Show all" not in page.main


def test_the_trend_stands_below_from_the_second_mock_on(
    desk: Browser, world: World, amira: Known, clock: FakeClock
) -> None:
    sitting.handed_in(world, amira, right=[1])
    assert "How your marks went" not in desk.get("/multiple-choice/").main
    clock.advance(timedelta(minutes=1))
    sitting.handed_in(world, amira, right=[1, 2])
    rows = desk.get("/multiple-choice/").rows("Your mocks, oldest to newest")
    assert [row[2] for row in rows] == ["Marks 1 of 40", "Marks 2 of 40"]


def test_no_mock_is_this_one_on_a_page_about_all_of_them(
    desk: Browser, world: World, amira: Known, clock: FakeClock, thirteen: None
) -> None:
    main = desk.get("/multiple-choice/").main
    assert "this mock" not in main.lower()
    assert "The mock on this page" not in main
