"""Marking a multiple-choice paper: one mark a question, nothing taken off."""

from __future__ import annotations

from itertools import permutations

import pytest

from app.knowledge_test.rules.marking import Answered, Key, Verdict, chosen_letter, is_place, mark, worth

KEYS = {"WK1-001/1": Key("C", "WK1", ("WK1",)), "WK2-001/2": Key("A", "WK2", ("WK2", "WS2"))}


def verdict(arrangement: str, place: str, item: str = "WK1-001/1") -> Verdict:
    return mark([Answered(1, item, arrangement, place)], KEYS)[0]


@pytest.mark.parametrize("order", list(permutations("ABCD")), ids="".join)
def test_the_right_option_is_right_wherever_it_was_shown(order: tuple[str, ...]) -> None:
    shown = "".join(order)
    right = [place for place in "1234" if verdict(shown, place) is Verdict.RIGHT]
    assert right == [str(shown.index("C") + 1)]


@pytest.mark.parametrize("place", "124")
def test_every_other_option_is_wrong(place: str) -> None:
    assert verdict("ABCD", place) is Verdict.WRONG


def test_no_answer_is_unanswered() -> None:
    assert verdict("ABCD", "") is Verdict.UNANSWERED


def test_each_question_is_marked_by_its_own_key_in_the_order_of_the_paper() -> None:
    paper = [
        Answered(1, "WK2-001/2", "DCBA", "4"),
        Answered(2, "WK1-001/1", "DCBA", "1"),
        Answered(3, "WK1-001/1", "DCBA", ""),
    ]
    assert mark(paper, KEYS) == [Verdict.RIGHT, Verdict.WRONG, Verdict.UNANSWERED]


def ruled(letters: str, place: str) -> Verdict:
    """The verdict where C was the key and it was decided otherwise."""
    key = Key("C", "WK1", ("WK1",), ruled=letters)
    return mark([Answered(1, "WK1-001/1", "DBAC", place)], {"WK1-001/1": key})[0]


@pytest.mark.parametrize(
    ("letters", "right"), [("B", ["2"]), ("BC", ["2", "4"]), ("A", ["3"]), ("ABCD", ["1", "2", "3", "4"])]
)
def test_what_was_decided_counts_instead_of_the_key(letters: str, right: list[str]) -> None:
    assert [place for place in "1234" if ruled(letters, place) is Verdict.RIGHT] == right


@pytest.mark.parametrize("place", ["", "1", "2", "3", "4"])
def test_a_question_that_is_set_aside_is_so_whatever_was_answered(place: str) -> None:
    assert ruled("", place) is Verdict.SET_ASIDE


def test_no_answer_stays_unanswered_whatever_counts_as_right() -> None:
    assert ruled("ABCD", "") is Verdict.UNANSWERED


@pytest.mark.parametrize(
    ("verdict", "marks"),
    [
        (Verdict.RIGHT, (1, 1)),
        (Verdict.WRONG, (0, 1)),
        (Verdict.UNANSWERED, (0, 1)),
        (Verdict.SET_ASIDE, (0, 0)),
    ],
)
def test_a_verdict_is_worth_marks_of_those_to_be_had(verdict: Verdict, marks: tuple[int, int]) -> None:
    assert worth(verdict) == marks


def test_an_empty_paper_has_no_verdicts() -> None:
    assert mark([], KEYS) == []


def test_the_letter_of_a_place_is_the_authors() -> None:
    assert [chosen_letter("BDAC", place) for place in ("1", "2", "3", "4", "")] == ["B", "D", "A", "C", ""]


@pytest.mark.parametrize("value", ["", "1", "2", "3", "4"])
def test_a_place_as_shown_or_none_can_be_an_answer(value: object) -> None:
    assert is_place(value)


@pytest.mark.parametrize(
    "value", ["0", "5", "-1", "12", "A", " 1", "1 ", "١", "½", 1, 0, True, None, 1.0, [], ["1"], {}, b"1"]
)
def test_nothing_else_can_be_an_answer(value: object) -> None:
    assert not is_place(value)
