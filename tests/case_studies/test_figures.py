"""How marks are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case_studies.rules.entering import CodeLine, Coding
from app.case_studies.rules.figures import in_words, percent, with_halves
from app.case_studies.rules.marking import Score


@pytest.mark.parametrize(
    ("correct", "of", "said"), [(11, 14, 79), (1, 8, 13), (0, 3, 0), (3, 3, 100), (1, 3, 33)]
)
def test_per_cent_is_the_nearest_whole_one(correct: int, of: int, said: int) -> None:
    assert percent(correct, of) == said


@pytest.mark.parametrize(
    ("correct", "of", "limits", "said"), [(199, 200, [], 99), (159, 200, [80], 79), (160, 200, [80], 80)]
)
def test_a_limit_that_was_missed_never_looks_reached(
    correct: int, of: int, limits: list[int], said: int
) -> None:
    assert percent(correct, of, limits) == said


@given(of=st.integers(1, 300), limit=st.integers(0, 100), data=st.data())
def test_a_limit_is_said_to_be_reached_exactly_where_it_is(of: int, limit: int, data: st.DataObject) -> None:
    correct = data.draw(st.integers(0, of))
    said = percent(correct, of, [limit])
    assert (said >= limit) == (100 * correct >= limit * of)


@pytest.mark.parametrize(
    ("score", "said"),
    [(Score(11, 14, 14), "12½"), (Score(11, 14, 13), "12"), (Score(0, 3, 1), "½"), (Score(0, 3, 0), "0")],
)
def test_the_right_category_is_half_a_mark(score: Score, said: str) -> None:
    assert with_halves(score) == said


@pytest.mark.parametrize(
    ("coding", "said"),
    [
        (Coding(), "cleared"),
        (Coding((CodeLine("I10"), CodeLine("G56.0"))), "diagnoses I10, G56.0; no procedures"),
        (Coding((), (CodeLine("A65.1"),)), "no diagnoses; procedures A65.1"),
    ],
)
def test_a_stored_answer_is_told_in_a_row(coding: Coding, said: str) -> None:
    assert in_words(coding.text()) == said


def test_an_answer_that_is_none_is_no_fault() -> None:
    assert in_words("{") == "could not be read"
