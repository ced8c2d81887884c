"""Everything that is stored of one mock, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from app.results.models import Result, Work
from app.sittings.models import Attempt, LateAnswer, Slot
from app.trail.models import TrailEntry
from tests.build import World

# Built once: it is read after every request.
SLOTS_BEGUN = select(Slot.__table__).where(Slot.attempt_id == bindparam("attempt"), Slot.revision > 0)
RESULTS = (
    select(func.count(Work.id))
    .join(Result, Result.work_id == Work.id)
    .where(Work.person_id == bindparam("person"))
)
ACTS = select(TrailEntry.act).where(TrailEntry.about == bindparam("about"))
LATE = select(
    *(LateAnswer.slot, LateAnswer.writer, LateAnswer.writer_change, LateAnswer.value),
    *(LateAnswer.flagged, LateAnswer.chosen_at, LateAnswer.arrived_at),
).where(LateAnswer.attempt_id == bindparam("attempt"))


@dataclass(frozen=True)
class Stored:
    """All that is stored of a mock.

    slots: those in which something was saved. acts: of the trail. late: the columns of each late answer,
    by slot and page.
    """

    attempt: Attempt
    slots: dict[int, Row[Any]]
    results: int
    acts: list[str]
    late: dict[tuple[int, str], tuple[object, ...]]


def stored(world: World, attempt_id: int, person_id: int) -> Stored:
    """What is stored of the one mock of a person."""
    of = {"attempt": attempt_id, "person": person_id, "about": f"attempt:{attempt_id}"}
    with world.reading() as db:
        return Stored(
            db.get_one(Attempt, attempt_id),
            {slot.number: slot for slot in db.execute(SLOTS_BEGUN, of)},
            db.scalar(RESULTS, of) or 0,
            list(db.scalars(ACTS, of)),
            {(slot, writer): tuple(rest) for slot, writer, *rest in db.execute(LATE, of)},
        )
