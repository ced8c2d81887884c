"""What a decision about a question would do to the mocks that ask it. Reads only."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from app.accounts.models import Person
from app.assessment_plan.queries import current_plan
from app.knowledge_test.actions.papers import item_marks, judged
from app.knowledge_test.models import QuestionVersion, Ruling
from app.knowledge_test.queries.bank import candidates, keys_of
from app.knowledge_test.queries.results import PART_NAME
from app.knowledge_test.rules.drawing import shortfall
from app.knowledge_test.rules.marking import Key
from app.knowledge_test.rules.re_marking import Change, Decision, Score, change, checked, listed
from app.outcomes import BadInput
from app.results.models import Result, Work
from app.results.rules.judging import ItemMark, Judgement
from app.sittings.models import Attempt, Mode, Slot, State


@dataclass(frozen=True)
class Weighed:
    """What a decision does to one mock. before: the result that counts; after: what it would be."""

    attempt: Attempt
    work: Work
    person: Person
    before: Result
    after: Judgement
    change: Change

    @property
    def grade_changes(self) -> bool:
        """Whether it changes, and the grade with it."""
        return self.change.is_recorded and self.before.grade is not self.after.grade


@dataclass(frozen=True)
class ReMarking:
    """What a decision does. running: mocks that were not handed in; asking: those of them with the question.

    decided_at: when just this was decided before, so that nothing is left to do. lacking: questions that new
    papers then lack, by topic. letters: how many were written, once it was done.
    """

    works: tuple[Weighed, ...]
    running: int
    asking: int
    decided_at: datetime | None
    lacking: Mapping[str, int]
    letters: int = 0

    @property
    def changed(self) -> tuple[Weighed, ...]:
        """The mocks that get a new result."""
        return tuple(one for one in self.works if one.change.is_recorded)

    def count(self, *kinds: Change) -> int:
        """How many mocks change in one of these ways."""
        return sum(one.change in kinds for one in self.works)


def decide(db: Session, asked: Decision) -> Decision:
    """A decision that can be kept, about a version that people were asked.

    Raises:
        BadInput: there is no such version, nobody was asked it, or the rest cannot be decided of it.
    """
    version = db.get(QuestionVersion, asked.item)
    if version is None:
        raise BadInput(_no_such(db, asked.item), field="item")
    if db.scalar(select(Slot.item).where(Slot.item == asked.item).limit(1)) is None:
        raise BadInput(f"Nobody was asked {asked.item}. Correct it in its question bank and load that.")
    made = checked(asked, version.options)
    if made.right == version.key and _standing(db, asked.item) is None:
        raise BadInput(f"{made.right} is the right option of {asked.item} already, and the only one.")
    return made


def weigh(db: Session, made: Decision) -> ReMarking:
    """What a decision would do to every mock that asks the question; changes nothing."""
    standing = _standing(db, made.item)
    asked = select(Slot.attempt_id).where(Slot.item == made.item)
    return ReMarking(
        works=tuple(_weighed(db, made)),
        running=_running(db),
        asking=_running(db, Attempt.id.in_(asked)),
        decided_at=standing.made_at if standing is not None and _says(standing) == made else None,
        lacking=_lacking(db, made),
    )


def _running(db: Session, *which: ColumnElement[bool]) -> int:
    """How many mocks, of whatever part, were not handed in."""
    mocks = select(func.count(Attempt.id)).where(
        Attempt.mode == Mode.MOCK, Attempt.state == State.RUNNING, *which
    )
    return db.scalars(mocks).one()


def works_asking(item: str) -> ScalarSelect[int | None]:
    """Ids of the mocks that were handed in and ask the version."""
    asking = select(Slot.attempt_id).where(Slot.item == item)
    handed_in = select(Attempt.work_id).where(
        Attempt.id.in_(asking),
        Attempt.part == PART_NAME,
        Attempt.mode == Mode.MOCK,
        Attempt.work_id.is_not(None),
    )
    return handed_in.scalar_subquery()


def _weighed(db: Session, made: Decision) -> Iterable[Weighed]:
    """Every mock that was handed in and asks the version, the oldest first."""
    other = aliased(Result)
    newest = select(func.max(other.number)).where(other.work_id == Work.id).correlate(Work).scalar_subquery()
    rows = db.execute(
        select(Attempt, Work, Person, Slot, Result)
        .join(Work, Work.id == Attempt.work_id)
        .join(Person, Person.id == Work.person_id)
        .join(Slot, Slot.attempt_id == Attempt.id)
        .join(Result, Result.work_id == Work.id)
        .where(Work.id.in_(works_asking(made.item)), Slot.item == made.item, Result.number == newest)
        .options(selectinload(Result.items))
        .order_by(Work.handed_in_at, Work.id)
    ).all()
    keys = keys_of(db, sorted({made.item, *(mark.item for row in rows for mark in row.Result.items)}))
    keys[made.item] = dataclasses.replace(keys[made.item], ruled=made.right)
    for attempt, work, person, slot, before in rows:
        after = _anew(attempt, slot, before, keys)
        new = Score(after.overall.correct, after.overall.of)
        verdict = change(Score(before.correct, before.of), new, made.policy)
        yield Weighed(attempt, work, person, before, after, verdict)


def _lacking(db: Session, made: Decision) -> dict[str, int]:
    """Questions that new papers lack by topic, without the one that is set aside."""
    left = Counter(one.topic for one in candidates(db) if made.right or one.item != made.item)
    return shortfall(current_plan().knowledge_test.quota_by_topic, left)


def _anew(attempt: Attempt, slot: Slot, before: Result, keys: dict[str, Key]) -> Judgement:
    """The judgement with one question marked anew and all others as they stand.

    So one decision never brings in what another left alone: marks that somebody kept stay theirs.
    """
    (mark,) = item_marks([slot], keys)
    marks = (ItemMark(one.slot, one.item, one.verdict, one.correct, one.of) for one in before.items)
    return judged(attempt, tuple(mark if one.slot == slot.number else one for one in marks), keys)


def _standing(db: Session, item: str) -> Ruling | None:
    """The ruling on a version that counts."""
    return db.scalars(select(Ruling).where(Ruling.item == item).order_by(Ruling.id.desc()).limit(1)).first()


def _says(ruling: Ruling) -> Decision:
    return Decision(ruling.item, ruling.letters, ruling.policy, ruling.reason, ruling.approved_by)


def _no_such(db: Session, item: str) -> str:
    """There is no such version, and which there are of the question."""
    question = item.partition("/")[0].strip().upper()
    known = db.scalars(
        select(QuestionVersion.item)
        .where(QuestionVersion.question_id == question)
        .order_by(QuestionVersion.number)
    ).all()
    hint = f"There is {listed(known)}." if known else "A version is written like WK3-001/2."
    return f"There is no question version {item!r}. {hint}"
