"""Signing in and out."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import UserSession
from app.trail.actions import note


def begin(db: Session, person_id: int, *, now: datetime, lasts: timedelta) -> str:
    """Start a sign-in for a person whose password was checked; the token for their cookie."""
    token = secrets.token_urlsafe(32)
    db.add(UserSession(token=token, person_id=person_id, started_at=now, ends_at=now + lasts))
    note(db, "signed-in", f"person:{person_id}", now=now, actor_id=person_id, subject_id=person_id)
    return token


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
