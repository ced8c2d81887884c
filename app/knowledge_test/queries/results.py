"""Closed papers with their marks, keys and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.knowledge_test.models import QuestionVersion
from app.knowledge_test.queries.explained import MarkedQuestion
from app.knowledge_test.queries.rulings import ChangedMark, changed_marks, shown_rulings
from app.knowledge_test.rules.marking import Verdict
from app.outcomes import NotThere
from app.people import Viewer
from app.results.models import Result, ResultLine
from app.results.queries import newest_results, one_result, topics_last_time
from app.results.rules.judging import KSB, TOPIC
from app.sittings.models import Mode
from app.sittings.queries.attempts import OpenAttempt, attempts_of_work

PART_NAME = "knowledge_test"


@dataclass(frozen=True)
class MarkedPaper:
    """A closed paper: its counting result, how that came about, score lines by axis, and every question."""

    result: Result
    topics: tuple[ResultLine, ...]
    ksbs: tuple[ResultLine, ...]
    questions: tuple[MarkedQuestion, ...]
    last_time: Mapping[str, ResultLine]
    changes: list[ChangedMark]

    @property
    def wrong(self) -> tuple[MarkedQuestion, ...]:
        """The questions that earned no mark, unanswered ones among them."""
        return tuple(one for one in self.questions if one.verdict in (Verdict.WRONG, Verdict.UNANSWERED))

    @property
    def weakest(self) -> tuple[ResultLine, ...]:
        """Up to three topics with something wrong, the smallest share of right answers first."""
        lacking = [line for line in self.topics if line.correct < line.of]
        return tuple(sorted(lacking, key=lambda line: (Fraction(line.correct, line.of), -line.of))[:3])

    def shown(self, which: str) -> tuple[MarkedQuestion, ...]:
        """The questions a filter lets through: wrong, flagged, else all."""
        return {"wrong": self.wrong, "flagged": self.flagged}.get(which, self.questions)

    @property
    def flagged(self) -> tuple[MarkedQuestion, ...]:
        """The questions flagged for review."""
        return tuple(one for one in self.questions if one.flagged)


@dataclass(frozen=True)
class PastMock:
    """A line of the history."""

    attempt_id: int
    handed_in_at: datetime
    result: Result


def history(db: Session, viewer: Viewer, *, now: datetime, most: int = 1000) -> list[PastMock]:
    """The viewer's closed mocks that they may see, newest first."""
    results = newest_results(db, viewer, PART_NAME, Mode.MOCK, now=now, most=most)
    attempts = attempts_of_work(db, viewer, [result.work_id for result in results])
    return [
        PastMock(attempts[result.work_id], result.work.handed_in_at, result)
        for result in results
        if result.work_id in attempts
    ]


def marked_paper(db: Session, viewer: Viewer, paper: OpenAttempt, *, now: datetime) -> MarkedPaper:
    """A closed paper of the viewer's with its counting result.

    Raises:
        NotThere: it is not closed, or not released to them.
    """
    if paper.attempt.work_id is None:
        raise NotThere
    found = one_result(db, viewer, paper.attempt.work_id, now=now)
    verdicts = {item.slot: Verdict(item.verdict) for item in found.items}
    rulings = shown_rulings(db, viewer, paper.slots, verdicts)
    items = [slot.item for slot in paper.slots]
    titles = {line.key: line.label for line in found.lines if line.axis == TOPIC}
    versions = {
        version.item: version
        for version in db.scalars(select(QuestionVersion).where(QuestionVersion.item.in_(items)))
    }
    return MarkedPaper(
        result=found,
        last_time=topics_last_time(db, viewer, found, now=now),
        changes=changed_marks(db, viewer, found.work_id, now=now),
        topics=tuple(line for line in found.lines if line.axis == TOPIC),
        ksbs=tuple(line for line in found.lines if line.axis == KSB),
        questions=tuple(
            MarkedQuestion.of(
                slot, version, verdicts[slot.number], titles[version.topic], rulings.get(slot.number)
            )
            for slot in paper.slots
            if (version := versions[slot.item])
        ),
    )
