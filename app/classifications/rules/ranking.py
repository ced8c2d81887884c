"""Which of the entries that hold the words of a query come first. Pure: it sees scores, not words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CLEARLY = 1.04  # by how much a code must fit better than its category to be shown at once
FAR_BELOW = 0.33  # of the best score: what fits worse is left out
NEAR = 0.65  # of the best score: a category that fits worse waits until the codes of the best ones are shown
SAME = 2  # digits: what differs less fits equally well and stays in tabular order
GROUPS_FIRST = 5  # so many categories are shown before further codes of the best ones


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that holds words of the query.

    place: its number in tabular order. category: its three characters. score: 0 to about 1.
    """

    place: int
    category: str
    is_category: bool
    score: float


def fit(cover: float, density: float) -> float:
    """How well an entry fits, from 0 to 1.

    cover: the share of the query that the entry says. density: the share of the entry that was asked for;
    of two that say everything, the shorter one is meant.
    """
    return cover * cover * (0.6 + 0.4 * density)


def ordered(hits: Iterable[Hit], limit: int) -> list[int]:
    """The places of the entries, best first; a category stands before its codes.

    The best categories come first, each followed by a code of its own that fits clearly better; then more
    codes of these, then what is left.
    """
    groups = _groups(hits)
    if not groups:
        return []
    best = _best(groups[0])
    least = best * FAR_BELOW
    groups = [group for group in groups if _best(group) >= least]
    first = [group for group in groups[:GROUPS_FIRST] if _best(group) >= best * NEAR]
    rest = groups[len(first) :]
    shown = [hit.place for group in first for hit in _opening(group)]
    further = [hit.place for group in first for hit in group if hit.score >= least]
    late = [hit.place for group in rest for hit in (*_opening(group), *group)]
    return list(dict.fromkeys([*shown, *further, *late]))[:limit]


def _groups(hits: Iterable[Hit]) -> list[list[Hit]]:
    """The hits of each category, the best category first, its heading before its codes."""
    by_category: dict[str, list[Hit]] = {}
    for hit in hits:
        by_category.setdefault(hit.category, []).append(hit)
    groups = [
        sorted(group, key=lambda hit: (not hit.is_category, -round(hit.score, SAME), hit.place))
        for group in by_category.values()
    ]
    return sorted(groups, key=lambda group: (-round(_best(group), SAME), group[0].place))


def _best(group: list[Hit]) -> float:
    return max(hit.score for hit in group)


def _opening(group: list[Hit]) -> list[Hit]:
    """What stands for a category: its heading, and a code where that fits clearly better."""
    heading, *codes = group
    if not heading.is_category:
        return [heading]
    return [heading, *(code for code in codes[:1] if code.score > heading.score * CLEARLY)]
