"""What a judgement consists of, and how marks become a grade. Pure; integers only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

OVERALL, TOPIC, KSB = "overall", "topic", "ksb"
ACCURACY, RIGHT_CATEGORY, CHAPTER = "accuracy", "right category", "chapter"


class Grade(StrEnum):
    """The grade of one part."""

    FAIL = "fail"
    PASS = "pass"  # noqa: S105 - not a password
    DISTINCTION = "distinction"

    @property
    def words(self) -> str:
        """As it stands in a sentence: '27 of 40: …'."""
        return {"fail": "not yet a pass", "pass": "a pass", "distinction": "a distinction"}[self.value]

    def counted(self, number: int) -> str:
        """So many of them: '2 passes'."""
        many = {"fail": "not yet a pass", "pass": "passes", "distinction": "distinctions"}
        return f"{number} {self.words.removeprefix('a ') if number == 1 else many[self.value]}"


@dataclass(frozen=True)
class ScoreLine:
    """Marks won (`correct`) of those to be had (`of`) under one heading.

    axis: overall, topic, ksb, …; key: which one; label: its title when it was marked.
    """

    axis: str
    key: str
    label: str
    correct: int
    of: int


@dataclass(frozen=True)
class ItemMark:
    """The mark of one slot. item: the immutable version that was asked; verdict: a word of the part's own.

    detail: what else the part has to say of it, in a form of its own; "" where the verdict says all.
    """

    slot: int
    item: str
    verdict: str
    correct: int
    of: int
    detail: str = ""


@dataclass(frozen=True)
class Thresholds:
    """Marks needed, as whole marks of this very paper."""

    pass_mark: int
    distinction_mark: int


@dataclass(frozen=True)
class Judgement:
    """Everything a part's marking decides about one piece of work."""

    lines: tuple[ScoreLine, ...]
    items: tuple[ItemMark, ...]
    thresholds: Thresholds | None = None

    @property
    def overall(self) -> ScoreLine:
        """The line of the whole."""
        return next(line for line in self.lines if line.axis == OVERALL)

    @property
    def grade(self) -> Grade | None:
        """The grade, where the work is graded at all."""
        return grade(self.overall.correct, self.thresholds) if self.thresholds else None


def thresholds(of: int, pass_percent: int, distinction_percent: int) -> Thresholds:
    """The fewest whole marks of `of` that reach each percentage: 60 % of 41 is 25, never 24.6."""
    return Thresholds(-(-of * pass_percent // 100), -(-of * distinction_percent // 100))


def needed_of(of: int, pass_percent: int | None, distinction_percent: int | None) -> Thresholds | None:
    """The thresholds of a paper of `of` marks; None where it is not graded or nothing can be had."""
    if not of or pass_percent is None or distinction_percent is None:
        return None
    return thresholds(of, pass_percent, distinction_percent)


def grade(correct: int, needed: Thresholds) -> Grade:
    """The grade for `correct` marks."""
    if correct >= needed.distinction_mark:
        return Grade.DISTINCTION
    return Grade.PASS if correct >= needed.pass_mark else Grade.FAIL


def summed(axis: str, marks: Iterable[tuple[str, str, ItemMark]]) -> tuple[ScoreLine, ...]:
    """Score lines of one axis from (key, label, mark), in order of first appearance."""
    totals: dict[str, tuple[str, int, int]] = {}
    for key, label, mark in marks:
        _, correct, of = totals.get(key, (label, 0, 0))
        totals[key] = (label, correct + mark.correct, of + mark.of)
    return tuple(ScoreLine(axis, key, label, correct, of) for key, (label, correct, of) in totals.items())
