"""How the marks of one's mocks went: from the second mock on, as a picture with its table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import pytest

from app.knowledge_test.queries.results import PastMock
from app.knowledge_test.queries.trend import MARGIN, MOST_DRAWN, Trend
from app.knowledge_test.rules.practising import Wish
from app.results.models import Result
from app.results.rules.judging import Grade
from tests.build import FakeClock, Known, World
from tests.databases import NINE_ON_MONDAY
from tests.knowledge_test import sitting
from tests.page import Browser, Page
from tests.page_text import words

CAPTION = "Your mocks, oldest to newest"


def past(*marks: int, of: int = 40, needed: int | None = 24) -> list[PastMock]:
    """A history of mocks with these marks, given from the oldest to the newest."""
    results = [Result(correct=one, of=of, pass_mark=needed, distinction_mark=needed) for one in marks]
    found = [PastMock(place, NINE_ON_MONDAY, one) for place, one in enumerate(results, start=1)]
    return found[::-1]


def sat(world: World, clock: FakeClock, known: Known, marks: Sequence[int]) -> list[int]:
    """Mocks sat one after the other, a minute apart; their ids."""
    found = []
    for right in marks:
        clock.advance(timedelta(minutes=1))
        found.append(sitting.handed_in(world, known, right=range(1, right + 1)))
    return found


def picture(page: Page) -> list[str]:
    """The words in the picture, in order."""
    (found,) = [one for one in page.elements() if one.get("aria-labelledby") == "trend-title"]
    return [words(one) for one in found.iter() if one.tag.endswith("}text")]


def test_the_points_go_from_the_oldest_to_the_newest_and_from_left_to_right() -> None:
    points = Trend.of(past(10, 30, 20)).points
    assert [point.percent for point in points] == [25, 75, 50]
    assert MARGIN < points[0].x < points[1].x < points[2].x < 100


def test_a_per_cent_that_misses_a_limit_by_a_hair_is_never_rounded_up_to_it() -> None:
    assert Trend.of(past(598, of=1000)).points[0].percent == 59


def test_papers_of_different_length_are_compared_by_their_share() -> None:
    mixed = [*past(20), *past(20, of=80, needed=48)]
    assert [point.share for point in Trend.of(mixed).points] == [Fraction(1, 4), Fraction(1, 2)]


def test_only_the_newest_are_drawn_and_keep_their_numbers() -> None:
    trend = Trend.of(past(*range(30)))
    assert [point.number for point in trend.points] == list(range(19, 31))
    assert (len(trend.points), trend.total) == (MOST_DRAWN, 30)


def test_a_line_is_one_stretch_over_the_whole_width_while_the_same_is_needed() -> None:
    (line,) = Trend.of(past(10, 20, 30)).passing
    assert (line.start, line.end, line.share) == (0, 100, Fraction(24, 40))


def test_a_line_moves_where_a_new_plan_asks_for_more() -> None:
    first, second = Trend.of([*past(20, needed=30), *past(20)]).passing
    assert (first.share, second.share) == (Fraction(24, 40), Fraction(30, 40))
    assert first.end == second.start


def test_without_a_grade_there_is_no_line() -> None:
    assert Trend.of(past(10, 20, needed=None)).passing == ()


def test_a_mock_older_than_those_drawn_is_known_to_be_missing() -> None:
    history = past(*range(30))
    assert Trend.of(history, here=2).lacks_here
    assert not Trend.of(history, here=30).lacks_here


def test_grades_are_counted_over_all_mocks_the_best_first() -> None:
    history = past(*range(30))
    for place, mock in enumerate(history):
        mock.result.grade = Grade.PASS if place else Grade.DISTINCTION
    assert Trend.of(history).grades == ("1 distinction", "29 passes")


def test_after_the_first_mock_there_is_no_trend(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    (first,) = sat(world, clock, amira, [10])
    assert "Your mocks so far" not in sitting.result(desk, first).main


def test_from_the_second_mock_on_the_table_tells_of_each(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    _, second = sat(world, clock, amira, [27, 33])
    assert sitting.result(desk, second).rows(CAPTION) == [
        [
            "Mock 1",
            "Handed in 23 November 2026 at 09:01",
            "Marks 27 of 40",
            "Per cent 67 %",
            "Grade A pass",
            "Pass mark 24 of 40",
        ],
        [
            "Mock 2 (this mock)",
            "Handed in 23 November 2026 at 09:02",
            "Marks 33 of 40",
            "Per cent 82 %",
            "Grade A distinction",
            "Pass mark 24 of 40",
        ],
    ]


def test_the_picture_has_each_figure_its_lines_and_a_word_for_this_mock(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    first, _ = sat(world, clock, amira, [27, 33])
    named = ["100 %", "0 %", "Mock", "Distinction", "Pass"]
    assert picture(sitting.result(desk, first)) == [*named, "67", "1", "This mock", "82", "2"]


def test_the_picture_is_described_by_its_figures(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    _, second = sat(world, clock, amira, [27, 33])
    (told,) = [one for one in sitting.result(desk, second).elements() if one.get("id") == "trend-desc"]
    assert words(told).startswith("67, 82.")


def test_only_this_mock_has_a_shape_of_its_own(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    first, *_ = sat(world, clock, amira, [27, 33, 12])
    page = sitting.result(desk, first)
    shapes = [len(page.elements(class_=name)) for name in ("cr-trend__here", "cr-trend__dot")]
    assert shapes == [1, 2]


def test_of_many_mocks_it_says_that_the_newest_are_shown(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    first, *_ = sat(world, clock, amira, [1] * 13)
    page = sitting.result(desk, first)
    assert "The newest 12 of your 13 mocks. The mock on this page is older than these." in page.main
    assert [row[0] for row in page.rows(CAPTION)] == [f"Mock {number}" for number in range(2, 14)]


def test_practice_never_enters_it(desk: Browser, world: World, clock: FakeClock, amira: Known) -> None:
    first, _ = sat(world, clock, amira, [27, 33])
    practice = world.practise(amira, Wish())
    page = desk.get(f"/multiple-choice/practice/{practice}/questions/1")
    desk.submit(page, {"value": "1"}, button="Check my answer")
    world.finish(amira, practice)
    assert len(sitting.result(desk, first).rows(CAPTION)) == 2


@pytest.mark.parametrize("place", [0, 1])
def test_the_other_mocks_are_one_step_away(
    desk: Browser, world: World, clock: FakeClock, amira: Known, place: int
) -> None:
    both = sat(world, clock, amira, [27, 33])
    page = sitting.result(desk, both[place])
    other = both[1 - place]
    assert f"/multiple-choice/{other}/result" in [link.href for link in page.links]


def test_nobody_elses_mocks_are_in_it(desk: Browser, world: World, clock: FakeClock, amira: Known) -> None:
    sat(world, clock, world.apprentice("Ben Ode"), [5, 6])
    (only,) = sat(world, clock, amira, [27])
    assert "Your mocks so far" not in sitting.result(desk, only).main
