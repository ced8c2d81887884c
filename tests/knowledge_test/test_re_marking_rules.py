"""What may be decided about a question, and whose marks it changes."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge_test.rules.re_marking import Change, Decision, Policy, Score, change, checked, listed
from app.outcomes import BadInput
from app.results.rules.judging import Grade, grade, thresholds

RAISE, BOTH = Policy.RAISE_ONLY, Policy.BOTH_WAYS
ASKED = Decision("WK3-001/2", "B", RAISE, "The standard changed", "Mary Hale")
ORDER = [Grade.FAIL, Grade.PASS, Grade.DISTINCTION]

scores = st.integers(1, 60).flatmap(lambda of: st.builds(Score, st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("old", "new", "policy", "what"),
    [
        (Score(26, 40), Score(27, 40), RAISE, Change.UP),
        (Score(26, 40), Score(27, 40), BOTH, Change.UP),
        (Score(26, 40), Score(25, 40), RAISE, Change.KEPT),
        (Score(26, 40), Score(25, 40), BOTH, Change.DOWN),
        (Score(26, 40), Score(26, 40), RAISE, Change.NONE),
        (Score(26, 40), Score(26, 40), BOTH, Change.NONE),
        (Score(26, 40), Score(26, 39), RAISE, Change.UP),  # a wrong one was set aside
        (Score(26, 40), Score(25, 39), RAISE, Change.KEPT),  # a right one was
        (Score(26, 40), Score(25, 39), BOTH, Change.DOWN),
        (Score(40, 40), Score(39, 39), RAISE, Change.KEPT),
        (Score(40, 40), Score(39, 39), BOTH, Change.LEVEL),
        (Score(0, 40), Score(0, 39), BOTH, Change.LEVEL),
        (Score(1, 1), Score(0, 0), RAISE, Change.KEPT),
        (Score(0, 0), Score(1, 1), RAISE, Change.UP),
    ],
)
def test_what_marking_again_does(old: Score, new: Score, policy: Policy, what: Change) -> None:
    assert change(old, new, policy) is what


@pytest.mark.parametrize(
    ("what", "recorded"),
    [
        (Change.UP, True),
        (Change.DOWN, True),
        (Change.LEVEL, True),
        (Change.KEPT, False),
        (Change.NONE, False),
    ],
)
def test_what_gets_a_new_result(what: Change, recorded: bool) -> None:
    assert what.is_recorded is recorded


@given(scores, scores)
def test_raise_only_never_lowers_a_share(old: Score, new: Score) -> None:
    if change(old, new, RAISE).is_recorded:
        assert new.share > old.share


@given(scores, scores)
def test_both_ways_records_whatever_differs(old: Score, new: Score) -> None:
    assert change(old, new, BOTH).is_recorded is (old != new)


@given(scores, scores, st.integers(1, 100), st.integers(0, 100))
def test_a_share_that_does_not_fall_never_loses_a_grade(
    old: Score, new: Score, passing: int, more: int
) -> None:
    low, high = sorted((old, new), key=lambda one: one.share)
    distinction = min(100, passing + more)
    grades = [
        ORDER.index(grade(one.correct, thresholds(one.of, passing, distinction))) for one in (low, high)
    ]
    assert grades == sorted(grades)


def test_letters_are_put_in_order_without_repeats() -> None:
    assert checked(dataclasses.replace(ASKED, right="cbB"), "ABCD").right == "BC"


def test_no_letter_sets_the_question_aside() -> None:
    assert checked(dataclasses.replace(ASKED, right=""), "ABCD").right == ""


def test_a_letter_that_is_no_option_is_named_beside_those_that_are() -> None:
    with pytest.raises(BadInput, match="WK3-001/2 has the options A, B and C, not D or E") as refused:
        checked(dataclasses.replace(ASKED, right="AED"), "CBA")
    assert refused.value.field == "right"


@pytest.mark.parametrize("field", ["reason", "approved_by"])
@pytest.mark.parametrize("text", ["", "  ", "x" * 401, "a\0b", "a\u200bb"])
def test_without_words_that_can_be_read_nothing_is_decided(field: str, text: str) -> None:
    with pytest.raises(BadInput, match="in at most") as refused:
        checked(dataclasses.replace(ASKED, **{field: text}), "ABCD")
    assert refused.value.field == field


@pytest.mark.parametrize("field", ["reason", "approved_by"])
def test_white_space_is_made_single(field: str) -> None:
    made = checked(dataclasses.replace(ASKED, **{field: " two \n words "}), "ABCD")
    assert getattr(made, field) == "two words"


def test_a_name_is_no_longer_than_its_column() -> None:
    with pytest.raises(BadInput, match="120 characters"):
        checked(dataclasses.replace(ASKED, approved_by="x" * 121), "ABCD")


@pytest.mark.parametrize(
    ("right", "words"),
    [
        ("", "is set aside: it counts neither as right nor as wrong"),
        ("B", "B counts as right"),
        ("BC", "B and C count as right"),
        ("ABC", "A, B and C count as right"),
    ],
)
def test_a_decision_in_words(right: str, words: str) -> None:
    assert dataclasses.replace(ASKED, right=right).words == words


def test_one_word_alone_is_listed_as_it_is() -> None:
    assert listed(["A"]) == "A"
