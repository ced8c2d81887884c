"""Marking again what was handed in, after a key was changed or a question set aside.

First it is weighed, which changes nothing; then it is done, in one transaction: the ruling, a new result
beside the old of each mock that changes, an entry of the trail and a letter for each. Whatever is handed in
from then on is marked by the ruling, so a mock that is running is judged fairly too.

Practice that was ended is left as it is: nobody is graded by it, and its answers were explained when they
were checked. The ruling counts for practice that is checked or ended later.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.knowledge_test.actions.telling import tell
from app.knowledge_test.actions.weighing import ReMarking, Weighed, weigh, works_asking
from app.knowledge_test.models import QuestionVersion, ReMark, Ruling
from app.knowledge_test.rules.re_marking import Decision
from app.results.actions import record
from app.results.models import Work
from app.trail.actions import note
from config import Settings


def re_mark(db: Session, made: Decision, settings: Settings, *, now: datetime) -> ReMarking:
    """Keep a decision and mark again what it changes; what was just so decided before changes nothing."""
    _hold(db, made.item)
    done = weigh(db, made)
    if done.decided_at is not None:
        return done
    ruling = Ruling(
        item=made.item,
        letters=made.right,
        policy=made.policy,
        reason=made.reason,
        approved_by=made.approved_by,
        made_at=now,
    )
    db.add(ruling)
    db.flush()
    note(
        db,
        "question-ruled",
        f"question:{made.item}",
        now=now,
        actor_id=None,
        right=made.right,
        policy=made.policy.value,
        reason=made.reason,
        approved_by=made.approved_by,
        changed=len(done.changed),
    )
    for one in done.changed:
        _replace(db, one, ruling, now=now)
    return dataclasses.replace(done, letters=tell(db, done.changed, made, settings, now=now))


def _hold(db: Session, item: str) -> None:
    """Keep everybody else from what is marked again, to the end of the transaction.

    The version is held, so that whoever is marking a paper with it comes first and is seen, or waits and
    marks by the ruling. The pieces of work are held, so that of two decisions about two questions of one
    paper the second starts from the result of the first.
    """
    db.execute(select(QuestionVersion.item).where(QuestionVersion.item == item).with_for_update())
    works = select(Work.id).where(Work.id.in_(works_asking(item))).order_by(Work.id)
    db.execute(works.with_for_update(key_share=True))


def _replace(db: Session, one: Weighed, ruling: Ruling, *, now: datetime) -> None:
    """A new result beside the one that counted."""
    number = one.before.number + 1
    result = record(db, one.work, one.after, now=now, number=number, reason=ruling.reason)
    db.add(ReMark(result_id=result.id, ruling_id=ruling.id))
    note(
        db,
        "attempt-re-marked",
        f"attempt:{one.attempt.id}",
        now=now,
        actor_id=None,
        subject_id=one.work.person_id,
        item=ruling.item,
        was_correct=one.before.correct,
        was_of=one.before.of,
        correct=result.correct,
        of=result.of,
        approved_by=ruling.approved_by,
        reason=ruling.reason,
    )
