"""Marking again after a key was changed or a question set aside: what it does, and to whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.outcomes import BadInput

LONGEST_REASON = 400
LONGEST_APPROVER = 120  # as long as the column that holds it


class Policy(StrEnum):
    """Whose finished work changes. What is handed in afterwards is marked by the ruling in any case."""

    RAISE_ONLY = "raise-only"  # nobody loses marks they were told they had
    BOTH_WAYS = "both-ways"


@dataclass(frozen=True)
class Decision:
    """What is decided about a version of a question.

    right: the author's letters of the options that count as right, in order; none: it is set aside.
    reason: read by everybody whose mark changes. approved_by: the name of who approved it.
    """

    item: str
    right: str
    policy: Policy
    reason: str
    approved_by: str

    @property
    def words(self) -> str:
        """What it says, for whoever knows the author's letters."""
        if not self.right:
            return "is set aside: it counts neither as right nor as wrong"
        if len(self.right) == 1:
            return f"{self.right} counts as right"
        return f"{listed(self.right)} count as right"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: A; A and B; A, B and C."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


def checked(asked: Decision, options: Iterable[str]) -> Decision:
    """A decision that can be kept, its words made tidy.

    Args:
        asked: as somebody typed it. options: the letters that the question has.

    Raises:
        BadInput: a letter is none of the question's, or there is no reason or approver.
    """
    letters = set(asked.right.upper())
    unknown = sorted(letters - set(options))
    if unknown:
        has, wanted = listed(sorted(options)), listed(unknown, "or")
        raise BadInput(f"{asked.item} has the options {has}, not {wanted}.", field="right")
    return Decision(
        item=asked.item,
        right="".join(sorted(letters)),
        policy=asked.policy,
        reason=_line(asked.reason, LONGEST_REASON, "Say why", "reason"),
        approved_by=_line(asked.approved_by, LONGEST_APPROVER, "Say who approved it", "approved_by"),
    )


def _line(text: str, longest: int, wanted: str, field: str) -> str:
    found = " ".join(text.split())
    if not 0 < len(found) <= longest or not found.isprintable():
        raise BadInput(f"{wanted}, in at most {longest} characters.", field=field)
    return found


@dataclass(frozen=True)
class Score:
    """Marks won of those to be had."""

    correct: int
    of: int

    @property
    def share(self) -> Fraction:
        """Exact; of a paper with nothing left to be had it is 0."""
        return Fraction(self.correct, self.of) if self.of else Fraction(0)


class Change(StrEnum):
    """What marking again does to one piece of work."""

    NONE = "none"  # it is worth what it was worth
    UP = "up"
    DOWN = "down"
    LEVEL = "level"  # fewer or more marks to be had, and the same share of them won
    KEPT = "kept"  # it would not go up, and only what goes up is changed

    @property
    def is_recorded(self) -> bool:
        """Whether a new result takes the place of the one that counts."""
        return self in (Change.UP, Change.DOWN, Change.LEVEL)


def change(old: Score, new: Score, policy: Policy) -> Change:
    """What marking one piece of work again does to it.

    Judged by the share of the marks that can be had, compared exactly: with a question set aside 26 of 39
    is more than 26 of 40, though the marks are the same, and 25 of 39 is less. The marks that a grade needs
    are the same percentages of either paper, rounded up to whole marks, and whole marks reach them exactly
    when the share reaches the percentage. So a share that does not fall never loses a grade, and the grade
    needs no rule of its own.
    """
    if old == new:
        return Change.NONE
    if new.share > old.share:
        return Change.UP
    if policy is Policy.RAISE_ONLY:
        return Change.KEPT
    return Change.DOWN if new.share < old.share else Change.LEVEL
