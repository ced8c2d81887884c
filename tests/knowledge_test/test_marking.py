"""Marking a multiple-choice paper: one mark a question, nothing taken off."""

from __future__ import annotations

from itertools import permutations

import pytest

from app.knowledge_test.rules.marking import Answered, Key, Verdict, chosen_letter, is_place, mark

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
