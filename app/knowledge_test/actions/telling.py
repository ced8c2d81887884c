"""Letters to those whose mock was marked again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.knowledge_test.actions.weighing import Weighed
from app.knowledge_test.rules.re_marking import Decision
from app.notices.actions import write_letter
from app.sittings.models import Attempt, Mode, State
from app.templating import uk_date_words
from config import Settings

KIND = "marked-again"

LETTER = """Hello {name},

A question of your mock of {day} was marked again, and your mark changed.
We are sorry that this was not right the first time. You need not do anything.

Why: {why}

Approved by {approved_by}. Both marks stand side by side with your result:

{address}
"""
LATER = "you can read it there once the mock that you are sitting is handed in."


def tell(
    db: Session, changed: Collection[Weighed], made: Decision, settings: Settings, *, now: datetime
) -> int:
    """Write to everybody whose mock changed; how many letters that are.

    No letter says what the marks are or which way they went: without a mail server administrators pass
    letters on, and results are nothing that they see. The page of the result says it.

    Not to those who may not come in any more, nor about results that are still kept back. Who is sitting a
    mock is told why only afterwards: it may ask the same question.
    """
    sitting = set(
        db.scalars(select(Attempt.person_id).where(Attempt.mode == Mode.MOCK, Attempt.state == State.RUNNING))
    )
    told = [one for one in changed if _may_be_told(one, now=now)]
    for one in told:
        day = uk_date_words(one.work.handed_in_at)
        write_letter(
            db,
            KIND,
            to=one.person.email,
            subject=f"Your mock of {day} was marked again",
            body=LETTER.format(
                name=one.person.name,
                day=day,
                why=LATER if one.person.id in sitting else made.reason,
                approved_by=made.approved_by,
                address=_address(one.attempt, settings),
            ),
            now=now,
            person_id=one.person.id,
        )
    return len(told)


def _may_be_told(one: Weighed, *, now: datetime) -> bool:
    released = one.work.released_at is not None and one.work.released_at <= now
    return released and one.person.disabled_at is None


def _address(attempt: Attempt, settings: Settings) -> str:
    """The page of the result; a command has no request that knows addresses."""
    path = current_app.url_map.bind("").build("knowledge_test.result", {"attempt_id": attempt.id})
    return settings.public_url + path
