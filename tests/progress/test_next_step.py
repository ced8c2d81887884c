"""The one next step of an apprentice."""

from __future__ import annotations

import pytest

from app.progress.rules.next_step import Standing, Step, Topic, next_step

WEAK = Topic("WK4", "OPCS-4", 5, 12)
WEAKER = Topic("WK2", "Terminology", 1, 4)
GOOD = Topic("WK1", "Anatomy", 9, 12)
PART_2 = {"cases": 1, "case_mocks": 1}
SELDOM = Topic("WK6", "Uses", 0, 3)


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (Standing(), Step.TRY),
        (Standing(practised=True), Step.BEGIN),
        (Standing(waits=True), Step.GO_ON),
        (Standing(mocks=1), Step.CASE),
        (Standing(mocks=1, cases=2), Step.CASE_MOCK),
        (Standing(mocks=1, case_mocks=1), Step.MOCK),
        (Standing(mocks=1, case_waits=True, topics=[WEAK]), Step.GO_ON_CASE),
        (Standing(mocks=1, topics=[WEAK], **PART_2), Step.PRACTISE),
        (Standing(mocks=1, waits=True, topics=[WEAK]), Step.GO_ON),
        (Standing(mocks=1, topics=[WEAK]), Step.PRACTISE),
        (Standing(mocks=1, practised=True, topics=[WEAK]), Step.PRACTISE),
        (Standing(mocks=1, practised=True, since_mock=True, topics=[WEAK], **PART_2), Step.MOCK),
        (Standing(mocks=1, topics=[GOOD], **PART_2), Step.MOCK),
        (Standing(mocks=1, topics=[SELDOM], **PART_2), Step.MOCK),
        (Standing(running=True, waits=True, mocks=1, topics=[WEAK]), Step.CONTINUE),
        (Standing(running=True, over=True, waits=True), Step.HAND_IN),
    ],
)
def test_what_comes_next(standing: Standing, step: Step) -> None:
    assert next_step(standing).step is step


def test_the_weakest_topic_is_the_reason() -> None:
    assert next_step(Standing(mocks=1, topics=[WEAK, GOOD, WEAKER, SELDOM])).weakest == WEAKER


def test_of_two_equally_weak_topics_the_one_asked_more_often_is_the_reason() -> None:
    twice = Topic("WK3", "ICD-10", 2, 8)
    assert next_step(Standing(mocks=1, topics=[WEAKER, twice])).weakest == twice


@pytest.mark.parametrize(("correct", "step"), [(6, Step.MOCK), (5, Step.PRACTISE)])
def test_a_topic_is_weak_below_the_pass_mark_of_the_plan(correct: int, step: Step) -> None:
    topic = Topic("WK1", "Anatomy", correct, 10)
    assert next_step(Standing(mocks=1, topics=[topic], pass_percent=60, **PART_2)).step is step
