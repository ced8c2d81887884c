"""What happened to an attempt, in words for the person it affects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people import Viewer
from app.sittings.models import Attempt, ClosedBy, LateAnswer, Mode
from app.trail.queries import my_entries


@dataclass(frozen=True)
class Happening:
    """Something that happened to an attempt, in words for the person it affects."""

    at: datetime
    words: str


CLOSED_WORDS = {
    ClosedBy.PERSON: "Handed in by you",
    ClosedBy.PAGE: "Time was over: handed in by the open page",
    ClosedBy.LATE_REQUEST: "Time was over: handed in when you came back",
    ClosedBy.SWEEP: "Time was over: handed in by the service",
}
PLAIN_WORDS = {
    "query-raised": "Query raised in case {slot}",
    # without the reason: a mock that is running may ask the same question
    "attempt-re-marked": "A question was marked again: {was_correct} of {was_of} became {correct} of {of}. "
    "Approved by {approved_by}",
}


def what_happened(
    db: Session, viewer: Viewer, attempt_id: int, *, mode: Mode = Mode.MOCK, of: str = "question"
) -> list[Happening]:
    """The trail of one of the viewer's attempts in words, oldest first. of: what its paper consists of."""
    return [
        Happening(entry.at, words)
        for entry in my_entries(db, viewer, f"attempt:{attempt_id}")
        if (words := _words(entry.act, entry.facts, mode, of))
    ]


def _words(act: str, facts: Mapping[str, str | int], mode: Mode, of: str) -> str:
    if act == "attempt-started":
        minutes = f", {facts['minutes']} minutes" if facts["minutes"] else ""
        return f"Started: {_counted(facts['slots'], of)}{minutes}"
    if act == "attempt-closed":
        closed = CLOSED_WORDS[ClosedBy(str(facts["by"]))] if mode is Mode.MOCK else "Ended by you"
        answered, saves = _counted(facts["answered"], "answer"), _counted(facts["saves"], "time")
        return f"{closed}. {answered}, saved {saves} in all"
    if act == "lag-allowance-used":
        arrived = _counted(facts["answers"], "answer")
        return f"{arrived} arrived within the seconds allowed for a slow network: counted"
    if act == "attempt-extended":
        return f"Time added: {_counted(facts['minutes'], 'minute')}. Reason: {facts['reason']}"
    if act == "late-answers-refused":
        questions = str(facts["questions"])
        return f"Came too late and does not count: {of}{'s' if ',' in questions else ''} {questions}"
    return PLAIN_WORDS.get(act, "").format(**facts)


def _counted(number: str | int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def late_answers(db: Session, viewer: Viewer, attempt_id: int) -> list[LateAnswer]:
    """Answers to the viewer's attempt that came too late and do not count, by question and arrival."""
    return list(
        db.scalars(
            select(LateAnswer)
            .join(Attempt, Attempt.id == LateAnswer.attempt_id)
            .where(Attempt.id == attempt_id, Attempt.person_id == viewer.person_id)
            .order_by(LateAnswer.slot, LateAnswer.arrived_at, LateAnswer.writer)
        )
    )
