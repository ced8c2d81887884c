"""Which cases a paper holds: so many of each level, over as many chapters as there are, unmet ones first."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LEVELS = ("straightforward", "working", "hard")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be drawn. item: its stored version."""

    case_id: str
    item: str
    level: str
    chapter: str


class CannotFill(ValueError):
    """There are too few cases; the message says of which level."""


def draw(
    wanted: Mapping[str, int], candidates: Sequence[Candidate], met: Collection[str], seed: int
) -> list[Candidate]:
    """The cases of one paper in the order they are asked: by level, the easier first.

    wanted: cases of each level. met: ids of cases the person has had, the one longest ago first; others
    come first. Within that, chapters not yet in the paper come first, then chance decides.

    Raises:
        CannotFill: a level has fewer cases than are wanted.
    """
    chance = random.Random(seed)  # noqa: S311 - a draw that must be repeatable, nothing secret
    recency = {case_id: place for place, case_id in enumerate(met, start=1)}
    drawn: list[Candidate] = []
    for level in LEVELS:
        pool = [one for one in candidates if one.level == level]
        if len(pool) < wanted.get(level, 0):
            raise CannotFill(f"{wanted[level] - len(pool)} more {level} cases are needed")
        chance.shuffle(pool)
        for _ in range(wanted.get(level, 0)):
            chapters = {one.chapter for one in drawn}
            best = min(pool, key=lambda one: (recency.get(one.case_id, 0), one.chapter in chapters))
            pool.remove(best)
            drawn.append(best)
    return drawn
