"""Codes the cases of the demonstration: the reference with mistakes as people make them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.case_studies.actions.asking import raise_query
from app.case_studies.models import CaseVersion
from app.case_studies.part import PART
from app.case_studies.rules.entering import CodeLine, Coding, Words
from app.demo.cast import CaseMock, CasePractice
from app.people import Viewer
from app.sittings.actions.finishing import finish_attempt
from app.sittings.actions.saving import Change, save_answer
from app.sittings.actions.starting import start_attempt
from app.sittings.models import Attempt, Mode, Slot
from app.sittings.parts import Order

HOUR_OF_DAY = 14
CASE_EVERY = timedelta(minutes=22)
ADDED = "Z92.1"  # what is often added without need


def code_cases(
    db: Session, viewer: Viewer, piece: CaseMock | CasePractice, chance: random.Random, *, now: datetime
) -> None:
    """Sit a mock of part 2, or practise one case, as the cast says."""
    start = (now - timedelta(days=piece.days_ago)).replace(
        hour=HOUR_OF_DAY, minute=5, second=0, microsecond=0
    )
    if isinstance(piece, CaseMock):
        mode, choices = Mode.MOCK, {"look_up": piece.look_up}
    else:
        mode, choices = Mode.PRACTICE, {"case": piece.case}
    attempt = start_attempt(db, PART, Order(viewer, mode, chance.randrange(2**31), start, choices))
    slots = db.scalars(select(Slot).where(Slot.attempt_id == attempt.id).order_by(Slot.number)).all()
    moment = start
    for slot in slots:
        moment += CASE_EVERY
        case = db.scalars(select(CaseVersion).where(CaseVersion.item == slot.item)).one()
        value = _coded(case, piece.right, chance).text()
        change = Change(slot.number, 0, value, flagged=False, writer="demonstration", change=1)
        save_answer(db, viewer, attempt.id, change, now=moment)
        _ask(db, viewer, attempt, slot, case, now=moment)
    db.expire_all()  # the answers were written past the session's own copies
    if piece.handed_in:
        finish_attempt(db, viewer, attempt.id, now=moment + timedelta(minutes=3))


def _ask(
    db: Session, viewer: Viewer, attempt: Attempt, slot: Slot, case: CaseVersion, *, now: datetime
) -> None:
    needed = next((ask for ask in case.asks if ask["needed"]), None)
    if needed is not None:
        sent = {"about": needed["about"], "text": "Please can you clarify this in the record?"}
        raise_query(db, viewer, attempt.id, slot.number, sent, now=now)


def _coded(case: CaseVersion, right: int, chance: random.Random) -> Coding:
    """The author's own coding without what is optional, so many lines of 100 as they should be."""
    first = case.code_sets[0]
    diagnoses = _lines(first["diagnoses"], right, chance)
    if chance.randrange(100) > right:
        diagnoses.append(CodeLine(ADDED))
    procedures = [line for group in first["procedures"] for line in _lines(group["lines"], right, chance)]
    return Coding(tuple(diagnoses), tuple(procedures))


def _lines(written: Sequence[dict[str, object]], right: int, chance: random.Random) -> list[CodeLine]:
    found: list[CodeLine] = []
    for line in written:
        if line["status"] != "required":
            continue
        code = str(line["code"])
        if chance.randrange(100) < right:
            found.append(CodeLine(code, _evidence(line, chance)))
        elif chance.randrange(3):  # else it is forgotten
            found.append(CodeLine(f"{code[:4]}{'8' if code[4:5] != '8' else '9'}"))
    return found


def _evidence(line: dict[str, object], chance: random.Random) -> tuple[Words, ...]:
    linked = line["evidence"]
    if not isinstance(linked, list) or chance.randrange(2):
        return ()
    words = str(linked[0]["words"]).split("…", maxsplit=1)[0].strip()
    return (Words(str(linked[0]["document"]), words),) if words else ()
