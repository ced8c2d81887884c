"""Closed papers of part 2: what counts together, and each case with its verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessment_plan.queries import current_plan
from app.case_studies.models import CaseStudy, CaseVersion
from app.case_studies.queries.bank import Key, keys_of
from app.case_studies.queries.papers import PART_NAME, Reply, replies_in
from app.case_studies.rules.advising import Lost, losses
from app.case_studies.rules.figures import percent, with_halves
from app.case_studies.rules.marking import NOTHING, Denominator, Marked, Score
from app.case_studies.rules.reference import COUNTED, Category
from app.case_studies.rules.stored import marked_of
from app.outcomes import NotThere
from app.people import Viewer
from app.results.models import Result
from app.results.queries import one_result
from app.sittings.models import Attempt, Mode, Slot
from app.sittings.queries.attempts import OpenAttempt, items_met

DENOMINATOR_WORDS = {
    Denominator.WITH_EXTRAS: (
        "Divided by the codes of the reference and, one each, the codes that are not required."
    ),
    Denominator.REFERENCE: "Divided by the codes of the reference alone: what is not required costs nothing.",
}


@dataclass(frozen=True)
class Accuracy:
    """One of the audit's four. score: `of` is 0 where there is nothing to count; target: per cent."""

    category: Category
    score: Score
    target: int

    @property
    def percent(self) -> int | None:
        """The same in whole per cent; None where nothing counts."""
        return percent(self.score.correct, self.score.of, [self.target]) if self.score.of else None

    @property
    def is_reached(self) -> bool:
        """Whether it reaches its target."""
        return 100 * self.score.correct >= self.target * self.score.of


@dataclass(frozen=True)
class MarkedCase:
    """A case of a closed paper. replies: what was asked in it, and what came back."""

    slot: Slot
    version: CaseVersion
    key: Key
    marked: Marked
    replies: tuple[Reply, ...]

    @property
    def score(self) -> Score:
        """Correct of those that count."""
        return self.marked.overall

    @property
    def percent(self) -> int | None:
        """The same in whole per cent; None where nothing counts."""
        return percent(self.score.correct, self.score.of) if self.score.of else None

    @property
    def lost(self) -> list[Lost]:
        """What was not right."""
        return losses(self.marked, self.key.reference)

    @property
    def query_missed(self) -> bool:
        """Whether a query was needed and not raised."""
        raised = {reply.about for reply in self.replies}
        return any(ask["needed"] and ask["about"] not in raised for ask in self.version.asks)


@dataclass(frozen=True)
class MarkedCases:
    """A closed paper with its counting result and its cases in order."""

    result: Result
    cases: tuple[MarkedCase, ...]

    @property
    def lost(self) -> list[Lost]:
        """What was not right in all of them."""
        return [lost for case in self.cases for lost in case.lost]

    @property
    def score(self) -> Score:
        """All cases added up."""
        return sum((case.score for case in self.cases), NOTHING)

    @property
    def anything_entered(self) -> bool:
        """Whether anything was entered in any of them."""
        return any(case.slot.value for case in self.cases)

    def percent_of(self, attempt: Attempt) -> int | None:
        """All cases in whole per cent, true to the attempt's pass marks; None where nothing counts."""
        limits = [one for one in (attempt.pass_percent, attempt.distinction_percent) if one is not None]
        return percent(self.score.correct, self.score.of, limits) if self.score.of else None

    @property
    def query_missed(self) -> bool:
        """Whether a query was needed and not raised in any of them."""
        return any(case.query_missed for case in self.cases)


def marked_cases(db: Session, viewer: Viewer, paper: OpenAttempt, *, now: datetime) -> MarkedCases:
    """A closed paper of the viewer's with its counting result.

    Raises:
        NotThere: it is not closed, or not released to them.
    """
    if paper.attempt.work_id is None:
        raise NotThere
    found = one_result(db, viewer, paper.attempt.work_id, now=now)
    details = {item.slot: item.detail for item in found.items}
    names = [slot.item for slot in paper.slots]
    keys = keys_of(db, names)
    versions = {one.item: one for one in db.scalars(select(CaseVersion).where(CaseVersion.item.in_(names)))}
    replies = replies_in(db, viewer, paper.attempt.id, paper.slots)
    cases = tuple(
        MarkedCase(
            slot=slot,
            version=versions[slot.item],
            key=keys[slot.item],
            marked=marked_of(details[slot.number]),
            replies=replies[slot.number],
        )
        for slot in paper.slots
    )
    return MarkedCases(found, cases)


def accuracies(viewer: Viewer, cases: Iterable[MarkedCase]) -> list[Accuracy]:
    """The audit's four of the viewer's cases together, each against the plan's first target."""
    assert viewer.person_id
    totals = dict.fromkeys(COUNTED, NOTHING)
    for case in cases:
        for category, score in case.marked.scores().items():
            totals[category] += score
    targets = current_plan().case_studies.targets.value[0]
    return [Accuracy(one, score, getattr(targets, one.value)) for one, score in totals.items()]


def halves(viewer: Viewer, case: MarkedCase, mode: Mode) -> str:
    """The score of the viewer's case with half a mark for the right category, as in practice; else ""."""
    assert viewer.person_id
    given = mode is Mode.PRACTICE and current_plan().case_studies.half_marks.value == "practice"
    return with_halves(case.score) if given and case.score.level > case.score.correct else ""


def another_like(db: Session, viewer: Viewer, case: CaseVersion) -> CaseVersion | None:
    """A case to practise after this one: of its level, one that was never met first, else met longest ago."""
    met = [item.split("/")[0] for item in items_met(db, viewer, PART_NAME, opened_practice=True)]
    last = {case_id: place for place, case_id in enumerate(met)}
    others = db.scalars(
        select(CaseVersion)
        .join(CaseStudy, CaseStudy.current_item == CaseVersion.item)
        .where(CaseVersion.level == case.level, CaseVersion.case_id != case.case_id)
        .order_by(CaseVersion.case_id)
    )
    return min(others, key=lambda one: last.get(one.case_id, -1), default=None)
