"""Drawing a paper: quotas, unseen questions first, everything decided by the seed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.knowledge_test.rules.drawing import LETTERS, Candidate, CannotFill, Drawn, draw, shortfall

QUOTAS = {"WK1": 3, "WK2": 2}
POOL = tuple(
    Candidate(f"{topic}-{number:03}/1", f"{topic}-{number:03}", topic)
    for topic, count in (("WK1", 9), ("WK2", 6), ("WK3", 4))
    for number in range(1, count + 1)
)


def questions(paper: tuple[Drawn, ...]) -> list[str]:
    return [drawn.item.split("/")[0] for drawn in paper]


def of_topic(topic: str) -> list[str]:
    return [one.question_id for one in POOL if one.topic == topic]


@given(st.integers(0, 2**31), st.lists(st.sampled_from([one.question_id for one in POOL]), max_size=40))
@settings(max_examples=50)
def test_the_quotas_are_exactly_met_whatever_was_met_before(seed: int, met: list[str]) -> None:
    assert Counter(name.split("-")[0] for name in questions(draw(QUOTAS, POOL, met, seed))) == QUOTAS


@given(st.integers(0, 2**31))
@settings(max_examples=50)
def test_no_question_is_asked_twice_in_a_paper(seed: int) -> None:
    paper = draw({"WK1": 9, "WK2": 6}, POOL, [], seed)
    assert len(set(questions(paper))) == 15


@given(st.integers(0, 2**31))
@settings(max_examples=50)
def test_the_options_of_every_question_are_the_four_letters_in_some_order(seed: int) -> None:
    assert all(sorted(one.arrangement) == list(LETTERS) for one in draw(QUOTAS, POOL, [], seed))


def test_the_same_seed_draws_the_same_paper() -> None:
    assert draw(QUOTAS, POOL, ["WK1-001"], 7) == draw(QUOTAS, POOL, ["WK1-001"], 7)


def test_the_order_in_which_the_bank_is_read_does_not_matter() -> None:
    assert draw(QUOTAS, POOL, [], 7) == draw(QUOTAS, tuple(reversed(POOL)), [], 7)


def test_different_seeds_draw_different_papers() -> None:
    assert len({draw(QUOTAS, POOL, [], seed) for seed in range(20)}) > 15


def test_different_seeds_choose_different_questions() -> None:
    assert len({frozenset(questions(draw(QUOTAS, POOL, [], seed))) for seed in range(20)}) > 5


def test_different_seeds_arrange_the_options_differently() -> None:
    assert len({draw({"WK2": 6}, POOL, [], seed)[0].arrangement for seed in range(50)}) > 10


def test_topics_are_mixed_in_the_paper() -> None:
    firsts = {questions(draw(QUOTAS, POOL, [], seed))[0].split("-")[0] for seed in range(20)}
    assert firsts == {"WK1", "WK2"}


@pytest.mark.parametrize("seed", range(10))
def test_questions_never_met_come_first(seed: int) -> None:
    met = of_topic("WK1")[:6]
    drawn = set(questions(draw({"WK1": 3}, POOL, met, seed)))
    assert drawn == set(of_topic("WK1")[6:])


@pytest.mark.parametrize("seed", range(10))
def test_then_those_met_least_often(seed: int) -> None:
    often, seldom = of_topic("WK1")[:7], of_topic("WK1")[7:]
    met = [*often, *often, *seldom]  # seldom, but only lately
    assert set(seldom) <= set(questions(draw({"WK1": 3}, POOL, met, seed)))


@pytest.mark.parametrize("seed", range(10))
def test_then_those_met_longest_ago(seed: int) -> None:
    met = list(reversed(of_topic("WK1")))
    assert set(questions(draw({"WK1": 3}, POOL, met, seed))) == set(met[:3])


def test_the_last_time_counts_and_not_the_first() -> None:
    first, second, third = of_topic("WK1")[:3]
    pool = [one for one in POOL if one.question_id in (first, second, third)]
    met = [first, second, second, first, third, third]
    assert questions(draw({"WK1": 1}, pool, met, 1)) == [second]


def test_a_topic_that_the_plan_does_not_ask_is_left_out() -> None:
    assert not set(of_topic("WK3")) & set(questions(draw(QUOTAS, POOL, [], 1)))


def test_a_bank_that_is_just_large_enough_is_drawn_whole() -> None:
    assert sorted(questions(draw({"WK3": 4}, POOL, [], 1))) == of_topic("WK3")


def test_a_paper_that_cannot_be_filled_says_what_every_topic_lacks() -> None:
    with pytest.raises(CannotFill) as refusal:
        draw({"WK1": 11, "WK2": 6, "WK3": 5, "WK9": 1}, POOL, [], 1)
    assert refusal.value.missing == {"WK1": 2, "WK3": 1, "WK9": 1}


def test_the_refusal_names_each_topic_and_number_in_words() -> None:
    with pytest.raises(CannotFill, match=r"^WK3 lacks 1, WK9 lacks 1$"):
        draw({"WK3": 5, "WK9": 1}, POOL, [], 1)


def test_nothing_is_short_when_every_quota_can_be_met() -> None:
    assert shortfall(QUOTAS, {"WK1": 3, "WK2": 9}) == {}
