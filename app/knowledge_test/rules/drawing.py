"""Draws a paper: by topic quotas, unseen questions first, decided wholly by a seed. Pure."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LETTERS = "ABCD"


@dataclass(frozen=True)
class Candidate:
    """A question that may be drawn. item: its current version; question_id: the same across versions."""

    item: str
    question_id: str
    topic: str


@dataclass(frozen=True)
class Drawn:
    """A question of the paper. arrangement: the letters of its options in the order they are shown."""

    item: str
    arrangement: str


class CannotFill(ValueError):
    """The bank has too few questions. missing: how many are wanting, by topic."""

    def __init__(self, missing: Mapping[str, int]) -> None:
        super().__init__(", ".join(f"{topic} lacks {count}" for topic, count in missing.items()))
        self.missing = dict(missing)


def shortfall(quotas: Mapping[str, int], available: Mapping[str, int]) -> dict[str, int]:
    """How many questions each topic lacks to fill one paper; empty when it can be filled."""
    lacking = {topic: wanted - available.get(topic, 0) for topic, wanted in quotas.items()}
    return {topic: count for topic, count in lacking.items() if count > 0}


def draw(
    quotas: Mapping[str, int], pool: Sequence[Candidate], met: Sequence[str], seed: int
) -> tuple[Drawn, ...]:
    """A paper with the quota of each topic, in an order and with option orders that the seed decides.

    Args:
        quotas: questions wanted by topic.
        pool: every question that may be drawn.
        met: ids of questions the person was asked before, the longest ago first, repeats included.
            Those never met come first, then those met least often, then those met longest ago.

    Raises:
        CannotFill: a topic has fewer questions than its quota.
    """
    by_topic: dict[str, list[Candidate]] = {topic: [] for topic in quotas}
    for candidate in sorted(pool, key=lambda one: one.question_id):
        if candidate.topic in by_topic:
            by_topic[candidate.topic].append(candidate)
    missing = shortfall(quotas, {topic: len(found) for topic, found in by_topic.items()})
    if missing:
        raise CannotFill(missing)
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated, not a secret
    times = Counter(met)
    last = {question: place for place, question in enumerate(met, start=1)}
    chosen: list[Candidate] = []
    for topic, wanted in quotas.items():
        shuffled = chance.sample(by_topic[topic], len(by_topic[topic]))
        shuffled.sort(key=lambda one: (times[one.question_id], last.get(one.question_id, 0)))
        chosen += shuffled[:wanted]
    chance.shuffle(chosen)
    return tuple(Drawn(one.item, "".join(chance.sample(LETTERS, len(LETTERS)))) for one in chosen)
