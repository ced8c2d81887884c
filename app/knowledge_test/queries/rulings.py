"""What was decided about questions after they were asked, as the person sees it whose mock asked them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.knowledge_test.models import ReMark, Ruling
from app.knowledge_test.queries.bank import keys_of, newest_rulings
from app.knowledge_test.rules.drawing import LETTERS
from app.knowledge_test.rules.marking import Answered, Verdict, mark
from app.knowledge_test.rules.re_marking import listed
from app.people import Viewer
from app.results.models import Result, ResultItem, Work
from app.results.queries import visible_work
from app.sittings.models import Attempt, Mode, Slot

SET_ASIDE = "This question was set aside: it counts neither as right nor as wrong."


@dataclass(frozen=True)
class ChangedMark:
    """A result that took the place of another. question: the number of the question that was marked again."""

    before: Result
    after: Result
    question: int
    approved_by: str
    reason: str


def changed_marks(db: Session, viewer: Viewer, work_id: int, *, now: datetime) -> list[ChangedMark]:
    """How the marks of a piece of work changed, the oldest first; none where the viewer may not see it."""
    before = aliased(Result)
    rows = db.execute(
        select(before, Result, ResultItem.slot, Ruling.approved_by, Ruling.reason)
        .join(Result, (Result.work_id == before.work_id) & (Result.number == before.number + 1))
        .join(ReMark, ReMark.result_id == Result.id)
        .join(Ruling, Ruling.id == ReMark.ruling_id)
        .join(ResultItem, (ResultItem.result_id == Result.id) & (ResultItem.item == Ruling.item))
        .where(
            Result.work_id == work_id,
            Result.work_id.in_(visible_work(viewer, now=now).with_only_columns(Work.id)),
        )
        .order_by(Result.number)
    )
    return [ChangedMark(*row) for row in rows]


@dataclass(frozen=True)
class ShownRuling:
    """A decision about a question, in the letters under which this paper shows its options.

    places: of the options that count as right, from 1. kept: the mark is the one from before the decision.
    would_fall: it is kept, and by the decision the answer would not be right any more. in_practice: the
    question was asked in practice, which is left as it was ended.
    """

    words: str
    reason: str
    approved_by: str
    made_at: datetime
    places: tuple[int, ...]
    kept: bool
    would_fall: bool
    in_practice: bool


def shown_rulings(
    db: Session, viewer: Viewer, slots: Sequence[Slot], verdicts: Mapping[int, Verdict]
) -> dict[int, ShownRuling]:
    """What was decided about the questions of a paper, by the number of the slot.

    Nothing about slots of somebody else's paper. Only for answers that were checked or handed in: it tells
    which options are right.

    Args:
        verdicts: as the result that counts has them, by the number of the slot.
    """
    newest = newest_rulings()
    modes = _modes_of_own(db, viewer, slots)
    told = [slot for slot in slots if slot.attempt_id in modes and slot.number in verdicts]
    items = [slot.item for slot in told]
    ruled = {row.item: row for row in db.execute(select(newest).where(newest.c.item.in_(items)))}
    concerned = [slot for slot in told if slot.item in ruled]
    answers = [Answered(slot.number, slot.item, slot.arrangement, slot.value) for slot in concerned]
    anew = mark(answers, keys_of(db, list(ruled)))
    found = {}
    for slot, verdict in zip(concerned, anew, strict=True):
        row = ruled[slot.item]
        before = verdicts[slot.number]
        places = tuple(
            place for place, letter in enumerate(slot.arrangement, start=1) if letter in row.letters
        )
        found[slot.number] = ShownRuling(
            words=_words(places),
            reason=row.reason,
            approved_by=row.approved_by,
            made_at=row.made_at,
            places=places,
            kept=verdict is not before,
            would_fall=before is Verdict.RIGHT and verdict is not before,
            in_practice=modes[slot.attempt_id] is Mode.PRACTICE,
        )
    return found


def _modes_of_own(db: Session, viewer: Viewer, slots: Sequence[Slot]) -> dict[int, Mode]:
    """Of the papers of these slots, those that are the viewer's own, and what they are."""
    papers = {slot.attempt_id for slot in slots}
    own = select(Attempt.id, Attempt.mode).where(
        Attempt.id.in_(papers), Attempt.person_id == viewer.person_id
    )
    return {row.id: row.mode for row in db.execute(own)}


def _words(places: Sequence[int]) -> str:
    letters = [LETTERS[place - 1] for place in places]
    if not letters:
        return SET_ASIDE
    if len(letters) == 1:
        return f"The key of this question was changed: {letters[0]} counts as right."
    counted = "both" if len(letters) == 2 else "all"
    return f"The key of this question was changed: {listed(letters)} {counted} count as right."
