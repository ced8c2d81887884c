"""Storing checked questions as versions that never change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.knowledge_test.content import Written
from app.knowledge_test.models import Question, QuestionVersion
from app.textfiles import rendered, rendered_inline
from app.versions import Loaded, store_versions


def load_questions(db: Session, written: Sequence[Written], *, now: datetime) -> Loaded:
    """Store what changed, see `store_versions`."""
    versions: dict[str, list[QuestionVersion]] = {}
    for stored in db.scalars(select(QuestionVersion).order_by(QuestionVersion.number)):
        versions.setdefault(stored.question_id, []).append(stored)
    return store_versions(
        db,
        [(one.question.id, one.question.checksum(), partial(_version, one, now=now)) for one in written],
        {head.id: head for head in db.scalars(select(Question))},
        versions,
        lambda name, item: Question(id=name, current_item=item),
    )


def _version(one: Written, number: int, *, now: datetime) -> QuestionVersion:
    question = one.question
    options = question.options.by_letter()
    return QuestionVersion(
        item=f"{question.id}/{number}",
        question_id=question.id,
        number=number,
        checksum=question.checksum(),
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
