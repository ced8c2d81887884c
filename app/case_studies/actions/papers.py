"""What part 2 gives to `sittings`: a paper of cases, what an answer may be, its mark, and its addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flask import url_for
from sqlalchemy.orm import Session

from app.assessment_plan.queries import current_plan, place_in_plan
from app.case_studies.queries.bank import Key, candidates, keys_of
from app.case_studies.queries.codes import answer_of
from app.case_studies.queries.papers import PART_NAME
from app.case_studies.rules.drawing import LEVELS, CannotFill, draw
from app.case_studies.rules.entering import Coding, checked, coding_of
from app.case_studies.rules.marking import Denominator, Marked, Score, mark
from app.case_studies.rules.reference import COUNTED, Category
from app.outcomes import NotAllowedNow, NotThere
from app.results.rules.judging import (
    ACCURACY,
    CHAPTER,
    KSB,
    OVERALL,
    RIGHT_CATEGORY,
    ItemMark,
    Judgement,
    ScoreLine,
    needed_of,
    summed,
)
from app.sittings.models import Attempt, Mode, Slot
from app.sittings.parts import Description, Order, Paper, PaperSlot
from app.sittings.queries.attempts import items_met

VERDICT = "coded"  # of an item that is not right or wrong but so many of so many


def compose(db: Session, order: Order) -> Paper:
    """A mock by the plan's levels, or the one case somebody wants to practise.

    Raises:
        NotAllowedNow: there are too few cases. NotThere: the case is not to be had.
    """
    plan = current_plan()
    part = plan.case_studies
    pool = candidates(db)
    if order.mode is Mode.PRACTICE:
        case = next((one for one in pool if one.case_id == order.choices.get("case")), None)
        if case is None:
            raise NotThere
        title = keys_of(db, [case.item])[case.item].title
        return Paper(title, plan.id, (PaperSlot(case.item, ""),), None, None, None)
    met = [item.split("/")[0] for item in items_met(db, order.viewer, PART_NAME, opened_practice=True)]
    try:
        drawn = draw({level: getattr(part, level).value for level in LEVELS}, pool, met, order.seed)
    except CannotFill as lacking:
        raise NotAllowedNow(
            f"The casebook cannot fill a paper yet: {lacking}. Tell your training provider."
        ) from None
    return Paper(
        title=part.title,
        plan_id=plan.id,
        slots=tuple(PaperSlot(one.item, "") for one in drawn),
        minutes=part.minutes.value,
        pass_percent=part.pass_percent.value,
        distinction_percent=part.distinction_percent.value,
    )


def accept(_arrangement: str, value: object) -> str:
    """The codes of a case in the form that is stored; "" for none."""
    found = coding_of(value) if isinstance(value, str) else Coding() if value is None else checked(value)
    return found.text()


def mark_attempt(db: Session, attempt: Attempt, slots: Sequence[Slot]) -> Judgement:
    """Every case marked against its reference; what counts together is added up, never averaged."""
    keys = keys_of(db, {slot.item for slot in slots})
    marked = {slot.number: marked_case(slot.value, keys[slot.item]) for slot in slots}
    items = tuple(
        ItemMark(
            slot.number,
            slot.item,
            VERDICT,
            marked[slot.number].overall.correct,
            marked[slot.number].overall.of,
            detail_of(marked[slot.number]),
        )
        for slot in slots
    )
    correct, of = sum(item.correct for item in items), sum(item.of for item in items)
    lines = (
        ScoreLine(OVERALL, "all", attempt.title, correct, of),
        *_accuracies(list(marked.values())),
        *summed(CHAPTER, _by_chapter(items, keys)),
        *sorted(summed(KSB, _by_ksb(items, keys)), key=lambda line: place_in_plan(line.key)),
    )
    return Judgement(lines, items, needed_of(of, attempt.pass_percent, attempt.distinction_percent))


def marked_case(value: str, key: Key) -> Marked:
    """A stored answer marked as the plan says."""
    coding = coding_of(value)
    answer = answer_of(
        [line.code for line in coding.diagnoses], [line.code for line in coding.procedures], "", key.lists
    )
    denominator = Denominator(current_plan().case_studies.denominator.value)
    return mark(key.reference, answer, denominator)


def detail_of(marked: Marked) -> str:
    """The verdicts as they were given, for pages that show them later: the rules may have moved on."""
    lines = [
        [line.side, line.list_name, line.number, line.category.value, line.verdict.value, line.match]
        for line in marked.lines
    ]
    told = {"code_set": marked.code_set, "denominator": marked.denominator.value, "lines": lines}
    return json.dumps(told, separators=(",", ":"))


def describe(attempt: Attempt) -> Description:
    """The attempt's name and addresses."""
    return Description(
        name=attempt.title,
        address=url_for("cases.go_on", attempt_id=attempt.id),
        result_address=url_for("case_results.result", attempt_id=attempt.id),
    )


def _accuracies(marked: Sequence[Marked]) -> Iterator[ScoreLine]:
    """The audit's four, and the same with minor errors forgiven."""
    totals = dict.fromkeys(COUNTED, Score(0, 0, 0))
    for one in marked:
        for category, score in one.scores().items():
            totals[category] += score
    for category, score in totals.items():
        yield ScoreLine(ACCURACY, category.value, category.words, score.correct, score.of)
    for category, score in totals.items():
        yield ScoreLine(RIGHT_CATEGORY, category.value, Category(category).words, score.level, score.of)


def _by_chapter(items: Sequence[ItemMark], keys: Mapping[str, Key]) -> Iterator[tuple[str, str, ItemMark]]:
    for item in items:
        chapter = keys[item.item].chapter
        yield chapter, f"Chapter {chapter}", replace(item, detail="")


def _by_ksb(items: Sequence[ItemMark], keys: Mapping[str, Key]) -> Iterator[tuple[str, str, ItemMark]]:
    titles = current_plan().ksb_titles
    for item in items:
        for ksb in keys[item.item].ksbs:
            yield ksb, titles.get(ksb, ksb), item
