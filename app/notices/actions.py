"""Putting letters into the outbox, and sending them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.notices.models import Letter

MOST_TRIES = 10  # after that an administrator has to look
BETWEEN_TRIES = timedelta(minutes=10)  # longer than any try takes: two senders never hold the same letter


def write_letter(
    db: Session,
    kind: str,
    *,
    to: str,
    subject: str,
    body: str,
    now: datetime,
    person_id: int | None = None,
    useful_until: datetime | None = None,
) -> Letter:
    """Put a letter of a kind, such as `invitation`, into the outbox.

    It is not sent after `useful_until`: a link in it would be dead.
    """
    letter = Letter(
        person_id=person_id,
        kind=kind,
        to_address=to,
        subject=subject,
        body=body,
        made_at=now,
        useful_until=useful_until,
    )
    db.add(letter)
    return letter


def withdraw_letters(db: Session, person_id: int, kind: str, *, now: datetime) -> None:
    """Keep the waiting letters of a kind from going out, because what they say no longer holds."""
    db.execute(
        update(Letter)
        .where(Letter.person_id == person_id, Letter.kind == kind, Letter.waits(now=now))
        .values(useful_until=now)
    )


def take_next_letter(db: Session, *, now: datetime) -> Letter | None:
    """Take the letter that waited longest, and note the try; None when nothing is to be sent now.

    The caller commits before it posts: a slow mail server then holds no lock, and a sender that dies
    on the way leaves a letter that is tried again after `BETWEEN_TRIES`. One that another process is
    taking is passed over; after `MOST_TRIES` it is left for an administrator to see.
    """
    letter = db.scalars(
        select(Letter)
        .where(
            Letter.waits(now=now),
            Letter.tries < MOST_TRIES,
            or_(Letter.tried_at.is_(None), Letter.tried_at <= now - BETWEEN_TRIES),
        )
        .order_by(Letter.tries, Letter.useful_until.is_(None), Letter.id)  # what ends at a time goes first
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if letter is not None:
        letter.tries += 1
        letter.tried_at = now
    return letter


def note_sent(db: Session, letter_id: int, *, now: datetime) -> None:
    """Note that the mail server took a letter; its text, which may hold a link, is not kept."""
    letter = db.get_one(Letter, letter_id)
    letter.sent_at = now
    letter.body = ""
