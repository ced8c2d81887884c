"""Deciding about a question that people were asked, and looking at all that is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.db import Base
from app.knowledge_test.actions.re_marking import re_mark
from app.knowledge_test.actions.weighing import ReMarking, decide, weigh
from app.knowledge_test.models import QuestionVersion
from app.knowledge_test.rules.practising import Wish
from app.knowledge_test.rules.re_marking import Decision, Policy
from app.notices.models import Letter
from app.results.models import Result, ResultItem, ResultLine
from app.results.rules.judging import TOPIC
from app.sittings.actions.revealing import reveal_answer
from app.sittings.models import Attempt, Slot
from tests.build import Known, World
from tests.knowledge_test import sitting
from tests.sittings import answers

WHY = "The standard changed in spring"
BY = "Dr Mary Hale"


@dataclass(frozen=True)
class Asked:
    """A question of a paper. other: the letter that `sitting` chooses for a wrong answer; places as shown."""

    item: str
    key: str
    other: str
    arrangement: str

    def void(self, policy: Policy = Policy.RAISE_ONLY) -> Decision:
        """It is set aside."""
        return Decision(self.item, "", policy, WHY, BY)

    def says(self, letters: str, policy: Policy = Policy.RAISE_ONLY) -> Decision:
        """These letters count as right."""
        return Decision(self.item, letters, policy, WHY, BY)


def question(world: World, attempt_id: int, number: int = 1) -> Asked:
    """A question of an attempt."""
    with world.reading() as db:
        slot = db.get_one(Slot, (attempt_id, number))
        key = db.get_one(QuestionVersion, slot.item).key
        place = slot.arrangement.index(key)
        return Asked(slot.item, key, slot.arrangement[(place + 1) % 4], slot.arrangement)


def handed_in(world: World, known: Known, right: int, *, first: str = "wrong") -> int:
    """A mock with so many right answers in all; the first question is right, wrong or without an answer.

    Everybody's first mock asks the same questions in the same order.
    """
    numbers = range(1, right + 1) if first == "right" else range(2, right + 2)
    return sitting.handed_in(world, known, right=numbers, wrong=[1] if first == "wrong" else [])


def done(world: World, asked: Decision) -> ReMarking:
    """Decide and mark again, in a transaction of its own."""
    with world.writing() as db:
        return re_mark(db, decide(db, asked), current_app.extensions["settings"], now=world.now)


def weighed(world: World, asked: Decision) -> ReMarking:
    """Look what it would do."""
    with world.reading() as db:
        return weigh(db, decide(db, asked))


def marks(world: World, attempt_id: int) -> list[tuple[int, int]]:
    """Marks and marks to be had of every result of an attempt, the oldest first."""
    return [(one.correct, one.of) for one in results(world, attempt_id)]


def results(world: World, attempt_id: int) -> list[Result]:
    """Every result of an attempt, the oldest first."""
    with world.reading() as db:
        found = select(Result).join(Attempt, Attempt.work_id == Result.work_id)
        return list(db.scalars(found.where(Attempt.id == attempt_id).order_by(Result.number)))


def verdicts(world: World, attempt_id: int) -> dict[int, str]:
    """The verdicts that count, by question."""
    newest = results(world, attempt_id)[-1].id
    with world.reading() as db:
        rows = db.execute(
            select(ResultItem.slot, ResultItem.verdict).where(ResultItem.result_id == newest)
        ).all()
    return {row.slot: row.verdict for row in rows}


def topic_marks(world: World, attempt_id: int) -> dict[str, tuple[int, int]]:
    """Marks and marks to be had by topic, in the result that counts."""
    newest = results(world, attempt_id)[-1].id
    with world.reading() as db:
        lines = db.scalars(
            select(ResultLine).where(ResultLine.result_id == newest, ResultLine.axis == TOPIC)
        ).all()
    return {line.key: (line.correct, line.of) for line in lines}


def practised(world: World, known: Known, item: str) -> int:
    """Practice that asks an item; only the answer to that was checked."""
    attempt_id = world.practise(known, Wish(topics=(item.split("-", maxsplit=1)[0],), number=30))
    number = world.items(attempt_id).index(item) + 1
    with world.writing() as db:
        reveal_answer(db, known.viewer, attempt_id, answers.change(number, "1"), now=world.now)
    return attempt_id


def letters(world: World) -> list[Letter]:
    """The outbox."""
    with world.reading() as db:
        return list(db.scalars(select(Letter).order_by(Letter.id)))


def everything(world: World, but: Callable[[str], bool] = lambda table: False) -> dict[str, list[Any]]:
    """Every row of every table."""
    with world.reading() as db:
        return {
            name: sorted(map(repr, db.execute(select(table))))
            for name, table in Base.metadata.tables.items()
            if not but(name)
        }
