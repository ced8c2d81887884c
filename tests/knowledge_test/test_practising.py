"""What may be asked for in practice, and how it is spread over topics."""

from __future__ import annotations

import pytest

from app.knowledge_test.rules.practising import (
    LONGEST_TITLE,
    NUMBERS,
    Wish,
    own_pace,
    pace,
    seconds_taken,
    spread,
)

TITLES = {"WK1": "Anatomy", "WK2": "Terminology", "WK3": "ICD-10"}


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        (Wish(), "Practice: all topics"),
        (Wish(("WK1",)), "Practice: Anatomy"),
        (Wish(("WK1", "WK3")), "Practice: 2 topics"),
        (Wish(only_wrong=True), "Practice: what I got wrong"),
        (Wish(("WK2",), only_wrong=True), "Practice: what I got wrong in Terminology"),
        (Wish(("WK1", "WK2"), only_wrong=True), "Practice: what I got wrong in 2 topics"),
        (Wish(("WK9",)), "Practice: WK9"),
    ],
)
def test_practice_is_called_after_what_was_wished(wish: Wish, title: str) -> None:
    assert wish.title(TITLES) == title


def test_a_long_title_of_a_topic_still_fits() -> None:
    assert len(Wish(("WK1",)).title({"WK1": "x" * 400})) == LONGEST_TITLE


@pytest.mark.parametrize("wish", [Wish(), Wish(("WK1", "WK3"), only_wrong=True, number=20, timed=True)])
def test_a_wish_comes_back_from_what_an_attempt_keeps(wish: Wish) -> None:
    assert Wish.of_choices(wish.as_choices()) == wish


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("number", NUMBERS)
def test_as_many_questions_as_are_wished_are_taken(number: int, seed: int) -> None:
    taken = spread(number, {"WK1": 30, "WK2": 30, "WK3": 30}, {"WK1": 1, "WK2": 1, "WK3": 1}, seed)
    assert sum(taken.values()) == number


@pytest.mark.parametrize("seed", range(20))
def test_equal_shares_differ_by_one_at_most(seed: int) -> None:
    taken = spread(10, {"WK1": 30, "WK2": 30, "WK3": 30}, {"WK1": 1, "WK2": 1, "WK3": 1}, seed)
    assert sorted(taken.values()) == [3, 3, 4]


def test_a_whole_round_follows_the_shares() -> None:
    assert spread(8, {"WK1": 30, "WK3": 30}, {"WK1": 2, "WK3": 6}, seed=4) == {"WK1": 2, "WK3": 6}


def test_a_topic_that_runs_out_leaves_its_place_to_the_others() -> None:
    assert spread(10, {"WK1": 2, "WK2": 30}, {"WK1": 1, "WK2": 1}, seed=1) == {"WK1": 2, "WK2": 8}


def test_no_more_than_there_are_is_taken() -> None:
    assert spread(30, {"WK1": 2, "WK2": 3}, {"WK1": 1, "WK2": 1}, seed=1) == {"WK1": 2, "WK2": 3}


def test_where_there_is_nothing_nothing_is_taken() -> None:
    assert spread(5, {"WK3": 9}, {"WK1": 1, "WK2": 1}, seed=1) == {}


def test_the_seed_decides_which_topics_are_favoured() -> None:
    available = dict.fromkeys(TITLES, 30)
    shares = dict.fromkeys(TITLES, 1)
    one_each = {tuple(spread(1, available, shares, seed)) for seed in range(40)}
    assert one_each == {("WK1",), ("WK2",), ("WK3",)}


@pytest.mark.parametrize(("minutes", "questions", "seconds"), [(60, 40, 90), (75, 40, 113), (1, 7, 9)])
def test_the_pace_of_the_test_is_seconds_a_question_rounded_up(
    minutes: int, questions: int, seconds: int
) -> None:
    assert pace(minutes, questions) == seconds


def test_the_own_pace_is_the_average() -> None:
    assert own_pace([30, 60, 120]) == 70


def test_without_times_there_is_no_pace() -> None:
    assert own_pace([]) is None


@pytest.mark.parametrize(("told", "seconds"), [("0", 0), ("75", 75), ("3600", 3600)])
def test_seconds_of_a_page_are_taken(told: str, seconds: int) -> None:
    assert seconds_taken(told) == seconds


@pytest.mark.parametrize("told", ["", "-1", "1.5", "3601", "99999999999", "two", "٣"])
def test_what_cannot_be_seconds_is_none(told: str) -> None:
    assert seconds_taken(told) is None
