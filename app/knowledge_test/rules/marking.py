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


@dataclass(frozen=True)
class Answered:
    """A slot as handed in. place: '1' to '4', the option chosen as it was shown; '' for none."""

    slot: int
    item: str
    arrangement: str
    place: str


@dataclass(frozen=True)
class Key:
    """What is needed to mark a question. letter: the right option, as the author named it."""

    letter: str
    topic: str
    ksbs: tuple[str, ...]


def chosen_letter(arrangement: str, place: str) -> str:
    """The author's letter of the option at a place; '' for none."""
    return arrangement[int(place) - 1] if place else ""


def is_place(value: object) -> bool:
    """Whether a value names an option as shown, or no option."""
    return isinstance(value, str) and value in ("", *(str(at) for at in range(1, len(LETTERS) + 1)))


def mark(answers: Sequence[Answered], keys: Mapping[str, Key]) -> list[Verdict]:
    """The verdict on each answer, in order."""
    verdicts = []
    for answer in answers:
        letter = chosen_letter(answer.arrangement, answer.place)
        if not letter:
            verdicts.append(Verdict.UNANSWERED)
        else:
            verdicts.append(Verdict.RIGHT if letter == keys[answer.item].letter else Verdict.WRONG)
    return verdicts
