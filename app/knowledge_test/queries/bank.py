"""Questions for composing and marking. Used by the part's own functions, never by a page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Subquery, func, or_, select
from sqlalchemy.orm import Session

from app.knowledge_test.models import Question, QuestionVersion, Ruling
from app.knowledge_test.rules.drawing import Candidate
from app.knowledge_test.rules.marking import Key


def candidates(db: Session) -> list[Candidate]:
    """Every question a new paper may take, in its current version; not those that are set aside."""
    newest = newest_rulings()
    rows = db.execute(
        select(QuestionVersion.item, QuestionVersion.question_id, QuestionVersion.topic)
        .join(Question, Question.current_item == QuestionVersion.item)
        .outerjoin(newest, newest.c.item == QuestionVersion.item)
        .where(or_(newest.c.letters.is_(None), newest.c.letters != ""))
    )
    return [Candidate(*row) for row in rows]


def keys_of(db: Session, items: Sequence[str], *, held: bool = False) -> dict[str, Key]:
    """What is needed to mark these versions, rulings counted in.

    Args:
        held: for what is recorded: no ruling on any of them can be made before the transaction ends, so that
            marking again sees every result that was marked without it (`actions/re_marking.py`).
    """
    versions = select(
        QuestionVersion.item, QuestionVersion.key, QuestionVersion.topic, QuestionVersion.ksbs
    ).where(QuestionVersion.item.in_(items))
    if held:
        versions = versions.order_by(QuestionVersion.item).with_for_update(read=True, key_share=True)
    rows = db.execute(versions).all()
    # a statement of its own: the one before may have waited for a ruling that it could not see yet
    newest = newest_rulings()
    ruled = select(newest.c.item, newest.c.letters).where(newest.c.item.in_(items))
    right = {row.item: row.letters for row in db.execute(ruled)}
    return {row.item: Key(row.key, row.topic, tuple(row.ksbs), right.get(row.item)) for row in rows}


def newest_rulings() -> Subquery:
    """The ruling that counts of every version on which there is one."""
    counting = select(func.max(Ruling.id)).group_by(Ruling.item)
    return select(Ruling).where(Ruling.id.in_(counting)).subquery()
