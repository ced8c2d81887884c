"""A small part that can be practised: three questions, of which option 1 is always right."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.outcomes import BadInput
from app.results.rules.judging import OVERALL, ItemMark, Judgement, ScoreLine
from app.sittings.models import Attempt, Mode, Slot
from app.sittings.parts import Description, Order, Paper, PaperSlot, Part

PACE = 90  # seconds for one question


def _compose(_db: Session, order: Order) -> Paper:
    mock = order.mode is Mode.MOCK
    return Paper(
        title="Sample",
        plan_id="sample-plan",
        slots=tuple(PaperSlot(f"S-{number}/1", "ABCD") for number in (1, 2, 3)),
        minutes=5 if mock else None,
        pass_percent=None,
        distinction_percent=None,
        pace_seconds=None if mock else PACE,
    )


def _accept(_arrangement: str, value: object) -> str:
    if value not in ("", "1", "2", "3", "4"):
        raise BadInput("That is no option.", field="value")
    return str(value)


def _mark(_db: Session, attempt: Attempt, slots: Sequence[Slot]) -> Judgement:
    items = tuple(
        ItemMark(slot.number, slot.item, "right" if slot.value == "1" else "wrong", int(slot.value == "1"), 1)
        for slot in slots
    )
    overall = ScoreLine(OVERALL, "all", attempt.title, sum(item.correct for item in items), len(items))
    return Judgement((overall,), items)


def _describe(attempt: Attempt) -> Description:
    return Description("Sample", f"/sample/{attempt.id}", f"/sample/{attempt.id}/result")


SAMPLE = Part("sample", _compose, _accept, _mark, _describe)
