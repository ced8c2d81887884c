"""The one thing an apprentice should do next, and why. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

FEWEST_ASKED = 4  # a topic asked less often says nothing yet


class Step(StrEnum):
    """What to do next; the page knows the words and the address of each."""

    CONTINUE = "continue"  # a mock is running
    HAND_IN = "hand-in"  # a mock is over its time and not handed in
    TRY = "try"  # first visit: a few questions without a clock
    BEGIN = "begin"  # the first mock
    GO_ON = "go-on"  # practice was begun and waits
    PRACTISE = "practise"  # a topic is weak
    CASE = "case"  # code a first case
    GO_ON_CASE = "go-on-case"  # a case was begun and waits
    CASE_MOCK = "case-mock"  # the first mock of part 2
    MOCK = "mock"  # sit another mock


@dataclass(frozen=True)
class Topic:
    """How somebody did lately in one topic. key: its id."""

    key: str
    label: str
    correct: int
    of: int


@dataclass(frozen=True)
class Standing:
    """Where somebody is.

    running: a mock was started and not handed in; over: its time has run out. mocks: how many were handed
    in and may be seen. practised: whether any practice was ended; since_mock: one after the newest mock.
    waits: practice was begun and not ended. topics: the newest answers. pass_percent: of the plan.
    All that in part 1. cases, case_mocks: practised and handed in of part 2; case_waits: a case was begun.
    """

    running: bool = False
    over: bool = False
    mocks: int = 0
    practised: bool = False
    since_mock: bool = False
    waits: bool = False
    topics: Sequence[Topic] = ()
    pass_percent: int = 60
    cases: int = 0
    case_mocks: int = 0
    case_waits: bool = False


@dataclass(frozen=True)
class NextStep:
    """The step and, where there is one, the topic that is its reason."""

    step: Step
    weakest: Topic | None = None


def next_step(standing: Standing) -> NextStep:
    """A running mock beats all; then practice that waits; then the first mock, after a few questions to try.

    After a mock its weakest topic is practised first, if it is below the pass mark; then comes part 2, a case
    first and then a mock of it; then another mock.
    """
    if standing.running:
        return NextStep(Step.HAND_IN if standing.over else Step.CONTINUE)
    if standing.waits:
        return NextStep(Step.GO_ON)
    if standing.case_waits:
        return NextStep(Step.GO_ON_CASE)
    if standing.mocks == 0:
        return NextStep(Step.BEGIN if standing.practised else Step.TRY)
    weakest = _weakest(standing.topics, standing.pass_percent)
    if weakest is not None and not standing.since_mock:
        return NextStep(Step.PRACTISE, weakest)
    return NextStep(_of_part_2(standing) or Step.MOCK)


def _of_part_2(standing: Standing) -> Step | None:
    if standing.case_mocks:
        return None
    return Step.CASE_MOCK if standing.cases else Step.CASE


def _weakest(topics: Sequence[Topic], pass_percent: int) -> Topic | None:
    lacking = [
        topic
        for topic in topics
        if topic.of >= FEWEST_ASKED and topic.correct * 100 < topic.of * pass_percent
    ]
    return min(lacking, key=lambda topic: (Fraction(topic.correct, topic.of), -topic.of), default=None)
