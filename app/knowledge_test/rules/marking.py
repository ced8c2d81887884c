"""Marks a multiple-choice paper. Pure; one mark a question, nothing taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.knowledge_test.rules.drawing import LETTERS


class Verdict(StrEnum):
    """What a question earned."""

    RIGHT = "right"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    SET_ASIDE = "set aside"  # the question is void: nothing to be had, nothing lost


@dataclass(frozen=True)
class Answered:
    """A slot as handed in. place: '1' to '4', the option chosen as it was shown; '' for none."""

    slot: int
    item: str
    arrangement: str
    place: str


@dataclass(frozen=True)
class Key:
    """What is needed to mark a question. Letters are the author's.

    letter: the right option, as its author says. ruled: the options that count as right since it was
    decided anew; none of them: the question is set aside. None where nothing was decided.
    """

    letter: str
    topic: str
    ksbs: tuple[str, ...]
    ruled: str | None = None

    @property
    def right(self) -> str:
        """The letters that count as right."""
        return self.letter if self.ruled is None else self.ruled


def worth(verdict: Verdict) -> tuple[int, int]:
    """Marks won and marks to be had: a question that is set aside gives none and takes none."""
    return int(verdict is Verdict.RIGHT), int(verdict is not Verdict.SET_ASIDE)


def chosen_letter(arrangement: str, place: str) -> str:
    """The author's letter of the option at a place; '' for none."""
    return arrangement[int(place) - 1] if place else ""


def is_place(value: object) -> bool:
    """Whether a value names an option as shown, or no option."""
    return isinstance(value, str) and value in ("", *(str(at) for at in range(1, len(LETTERS) + 1)))


def mark(answers: Sequence[Answered], keys: Mapping[str, Key]) -> list[Verdict]:
    """The verdict on each answer, in order."""
    return [_verdict(answer, keys[answer.item].right) for answer in answers]


def _verdict(answer: Answered, right: str) -> Verdict:
    if not right:
        return Verdict.SET_ASIDE
    letter = chosen_letter(answer.arrangement, answer.place)
    if not letter:
        return Verdict.UNANSWERED
    return Verdict.RIGHT if letter in right else Verdict.WRONG
