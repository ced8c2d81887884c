"""Counts a multiple-choice paper again, from the stored slots and the bank alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from app.knowledge_test.models import QuestionVersion
from app.results.models import Result, ResultItem, ResultLine
from app.sittings.models import Attempt, Slot
from tests.build import World

Line = tuple[str, str, int, int]


@dataclass(frozen=True)
class Counted:
    """Marks as they were recorded, or counted again: each item in order, and each line."""

    items: list[tuple[int, str, str, int, int]]
    lines: set[Line]
    overall: tuple[int, int]


def recorded(world: World, attempt_id: int) -> Counted:
    """What the result of an attempt says; there must be exactly one."""
    with world.reading() as db:
        work_id = db.get_one(Attempt, attempt_id).work_id
        result = db.scalars(select(Result).where(Result.work_id == work_id)).one()
        items = db.scalars(
            select(ResultItem).where(ResultItem.result_id == result.id).order_by(ResultItem.slot)
        )
        lines = db.scalars(select(ResultLine).where(ResultLine.result_id == result.id))
        return Counted(
            [(one.slot, one.item, one.verdict, one.correct, one.of) for one in items],
            {(one.axis, one.key, one.correct, one.of) for one in lines},
            (result.correct, result.of),
        )


def counted_again(world: World, attempt_id: int) -> Counted:
    """What the stored answers are worth by the keys of the bank."""
    with world.reading() as db:
        rows = db.execute(
            select(Slot.number, Slot.item, Slot.arrangement, Slot.value, QuestionVersion)
            .join(QuestionVersion, QuestionVersion.item == Slot.item)
            .where(Slot.attempt_id == attempt_id)
            .order_by(Slot.number)
        ).all()
    items, won, of = [], Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for number, item, arrangement, value, question in rows:
        right = bool(value) and arrangement["1234".index(value)] == question.key
        items.append((number, item, "right" if right else "wrong" if value else "unanswered", int(right), 1))
        headings = [("overall", "all"), ("topic", question.topic), *(("ksb", one) for one in question.ksbs)]
        won.update({heading: int(right) for heading in headings})
        of.update(headings)
    return Counted(
        items,
        {(*heading, won[heading], of[heading]) for heading in of},
        (won["overall", "all"], of["overall", "all"]),
    )
