"""Which right codes stand in the wrong place: the fewest lines whose moving would put all in order.

Position is judged by what binds lines to each other, not by number: what is free may stand anywhere
behind the primary. Only right codes are looked at, so that a wrong or a superfluous one between two of
them parts nothing and costs its own line alone. Source: "Sequence" in docs/marking.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.case_studies.rules.reference import Line, Tie

MOST_BLAMED = 12  # beyond that no single line is to blame, and looking for one takes long


def displaced(lines: Sequence[Line], order: Sequence[int]) -> frozenset[int]:
    """The misplaced among `order`, the numbers of reference lines in the order they were entered.

    The primary (number 0) is not judged here. Where it stands elsewhere than first, the others are judged
    where they are or as if it had been put first, whichever finds less.
    """
    found = _fewest(lines, list(order))
    if 0 in order and order[0] != 0:
        in_front = _fewest(lines, [0, *(one for one in order if one != 0)])
        found = min(found - {0}, in_front, key=len)
    return found - {0}


def _fewest(lines: Sequence[Line], order: list[int]) -> frozenset[int]:
    """Lines out of order; one that puts several others out of order is itself the one to blame."""
    moved: set[int] = set()
    blamed = _out_of_order(lines, order)
    while 1 < len(blamed) <= MOST_BLAMED:
        without = [
            (
                len(_out_of_order(lines, [other for other in order if other != one])),
                not lines[one].anchors,
                -one,
            )
            for one in _suspects(lines, order, blamed)
        ]
        left, _, number = min(without)
        if left > len(blamed) - 2:
            break
        moved.add(-number)
        order = [one for one in order if one != -number]
        blamed = _out_of_order(lines, order)
    return frozenset(moved | blamed)


def _suspects(lines: Sequence[Line], order: list[int], blamed: set[int]) -> set[int]:
    """Who may have put them out of order: they themselves, what they follow, and what stands before them."""
    place = {one: number for number, one in enumerate(order)}
    before = {order[place[one] - 1] for one in blamed if place[one]}
    followed = {anchor for one in blamed for anchor in lines[one].anchors if anchor in place}
    return blamed.union(before, followed, *(_entered_anchors(lines, one, place) for one in blamed))


def _out_of_order(lines: Sequence[Line], order: Sequence[int]) -> set[int]:
    """Lines that stand before what they have to follow, and lines that begin a run away from their family.

    A family is a line with all that is tied to it. Entered in one run it is whole; of several runs the one
    with the line that all depend on is at home, and of each other one the first line was displaced: what
    follows it there stands as it should.
    """
    place = {one: number for number, one in enumerate(order)}
    family = {one: _head(lines, one, place) for one in order}
    blamed = {one for one in order if _before_its_anchor(lines, one, place)}
    runs: dict[int, list[int]] = {}
    for number, one in enumerate(order):
        if number == 0 or family[order[number - 1]] != family[one]:
            runs.setdefault(family[one], []).append(number)
    for head, starts in runs.items():
        home = max((start for start in starts if start <= place.get(head, starts[0])), default=starts[0])
        blamed |= {order[start] for start in starts if start != home}
    return blamed


def _head(lines: Sequence[Line], one: int, place: dict[int, int]) -> int:
    """The line all of its family depend on; whether that was entered or not."""
    while lines[one].anchors:
        given = [anchor for anchor in lines[one].anchors if anchor in place]
        if len(lines[one].anchors) > 1 and not given:
            break
        one = max(given, key=place.__getitem__) if given else lines[one].anchors[0]
    return one


def _before_its_anchor(lines: Sequence[Line], one: int, place: dict[int, int]) -> bool:
    return any(place[anchor] > place[one] for anchor in _entered_anchors(lines, one, place))


def _entered_anchors(lines: Sequence[Line], one: int, place: dict[int, int]) -> set[int]:
    """The lines it has to follow, of those entered: where one is missing, what that one follows."""
    found: set[int] = set()
    if lines[one].tie is Tie.PAIR:
        return found
    for anchor in lines[one].anchors:
        found |= {anchor} if anchor in place else _entered_anchors(lines, anchor, place)
    return found
