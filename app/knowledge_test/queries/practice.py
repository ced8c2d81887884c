"""Practice as its pages show it: what was checked is explained, the rest is only asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessment_plan.queries import current_plan
from app.knowledge_test.models import QuestionVersion
from app.knowledge_test.queries.bank import candidates, keys_of
from app.knowledge_test.queries.explained import MarkedQuestion
from app.knowledge_test.queries.lately import lately
from app.knowledge_test.queries.papers import AskedQuestion, asked
from app.knowledge_test.queries.results import PART_NAME
from app.knowledge_test.queries.rulings import shown_rulings
from app.knowledge_test.rules.marking import Answered, Verdict, mark
from app.outcomes import NotThere
from app.people import Viewer
from app.results.models import Result
from app.results.queries import newest_results
from app.results.rules.judging import ScoreLine
from app.sittings.models import Mode, Slot
from app.sittings.queries.attempts import OpenAttempt, attempts_of_work, my_attempt

MOST_PAST = 10


@dataclass(frozen=True)
class PracticePage:
    """One question of practice. asked: while it waits for an answer; explained: once it was checked.

    verdicts: of every question that was checked, by its number.
    """

    paper: OpenAttempt
    number: int
    asked: AskedQuestion | None
    explained: MarkedQuestion | None
    verdicts: Mapping[int, Verdict]

    @property
    def next_number(self) -> int | None:
        """The next question that waits for an answer, going round; None when all were checked."""
        waiting = [slot.number for slot in self.paper.slots if slot.revealed_at is None]
        later = [number for number in waiting if number > self.number]
        return next(iter([*later, *(number for number in waiting if number < self.number)]), None)

    @property
    def right(self) -> int:
        """How many of the checked ones were right."""
        return sum(verdict is Verdict.RIGHT for verdict in self.verdicts.values())


def practice_page(
    db: Session, viewer: Viewer, attempt_id: int, number: int, *, now: datetime
) -> PracticePage:
    """A question of the viewer's practice.

    Raises:
        NotThere: no such practice of theirs, or no such question in it.
    """
    paper = my_attempt(db, viewer, attempt_id, PART_NAME, now=now, mode=Mode.PRACTICE)
    if not 1 <= number <= len(paper.slots):
        raise NotThere
    slot = paper.slots[number - 1]
    verdicts = _verdicts(db, paper)
    explained = None
    if slot.revealed_at is not None:
        version = db.scalars(select(QuestionVersion).where(QuestionVersion.item == slot.item)).one()
        title = current_plan().ksb_titles.get(version.topic, version.topic)
        ruling = shown_rulings(db, viewer, [slot], verdicts).get(number)
        explained = MarkedQuestion.of(slot, version, verdicts[number], title, ruling)
    return PracticePage(
        paper=paper,
        number=number,
        asked=None if explained else asked(db, viewer, OpenAttempt(paper.attempt, [slot], now))[0],
        explained=explained,
        verdicts=verdicts,
    )


def _verdicts(db: Session, paper: OpenAttempt) -> dict[int, Verdict]:
    checked: list[Slot] = paper.checked
    answers = [Answered(slot.number, slot.item, slot.arrangement, slot.value) for slot in checked]
    found = mark(answers, keys_of(db, [slot.item for slot in checked]))
    return {answer.slot: verdict for answer, verdict in zip(answers, found, strict=True)}


@dataclass(frozen=True)
class Offer:
    """What can be practised. topics: how the person did lately, for each topic that has questions.

    wrong: how many questions they got wrong the last time and could be asked again.
    """

    topics: tuple[ScoreLine, ...]
    wrong: int


def offer(db: Session, viewer: Viewer, *, now: datetime) -> Offer:
    """What the viewer can practise, and why they might."""
    found = lately(db, viewer, now=now)
    pool = candidates(db)
    there = {one.topic for one in pool}
    done = {line.key: line for line in found.topics}
    plan = current_plan()
    return Offer(
        topics=tuple(
            done.get(topic) or ScoreLine("topic", topic, plan.ksb_titles[topic], 0, 0)
            for topic in plan.knowledge_test.quota_by_topic
            if topic in there
        ),
        wrong=sum(one.question_id in found.wrong for one in pool),
    )


@dataclass(frozen=True)
class PastPractice:
    """Practice that was ended."""

    attempt_id: int
    result: Result


def past_practice(db: Session, viewer: Viewer, *, now: datetime, most: int = MOST_PAST) -> list[PastPractice]:
    """The viewer's ended practice in which something was checked, newest first."""
    results = newest_results(db, viewer, PART_NAME, Mode.PRACTICE, now=now, most=most)
    attempts = attempts_of_work(db, viewer, [result.work_id for result in results])
    return [PastPractice(attempts[result.work_id], result) for result in results]
