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
    BEGIN = "begin"  # first visit: nothing sat yet
    MOCK = "mock"  # sit another mock


@dataclass(frozen=True)
class Topic:
    """How somebody did lately in one topic."""

    label: str
    correct: int
    of: int


@dataclass(frozen=True)
class NextStep:
    """The step and, where there is one, the topic that is its reason."""

    step: Step
    weakest: Topic | None = None


def next_step(*, running: bool, over: bool, mocks: int, topics: Sequence[Topic]) -> NextStep:
    """A running mock beats all; then a first mock; then another one, with the weakest topic as reason.

    Args:
        running: a mock was started and not handed in. over: its time has run out.
        mocks: how many were handed in and may be seen.
        topics: marks by topic in the newest of them.
    """
    if running:
        return NextStep(Step.HAND_IN if over else Step.CONTINUE)
    if mocks == 0:
        return NextStep(Step.BEGIN)
    return NextStep(Step.MOCK, _weakest(topics))


def _weakest(topics: Sequence[Topic]) -> Topic | None:
    lacking = [topic for topic in topics if topic.of >= FEWEST_ASKED and topic.correct < topic.of]
    return min(lacking, key=lambda topic: (Fraction(topic.correct, topic.of), -topic.of), default=None)
