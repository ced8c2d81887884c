"""How marks become a grade; integers only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.results.rules.judging import (
    KSB,
    OVERALL,
    TOPIC,
    Grade,
    ItemMark,
    Judgement,
    ScoreLine,
    Thresholds,
    grade,
    summed,
    thresholds,
)


@pytest.mark.parametrize(
    ("of", "percent", "needed"),
    [(40, 60, 24), (41, 60, 25), (40, 80, 32), (3, 50, 2), (1, 1, 1), (7, 100, 7), (30, 80, 24), (0, 60, 0)],
)
def test_the_pass_mark_is_the_fewest_whole_marks_that_reach_the_percentage(
    of: int, percent: int, needed: int
) -> None:
    assert thresholds(of, percent, 100).pass_mark == needed


def test_the_distinction_mark_is_found_in_the_same_way() -> None:
    assert thresholds(41, 60, 80) == Thresholds(25, 33)


@given(st.integers(1, 500), st.integers(1, 100))
def test_one_mark_less_would_never_reach_the_percentage(of: int, percent: int) -> None:
    needed = thresholds(of, percent, percent).pass_mark
    assert (needed - 1) * 100 < of * percent <= needed * 100


@pytest.mark.parametrize(
    ("correct", "expected"),
    [
        (0, Grade.FAIL),
        (23, Grade.FAIL),
        (24, Grade.PASS),
        (31, Grade.PASS),
        (32, Grade.DISTINCTION),
        (40, Grade.DISTINCTION),
    ],
)
def test_the_grade_turns_at_exactly_its_marks(correct: int, expected: Grade) -> None:
    assert grade(correct, Thresholds(24, 32)) is expected


@pytest.mark.parametrize(
    ("which", "words"),
    [(Grade.FAIL, "not yet a pass"), (Grade.PASS, "a pass"), (Grade.DISTINCTION, "a distinction")],
)
def test_a_grade_has_words_for_a_sentence(which: Grade, words: str) -> None:
    assert which.words == words


def item(slot: int, correct: int, of: int = 1) -> ItemMark:
    return ItemMark(slot, f"WK1-{slot:03}/1", "right" if correct else "wrong", correct, of)


def test_marks_of_one_heading_are_summed_in_order_of_first_appearance() -> None:
    marks = [("WK2", "Two", item(1, 1)), ("WK1", "One", item(2, 0)), ("WK2", "Two", item(3, 0))]
    assert summed(TOPIC, marks) == (
        ScoreLine(TOPIC, "WK2", "Two", 1, 2),
        ScoreLine(TOPIC, "WK1", "One", 0, 1),
    )


def test_a_mark_may_count_under_several_headings() -> None:
    one = item(1, 1)
    lines = summed(KSB, [("WK1", "One", one), ("WS1", "Other", one)])
    assert [(line.key, line.correct, line.of) for line in lines] == [("WK1", 1, 1), ("WS1", 1, 1)]


def test_marks_of_several_points_are_summed_by_their_points() -> None:
    assert summed(TOPIC, [("A", "A", item(1, 2, 5)), ("A", "A", item(2, 3, 4))])[0].of == 9


def test_nothing_summed_is_no_line() -> None:
    assert summed(TOPIC, []) == ()


OVERALL_LINE = ScoreLine(OVERALL, "all", "Paper", 24, 40)


def test_a_judgement_is_graded_by_its_overall_line() -> None:
    lines = (ScoreLine(TOPIC, "WK1", "One", 40, 40), OVERALL_LINE)
    assert Judgement(lines, (), Thresholds(24, 32)).grade is Grade.PASS


def test_work_without_thresholds_has_no_grade() -> None:
    assert Judgement((OVERALL_LINE,), ()).grade is None


@pytest.mark.parametrize(
    ("grade", "number", "words"),
    [
        (Grade.PASS, 1, "1 pass"),
        (Grade.PASS, 3, "3 passes"),
        (Grade.DISTINCTION, 2, "2 distinctions"),
        (Grade.FAIL, 2, "2 not yet a pass"),
    ],
)
def test_grades_are_counted_in_words(grade: Grade, number: int, words: str) -> None:
    assert grade.counted(number) == words
