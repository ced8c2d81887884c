"""Which entered line stands for which line of the reference: the best matching there is, never a guess.

Source: the marking scheme, section "Align" of docs/marking.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from app.case_studies.rules.reference import Entered, Line

# What each kind of agreement weighs. Each outweighs any number of the weaker ones in a list of a hundred
# lines, so that no exact match is ever given up for several near ones.
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
    Agreement.EXACT: _UNIT * 10**12,
}
_OPTIONAL = _UNIT * 10**11  # right for an optional line: only where no required one needs the code
_PRIMARY = _UNIT * 10**9  # the two primaries belong together, unless one is exact elsewhere
_DEEP = 10**5  # of equal codes, the one that stands where the reference has it
MOST_LINES = 100


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

    No line of either side is used twice. Among equally good matchings, equal codes go where their
    neighbours say they belong, and then the earliest entered ones are taken.
    """
    grades = [[agreement(line, one) for one in entered] for line in lines]
    weights = [
        [_weight(lines, entered, row, column, grade) for column, grade in enumerate(line_grades)]
        for row, line_grades in enumerate(grades)
    ]
    return {row: (column, grades[row][column]) for row, column in heaviest(weights) if grades[row][column]}


def _weight(
    lines: Sequence[Line], entered: Sequence[Entered], row: int, column: int, grade: Agreement
) -> int:
    if grade is Agreement.NONE:
        return 0
    total = (_WEIGHT[grade] if lines[row].required else _OPTIONAL) + MOST_LINES - column
    if grade is Agreement.EXACT:
        return total + _DEEP * _depth(lines, entered, row, column)
    return total + (_PRIMARY if row == column == 0 else 0)


def _depth(lines: Sequence[Line], entered: Sequence[Entered], row: int, column: int) -> int:
    """How many of the lines it is tied to stand before it, one after the other, as the reference has them."""
    known = [place for place in range(column) if any(line.takes(entered[place].readable) for line in lines)]
    depth = 0
    while lines[row].anchors and known:
        place = known.pop()
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
