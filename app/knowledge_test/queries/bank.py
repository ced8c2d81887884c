"""Questions for composing and marking. Used by the part's own functions, never by a page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.knowledge_test.models import Question, QuestionVersion
from app.knowledge_test.rules.drawing import Candidate
from app.knowledge_test.rules.marking import Key


def candidates(db: Session) -> list[Candidate]:
    """Every question a new paper may take, in its current version."""
    rows = db.execute(
        select(QuestionVersion.item, QuestionVersion.question_id, QuestionVersion.topic).join(
            Question, Question.current_item == QuestionVersion.item
        )
    )
    return [Candidate(*row) for row in rows]


def keys_of(db: Session, items: Sequence[str]) -> dict[str, Key]:
    """What is needed to mark these versions."""
    rows = db.execute(
        select(QuestionVersion.item, QuestionVersion.key, QuestionVersion.topic, QuestionVersion.ksbs).where(
            QuestionVersion.item.in_(items)
        )
    )
    return {row.item: Key(row.key, row.topic, tuple(row.ksbs)) for row in rows}
