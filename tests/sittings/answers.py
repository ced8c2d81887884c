"""Answering a paper in tests, and looking at what became of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.knowledge_test.models import QuestionVersion
from app.results.models import Result, Work
from app.sittings.actions.saving import Change, Saved, TooLate, save_answer
from app.sittings.models import Attempt, Slot
from app.trail.models import TrailEntry
from tests.build import Known, World

T = TypeVar("T")


@dataclass(frozen=True)
class Options:
    """The places of the options of one slot, as shown: the right one and one that is wrong."""

    right: str
    wrong: str


def options_of(world: World, attempt_id: int) -> dict[int, Options]:
    """Which option of each slot is right."""
    with world.reading() as db:
        rows = db.execute(
            select(Slot.number, Slot.arrangement, QuestionVersion.key)
            .join(QuestionVersion, QuestionVersion.item == Slot.item)
            .where(Slot.attempt_id == attempt_id)
        ).all()
    places = {row.number: row.arrangement.index(row.key) + 1 for row in rows}
    return {number: Options(str(place), str(place % 4 + 1)) for number, place in places.items()}


def change(
    slot: int, value: object, *, base: int = 0, writer: str = "desk", number: int = 1, flagged: bool = False
) -> Change:
    """A change as a page sends it."""
    return Change(slot, base, value, flagged, writer, number)


def save(world: World, known: Known, attempt_id: int, sent: Change) -> Saved | TooLate:
    """Save one change in a transaction of its own, now."""
    with world.writing() as db:
        return save_answer(db, known.viewer, attempt_id, sent, now=world.now)


def attempt(world: World, attempt_id: int) -> Attempt:
    """The attempt as it is stored."""
    with world.reading() as db:
        return db.get_one(Attempt, attempt_id)


def slot(world: World, attempt_id: int, number: int) -> Slot:
    """A slot as it is stored."""
    with world.reading() as db:
        return db.get_one(Slot, (attempt_id, number))


def values(world: World, attempt_id: int) -> dict[int, str]:
    """The stored answers by slot, without the empty ones."""
    with world.reading() as db:
        answered = select(Slot.number, Slot.value).where(Slot.attempt_id == attempt_id, Slot.value != "")
        return {row.number: row.value for row in db.execute(answered)}


def results(world: World, known: Known) -> list[Result]:
    """Every result of somebody's, with its item marks."""
    with world.reading() as db:
        found = select(Result).join(Result.work).where(Work.person_id == known.id)
        return list(db.scalars(found.options(selectinload(Result.items)).order_by(Result.id)))


def work(world: World, result: Result) -> Work:
    """The work that a result judges."""
    with world.reading() as db:
        return db.get_one(Work, result.work_id)


def trail(world: World, attempt_id: int, act: str = "") -> list[TrailEntry]:
    """What the trail says of an attempt."""
    with world.reading() as db:
        found = select(TrailEntry).where(TrailEntry.about == f"attempt:{attempt_id}").order_by(TrailEntry.id)
        return [entry for entry in db.scalars(found) if act in ("", entry.act)]


def paper(world: World, mock: int) -> list[tuple[str, str, str, bool]]:
    """Items, orders, answers and flags."""
    with world.reading() as db:
        slots = db.scalars(select(Slot).where(Slot.attempt_id == mock).order_by(Slot.number))
        return [(slot.item, slot.arrangement, slot.value, slot.flagged) for slot in slots]


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Do several things in threads that begin together; their results in order. A failure is raised here."""
    barrier = threading.Barrier(len(acts))
    done: dict[int, T] = {}
    failed: list[BaseException] = []

    def run(place: int, act: Callable[[], T]) -> None:
        try:
            barrier.wait(10)
            done[place] = act()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "something waits for ever"
    if failed:
        raise failed[0]
    return [done[place] for place in range(len(acts))]


class Behind:
    """Something done in a thread, which may have to wait for a lock; `result` waits for its end."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._done: list[object] = []
        self._failed: list[BaseException] = []

        def run() -> None:
            try:
                self._done.append(act())
            except BaseException as error:
                self._failed.append(error)

        self._thread = threading.Thread(target=run)
        self._thread.start()

    def is_waiting(self, seconds: float = 0.3) -> bool:
        """Whether it has not ended after a little while."""
        self._thread.join(seconds)
        return self._thread.is_alive()

    def result(self) -> object:
        """What it gave."""
        self._thread.join(30)
        assert not self._thread.is_alive(), "it waits for ever"
        if self._failed:
            raise self._failed[0]
        return self._done[0]
