"""Which right codes stand in the wrong place: only the displaced line pays, never its neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.case_studies.rules.ordering import displaced
from app.case_studies.rules.reference import Category, Line, Tie


def line(tie: Tie = Tie.FREE, *anchors: int) -> Line:
    """A line of which only its place matters."""
    return Line(("A000",), Category.SD, "", tie=tie, anchors=anchors)


FREE, AFTER, PAIR, PAIR_AFTER = Tie.FREE, Tie.AFTER, Tie.PAIR, Tie.PAIR_AFTER
# 0, then two families of three lines each (each line follows the one before), then a line on its own
FAMILIES = [
    line(),
    line(),
    line(AFTER, 1),
    line(AFTER, 2),
    line(),
    line(AFTER, 4),
    line(AFTER, 5),
    line(),
]
# 0, two injuries, and what caused both
INJURIES = [line(), line(), line(), line(AFTER, 1, 2), line()]
EITHER = [line(), line(), line(PAIR, 1), line()]
ASTERISK_FIRST = [line(), line(PAIR, 2), line(), line()]
AS_GIVEN = [line(), line(), line(PAIR_AFTER, 1), line()]

CASES = {
    "as the reference has it": (FAMILIES, [0, 1, 2, 3, 4, 5, 6, 7], set()),
    "families in another order": (FAMILIES, [0, 4, 5, 6, 7, 1, 2, 3], set()),
    "one moved to the end": (FAMILIES, [0, 1, 3, 4, 5, 6, 7, 2], {2}),
    "one moved into another family": (FAMILIES, [0, 1, 2, 4, 3, 5, 6, 7], {3}),
    "one put before what it follows": (FAMILIES, [0, 2, 1, 3, 4, 5, 6, 7], {2}),
    "the last two moved together are one displaced run": (FAMILIES, [0, 1, 4, 5, 6, 7, 2, 3], {2}),
    "a free line between two of a family is the one to blame": (FAMILIES, [0, 1, 7, 2, 3, 4, 5, 6], {2}),
    "two lines displaced, each of its own family": (FAMILIES, [0, 1, 3, 4, 6, 7, 2, 5], {2, 5}),
    "a line whose anchor was left out": (FAMILIES, [0, 1, 3, 4, 5, 6, 7], set()),
    "a family without its head": (FAMILIES, [0, 2, 3, 4, 5, 6, 7], set()),
    "a family without its head, torn": (FAMILIES, [0, 2, 4, 5, 6, 3, 7], {3}),
    "only the last of a family": (FAMILIES, [0, 4, 3], set()),
    "a cause behind both injuries": (INJURIES, [0, 1, 2, 3, 4], set()),
    "injuries the other way round": (INJURIES, [0, 2, 1, 3, 4], set()),
    "something between the injuries": (INJURIES, [0, 1, 4, 2, 3], set()),
    "a cause between its injuries": (INJURIES, [0, 1, 3, 2, 4], {3}),
    "a cause away from its injuries": (INJURIES, [0, 1, 2, 4, 3], {3}),
    "a cause of which one injury was left out": (INJURIES, [0, 1, 3, 4], set()),
    "a cause of which both were left out": (INJURIES, [0, 3, 4], set()),
    "a pair the other way round where either will do": (EITHER, [0, 2, 1, 3], set()),
    "a pair that is parted": (EITHER, [0, 1, 3, 2], {2}),
    "a pair that is parted, the other way round": (EITHER, [0, 2, 3, 1], {2}),
    "a pair whose tied line the reference has first": (ASTERISK_FIRST, [0, 1, 2, 3], set()),
    "such a pair, parted": (ASTERISK_FIRST, [0, 2, 3, 1], {1}),
    "a pair of which one was left out": (EITHER, [0, 3, 2], set()),
    "a pair as given": (AS_GIVEN, [0, 1, 2, 3], set()),
    "a pair as given, the other way round": (AS_GIVEN, [0, 2, 1, 3], {2}),
}


@pytest.mark.parametrize(("lines", "order", "blamed"), CASES.values(), ids=CASES)
def test_the_displaced_lines_are_found(lines: list[Line], order: list[int], blamed: set[int]) -> None:
    assert displaced(lines, order) == blamed


@pytest.mark.parametrize("order", [[1, 0, 2, 3, 4], [1, 2, 3, 4, 0], [3, 0, 1, 2, 4], [4, 1, 2, 3, 0]])
def test_a_primary_put_elsewhere_costs_no_other_line(order: list[int]) -> None:
    """Its own line is told of by marking."""
    assert displaced([line(), line(), line(AFTER, 0), line(), line()], order) <= {2}
    assert displaced([line() for _ in range(5)], order) == frozenset()


def test_what_follows_the_primary_may_stay_behind_it_or_where_it_would_be() -> None:
    tied = [line(), line(AFTER, 0), line()]
    assert displaced(tied, [2, 0, 1]) == displaced(tied, [1, 2, 0]) == frozenset()


@given(
    some.lists(some.tuples(some.sampled_from([FREE, AFTER, AFTER, PAIR]), some.integers(0, 3)), max_size=9)
)
def test_the_reference_in_its_own_order_has_nothing_displaced(ties: list[tuple[Tie, int]]) -> None:
    """Each line is free, or tied to the one before it."""
    lines = [
        line(),
        *(line(tie, number) if tie is not FREE else line() for number, (tie, _) in enumerate(ties)),
    ]
    assert not displaced(lines, range(len(lines)))


@given(some.data(), some.lists(some.booleans(), min_size=1, max_size=8))
def test_moving_one_line_displaces_one_at_most(data: some.DataObject, tied: list[bool]) -> None:
    lines = [line(), *(line(AFTER, number) if bound else line() for number, bound in enumerate(tied))]
    order = list(range(len(lines)))
    moved = order.pop(data.draw(some.integers(1, len(tied))))
    order.insert(data.draw(some.integers(1, len(tied))), moved)
    assert len(displaced(lines, order)) <= 1
