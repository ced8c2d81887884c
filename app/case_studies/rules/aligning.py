"""Which entered line stands for which line of the reference: the best matching there is, never a guess.

Right codes are given their lines first, and without a look at wrong ones: so no wrong code that is added
can put a right one elsewhere. Source: the marking scheme, section "Align" of docs/marking.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import islice

from app.case_studies.rules.ordering import MOST_BLAMED, displaced
from app.case_studies.rules.reference import Entered, Line

# What each kind of agreement weighs. Each outweighs any number of the weaker ones in lists of hundreds of
# lines, so that no better match is ever given up for several weaker ones.
_UNIT = 10**9


class Agreement(IntEnum):
    """How far two codes agree; what agrees less is no match at all."""

    NONE = 0
    BLOCK = 1  # same ICD-10 block or OPCS-4 chapter
    CATEGORY = 2  # same three characters
    SUBCATEGORY = 3  # same four characters
    EXACT = 4


_WEIGHT = {
    Agreement.BLOCK: _UNIT,
    Agreement.CATEGORY: _UNIT * 10**3,
    Agreement.SUBCATEGORY: _UNIT * 10**6,
}
_PRIMARY = _UNIT * 10**9  # the two primaries belong together, unless one is exact elsewhere
_REQUIRED = _UNIT * 10**9  # an optional line takes a code only where no required one needs it
_OPTIONAL = _UNIT * 10**6
_WRITTEN = _UNIT * 10**3  # of a code and its look-alike the code
_DEEP = 10**5  # of equal codes, the one that stands where the reference has it
MOST_TRIES = 100


def agreement(line: Line, entered: Entered) -> Agreement:
    """How far an entered line agrees with a line of the reference; what is optional is right or nothing."""
    key = entered.readable
    if key is None:
        return Agreement.NONE
    if line.takes(key):
        return Agreement.EXACT
    if not line.required:
        return Agreement.NONE
    if any(len(key) > 3 and key[:4] == accepted[:4] for accepted in line.accepts):
        return Agreement.SUBCATEGORY
    if any(key[:3] == accepted[:3] for accepted in line.accepts) or key[:3] == line.family:
        return Agreement.CATEGORY
    same_block = bool(line.block) and line.block == entered.block
    return Agreement.BLOCK if same_block else Agreement.NONE


def align(lines: Sequence[Line], entered: Sequence[Entered]) -> dict[int, tuple[int, Agreement]]:
    """For each matched reference line, by number from 0, the entered one's number and how far they agree.

    No line of either side is used twice. Equal codes go where the fewest of them stand out of place, and
    then the earliest entered ones are taken.
    """
    right = _settled(lines, entered, _right(lines, entered))
    found = {row: (column, Agreement.EXACT) for row, column in right.items()}
    return dict(sorted({**found, **_near(lines, entered, right)}.items()))


def _right(lines: Sequence[Line], entered: Sequence[Entered]) -> dict[int, int]:
    """The entered line for each line of the reference that has an exact match, as many as there can be."""
    columns = [
        column for column, one in enumerate(entered) if any(line.takes(one.readable) for line in lines)
    ]
    weights = [
        [_weight_of_right(lines, entered, row, columns, place) for place in range(len(columns))]
        for row in range(len(lines))
    ]
    return {row: columns[place] for row, place in heaviest(weights) if weights[row][place]}


def _weight_of_right(
    lines: Sequence[Line], entered: Sequence[Entered], row: int, columns: Sequence[int], place: int
) -> int:
    """What the entered line at a place among those that hold a right code is worth to a reference line."""
    one = entered[columns[place]]
    if not lines[row].takes(one.readable):
        return 0
    weight = _REQUIRED if lines[row].required else _OPTIONAL
    written = _WRITTEN if one.key is not None else 0
    depth = _depth(lines, entered, row, columns[:place])
    return weight + written + _DEEP * depth + len(columns) - place


def _near(
    lines: Sequence[Line], entered: Sequence[Entered], right: Mapping[int, int]
) -> dict[int, tuple[int, Agreement]]:
    """The same for what is left, with how far each agrees."""
    rows = [row for row in range(len(lines)) if row not in right]
    columns = [column for column in range(len(entered)) if column not in right.values()]
    grades = [[agreement(lines[row], entered[column]) for column in columns] for row in rows]
    weights = [
        [
            _WEIGHT[grade] + (_PRIMARY if row == column == 0 else 0) + len(entered) - column if grade else 0
            for column, grade in zip(columns, row_grades, strict=True)
        ]
        for row, row_grades in zip(rows, grades, strict=True)
    ]
    found = [(place, step) for place, step in heaviest(weights) if grades[place][step]]
    return {rows[place]: (columns[step], grades[place][step]) for place, step in found}


def _settled(lines: Sequence[Line], entered: Sequence[Entered], right: dict[int, int]) -> dict[int, int]:
    """The right codes with equal ones exchanged as long as fewer then stand out of place."""
    while wrong := _out_of_place(lines, right):
        if len(wrong) > MOST_BLAMED:
            break
        tries = islice(_exchanged(lines, entered, right, wrong), MOST_TRIES)
        best = min(tries, key=lambda one: len(_out_of_place(lines, one)), default=right)
        if len(_out_of_place(lines, best)) >= len(wrong):
            break
        right = best
    return right


def _out_of_place(lines: Sequence[Line], right: Mapping[int, int]) -> frozenset[int]:
    order = sorted((row for row in right if lines[row].required), key=right.__getitem__)
    return displaced(lines, order) | ({0} if right.get(0, 0) else set())


def _exchanged(
    lines: Sequence[Line], entered: Sequence[Entered], right: dict[int, int], wrong: Collection[int]
) -> Iterator[dict[int, int]]:
    """Each matching in which a line that is out of place, or one that it follows, has another equal code."""
    left = [column for column in range(len(entered)) if column not in right.values()]
    concerned = {*wrong, *(anchor for row in wrong for anchor in lines[row].anchors)}
    for row in sorted(concerned & right.keys()):
        key = entered[right[row]].key
        for other in range(len(lines)):
            if other == row or lines[other].required != lines[row].required or not lines[other].takes(key):
                continue
            if other not in right:
                yield {one: at for one, at in right.items() if one != row} | {other: right[row]}
            elif lines[row].takes(entered[right[other]].key):
                yield right | {row: right[other], other: right[row]}
        yield from (right | {row: column} for column in left if key and lines[row].takes(entered[column].key))


def _depth(lines: Sequence[Line], entered: Sequence[Entered], row: int, before: Sequence[int]) -> int:
    """How many of the lines it is tied to stand before it, one after the other, as the reference has them.

    before: the right codes in front of it.
    """
    depth = 0
    for place in reversed(before):
        anchor = next((one for one in lines[row].anchors if lines[one].takes(entered[place].readable)), None)
        if anchor is None:
            break
        row, depth = anchor, depth + 1
    return depth


def heaviest(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The pairs (row, column) of the assignment with the greatest total weight, each row and column once.

    Weights are whole numbers of 0 or more; a pair of weight 0 says that both stay alone. The Hungarian
    method with potentials, exact, in the cube of the size.
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if rows > columns:
        turned = [[weights[row][column] for row in range(rows)] for column in range(columns)]
        return sorted((row, column) for column, row in heaviest(turned))
    row_price, column_price = [0] * (rows + 1), [0] * (columns + 1)
    owner = [0] * (columns + 1)  # which row has each column; 0: nobody; columns and rows count from 1
    for row in range(1, rows + 1):
        owner[0] = row
        _give_a_column(weights, owner, row_price, column_price)
    return sorted((owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column])


def _give_a_column(
    weights: Sequence[Sequence[int]], owner: list[int], row_price: list[int], column_price: list[int]
) -> None:
    """Find the row in owner[0] a column, along the cheapest path of exchanges."""
    unseen = set(range(1, len(column_price)))
    cheapest: dict[int, int] = {}
    came_from: dict[int, int] = {}
    column = 0
    while owner[column]:
        row = owner[column]
        for other in unseen:
            cost = -weights[row - 1][other - 1] - row_price[row] - column_price[other]
            if other not in cheapest or cost < cheapest[other]:
                cheapest[other], came_from[other] = cost, column
        following = min(unseen, key=lambda other: (cheapest[other], other))
        step = cheapest[following]
        for other in set(range(len(column_price))) - unseen:
            row_price[owner[other]] += step
            column_price[other] -= step
        for other in unseen:
            cheapest[other] -= step
        unseen.remove(following)
        column = following
    while column:
        owner[column] = owner[came_from[column]]
        column = came_from[column]
