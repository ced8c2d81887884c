"""The four functions that part 1 gives to `sittings`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from flask import url_for
from sqlalchemy.orm import Session

from app.assessment_plan.queries import current_plan, place_in_plan
from app.knowledge_test.queries.bank import candidates, keys_of
from app.knowledge_test.queries.lately import lately
from app.knowledge_test.queries.results import PART_NAME
from app.knowledge_test.rules.drawing import CannotFill, Drawn, draw
from app.knowledge_test.rules.marking import Answered, Key, is_place, mark, worth
from app.knowledge_test.rules.practising import Wish, pace, spread
from app.outcomes import BadInput, NotAllowedNow
from app.results.rules.judging import KSB, OVERALL, TOPIC, ItemMark, Judgement, ScoreLine, needed_of, summed
from app.sittings.models import Attempt, Mode, Slot
from app.sittings.parts import Description, Order, Paper, PaperSlot
from app.sittings.queries.attempts import items_met

NOTHING_WRONG = "There is nothing you got wrong to practise here. Choose any questions, or other topics."
NO_QUESTIONS = "The question bank has no question of these topics yet. Choose others."


def compose(db: Session, order: Order) -> Paper:
    """A mock paper by the plan's quotas, or practice by what the person wants.

    Raises:
        NotAllowedNow: the bank cannot fill it.
    """
    plan = current_plan()
    part = plan.knowledge_test
    met = [item.split("/")[0] for item in items_met(db, order.viewer, PART_NAME)]
    if order.mode is Mode.PRACTICE:
        return _practice(db, order, Wish.of_choices(order.choices), met)
    try:
        drawn = draw(part.quota_by_topic, candidates(db), met, order.seed)
    except CannotFill as lacking:
        raise NotAllowedNow(
            f"The question bank cannot fill a paper yet: {lacking}. Tell your training provider."
        ) from None
    return Paper(
        title=part.title,
        plan_id=plan.id,
        slots=_slots(drawn),
        minutes=part.minutes.value,
        pass_percent=part.pass_percent.value,
        distinction_percent=part.distinction_percent.value,
    )


def _practice(db: Session, order: Order, wish: Wish, met: Sequence[str]) -> Paper:
    """As many questions as are wanted, or as there are; no deadline, no grade."""
    plan = current_plan()
    part = plan.knowledge_test
    pool = candidates(db)
    if wish.only_wrong:
        wrong = lately(db, order.viewer, now=order.now).wrong
        pool = [one for one in pool if one.question_id in wrong]
    shares = dict.fromkeys(wish.topics, 1) or part.quota_by_topic
    quotas = spread(wish.number, Counter(one.topic for one in pool), shares, order.seed)
    if not quotas:
        raise NotAllowedNow(NOTHING_WRONG if wish.only_wrong else NO_QUESTIONS)
    return Paper(
        title=wish.title(plan.ksb_titles),
        plan_id=plan.id,
        slots=_slots(draw(quotas, pool, met, order.seed)),
        minutes=None,
        pass_percent=None,
        distinction_percent=None,
        pace_seconds=pace(part.minutes.value, part.questions.value) if wish.timed else None,
    )


def _slots(drawn: Sequence[Drawn]) -> tuple[PaperSlot, ...]:
    return tuple(PaperSlot(one.item, one.arrangement) for one in drawn)


def accept(_arrangement: str, value: object) -> str:
    """An option by its place as shown, '1' to '4', or '' to clear the answer."""
    if not is_place(value):
        raise BadInput("An answer is one of the four options, or none. Load the page again.")
    return str(value)


def mark_attempt(db: Session, attempt: Attempt, slots: Sequence[Slot]) -> Judgement:
    """One mark for each right answer, by the author's key or what was ruled since.

    Of practice only what was checked is judged: it can be ended at any time.
    """
    if attempt.mode is Mode.PRACTICE:
        slots = [slot for slot in slots if slot.revealed_at is not None]
    keys = keys_of(db, [slot.item for slot in slots], held=True)
    return judged(attempt, item_marks(slots, keys), keys)


def item_marks(slots: Sequence[Slot], keys: Mapping[str, Key]) -> tuple[ItemMark, ...]:
    """The mark of each slot, in order."""
    answers = [Answered(slot.number, slot.item, slot.arrangement, slot.value) for slot in slots]
    return tuple(
        ItemMark(answer.slot, answer.item, verdict.value, *worth(verdict))
        for answer, verdict in zip(answers, mark(answers, keys), strict=True)
    )


def judged(attempt: Attempt, items: tuple[ItemMark, ...], keys: Mapping[str, Key]) -> Judgement:
    """What marks add up to: score lines overall, by topic and by KSB, and the marks a grade needs.

    These are of the marks that can be had: what is set aside makes the paper shorter. A paper of which
    nothing is left has no grade.
    """
    correct, of = sum(item.correct for item in items), sum(item.of for item in items)
    lines = (
        ScoreLine(OVERALL, "all", attempt.title, correct, of),
        *sorted(summed(TOPIC, _by_topic(items, keys)), key=lambda line: place_in_plan(line.key)),
        *sorted(summed(KSB, _by_ksb(items, keys)), key=lambda line: place_in_plan(line.key)),
    )
    return Judgement(lines, items, needed_of(of, attempt.pass_percent, attempt.distinction_percent))


def describe(attempt: Attempt) -> Description:
    """The attempt's name and addresses."""
    pages = "practice" if attempt.mode is Mode.PRACTICE else "knowledge_test"
    return Description(
        name=attempt.title,
        address=url_for(f"{pages}.go_on", attempt_id=attempt.id),
        result_address=url_for(f"{pages}.result", attempt_id=attempt.id),
    )


def _by_topic(items: Sequence[ItemMark], keys: Mapping[str, Key]) -> Iterator[tuple[str, str, ItemMark]]:
    titles = current_plan().ksb_titles
    for item in items:
        topic = keys[item.item].topic
        yield topic, titles.get(topic, topic), item


def _by_ksb(items: Sequence[ItemMark], keys: Mapping[str, Key]) -> Iterator[tuple[str, str, ItemMark]]:
    titles = current_plan().ksb_titles
    for item in items:
        for ksb in keys[item.item].ksbs:
            yield ksb, titles.get(ksb, ksb), item
