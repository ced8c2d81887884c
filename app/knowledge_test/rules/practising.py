"""Practice: what somebody may ask for, and how many questions of each topic that makes. Pure."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

NUMBERS = (5, 10, 15, 20, 30)
LONGEST_TITLE = 200
LONGEST_SECONDS = 60 * 60  # who sees a question longer than this has gone away from it


@dataclass(frozen=True)
class Wish:
    """What to practise. topics: none means all; only_wrong: only what the person got wrong the last time."""

    topics: tuple[str, ...] = ()
    only_wrong: bool = False
    number: int = NUMBERS[0]
    timed: bool = False

    def as_choices(self) -> dict[str, str]:
        """As an attempt keeps it."""
        return {
            "topics": " ".join(self.topics),
            "only_wrong": "yes" if self.only_wrong else "",
            "number": str(self.number),
            "timed": "yes" if self.timed else "",
        }

    @classmethod
    def of_choices(cls, choices: Mapping[str, str]) -> Self:
        """The wish that an attempt keeps."""
        return cls(
            topics=tuple(choices["topics"].split()),
            only_wrong=choices["only_wrong"] == "yes",
            number=int(choices["number"]),
            timed=choices["timed"] == "yes",
        )

    def title(self, titles: Mapping[str, str]) -> str:
        """What the practice is called. titles: of the topics, by id."""
        what = "what I got wrong" if self.only_wrong else "all topics"
        if len(self.topics) == 1:
            topic = titles.get(self.topics[0], self.topics[0])
            what = f"what I got wrong in {topic}" if self.only_wrong else topic
        elif self.topics:
            some = f"{len(self.topics)} topics"
            what = f"what I got wrong in {some}" if self.only_wrong else some
        return f"Practice: {what}"[:LONGEST_TITLE]


def spread(number: int, available: Mapping[str, int], shares: Mapping[str, int], seed: int) -> dict[str, int]:
    """How many questions to take of each topic: by its share, and as many as there are where that is fewer.

    Args:
        number: questions wanted in all. available: how many there are of each topic.
        shares: the weight of each topic, at least 1; topics without one are left out.
        seed: decides which topics are favoured where the number does not divide.
    """
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated, not a secret
    left = {topic: available.get(topic, 0) for topic in shares}
    taken = dict.fromkeys(shares, 0)
    while number and any(left.values()):
        one_round = [topic for topic, share in shares.items() for _ in range(share)]
        chance.shuffle(one_round)
        for topic in one_round:
            if number and left[topic]:
                taken[topic], left[topic], number = taken[topic] + 1, left[topic] - 1, number - 1
    return {topic: count for topic, count in taken.items() if count}


def pace(minutes: int, questions: int) -> int:
    """Seconds that a test of so many minutes gives for one question, begun seconds counted as whole."""
    return -(-minutes * 60 // questions)


def own_pace(seconds: Sequence[int]) -> int | None:
    """Seconds a question took on average, in whole seconds; None where no time was taken."""
    return round(sum(seconds) / len(seconds)) if seconds else None


def seconds_taken(told: str) -> int | None:
    """Seconds as a page counted them; None where it counted none, or more than can be meant."""
    if not (told.isascii() and told.isdecimal() and len(told) < 9):
        return None
    return int(told) if int(told) <= LONGEST_SECONDS else None
