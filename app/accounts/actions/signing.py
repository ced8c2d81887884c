"""Signing in and out."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.actions.holding import held_person
from app.accounts.models import UserSession
from app.accounts.queries.signing import Credentials
from app.trail.actions import note


def begin(db: Session, person_id: int, *, now: datetime, lasts: timedelta) -> str:
    """Start a sign-in for a person who is held, or known to nobody yet; the token for their cookie."""
    token = secrets.token_urlsafe(32)
    db.add(UserSession(token=token, person_id=person_id, started_at=now, ends_at=now + lasts))
    note(db, "signed-in", f"person:{person_id}", now=now, actor_id=person_id, subject_id=person_id)
    return token


def begin_checked(db: Session, checked: Credentials, *, now: datetime, lasts: timedelta) -> str | None:
    """Start a sign-in for whoever's password was checked, before this transaction; the token.

    None when it is not their password any more, or they may no longer sign in: then it was changed,
    or the account disabled, while the password was being checked.
    """
    person = held_person(db, checked.person_id)
    if person.password_hash != checked.password_hash or person.disabled_at is not None:
        return None
    return begin(db, person.id, now=now, lasts=lasts)


def end(db: Session, token: str, *, now: datetime) -> None:
    """End one sign-in."""
    db.execute(
        update(UserSession)
        .where(UserSession.token == token, UserSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_all(db: Session, person_id: int, *, now: datetime, actor_id: int | None, but: str = "") -> int:
    """End every sign-in of a person, except the one with token `but`; how many were ended."""
    ended = db.execute(
        update(UserSession)
        .where(
            UserSession.person_id == person_id,
            UserSession.ended_at.is_(None),
            UserSession.ends_at > now,
            UserSession.token != but,
        )
        .values(ended_at=now)
        .returning(UserSession.token)
    ).all()
    note(
        db,
        "signed-out-everywhere",
        f"person:{person_id}",
        now=now,
        actor_id=actor_id,
        subject_id=person_id,
        ended=len(ended),
    )
    return len(ended)
