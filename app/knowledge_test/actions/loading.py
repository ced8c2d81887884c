"""Storing checked questions as versions that never change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.knowledge_test.content import Written
from app.knowledge_test.models import Question, QuestionVersion
from app.textfiles import rendered, rendered_inline


@dataclass(frozen=True)
class Loaded:
    """How many questions are new, changed, unchanged, and withdrawn since the last load."""

    new: int
    changed: int
    unchanged: int
    withdrawn: int


def load_questions(db: Session, written: Sequence[Written], *, now: datetime) -> Loaded:
    """Store what changed. Attempts keep the versions they were started with; none is ever removed."""
    versions: dict[str, list[QuestionVersion]] = {}
    for stored in db.scalars(select(QuestionVersion).order_by(QuestionVersion.number)):
        versions.setdefault(stored.question_id, []).append(stored)
    heads = {head.id: head for head in db.scalars(select(Question))}
    new = changed = unchanged = 0
    for one in written:
        known = versions.get(one.question.id, [])
        checksum = one.question.checksum()
        version = next((old for old in known if old.checksum == checksum), None)
        if version is None:
            version = _version(one, len(known) + 1, checksum, now=now)
            db.add(version)
            db.flush()
        head = heads.get(one.question.id)
        if head is None:
            db.add(Question(id=one.question.id, current_item=version.item))
            new += 1
        elif head.current_item == version.item:
            unchanged += 1
        else:
            head.current_item = version.item
            changed += 1
    withdrawn = _withdraw(heads, {one.question.id for one in written})
    return Loaded(new, changed, unchanged, withdrawn)


def _withdraw(heads: dict[str, Question], still_there: set[str]) -> int:
    gone = [head for head in heads.values() if head.id not in still_there and head.current_item is not None]
    for head in gone:
        head.current_item = None
    return len(gone)


def _version(one: Written, number: int, checksum: str, *, now: datetime) -> QuestionVersion:
    question = one.question
    options = question.options.by_letter()
    return QuestionVersion(
        item=f"{question.id}/{number}",
        question_id=question.id,
        number=number,
        checksum=checksum,
        loaded_at=now,
        topic=one.topic,
        ksbs=list(question.ksbs),
        difficulty=question.difficulty,
        stem=rendered(question.stem),
        options={letter: rendered_inline(option.text) for letter, option in options.items()},
        key=question.key,
        reasons={letter: rendered_inline(option.reason) for letter, option in options.items()},
        rests_on=list(question.rests_on),
        editions=list(question.editions),
        reviewed_by=question.reviewed_by,
        reviewed_on=question.reviewed_on,
    )
