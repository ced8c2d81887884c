"""Putting letters into the outbox, and sending them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.notices.models import Letter

MOST_TRIES = 10  # after that an administrator has to look


def write_letter(
    db: Session, *, to: str, subject: str, body: str, now: datetime, person_id: int | None = None
) -> Letter:
    """Put a letter into the outbox."""
    letter = Letter(person_id=person_id, to_address=to, subject=subject, body=body, made_at=now)
    db.add(letter)
    return letter


def send_next_letter(db: Session, post: Callable[[Letter], None], *, now: datetime) -> Letter | None:
    """Send the oldest unsent letter; None when nothing waits. The caller commits after each.

    A letter that another process is sending is passed over. One that cannot be sent counts a try
    and stays; after `MOST_TRIES` it is left for an administrator to see.
    """
    waiting = (
        select(Letter)
        .where(Letter.sent_at.is_(None), Letter.tries < MOST_TRIES)
        .order_by(Letter.tries, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    letter = db.scalars(waiting).first()
    if letter is None:
        return None
    letter.tries += 1
    try:
        post(letter)
    except OSError:  # smtplib's errors are OSErrors too
        return letter
    letter.sent_at = now
    return letter
