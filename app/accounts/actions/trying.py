"""Counting failed tries, and asking for patience. Nobody is signed in while this runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from app.accounts.models import FailedTry
from app.accounts.rules import slowing
from app.accounts.rules.slowing import Counter
from app.outcomes import TooManyTries


def require_patience(db: Session, counters: Iterable[Counter], *, now: datetime) -> None:
    """Let a try through, or not.

    Raises:
        TooManyTries: too many failed lately; the message says how long to wait. The try itself was
            not looked at and does not count.
    """
    pause = max((_wait(db, counter, now=now) for counter in counters), default=timedelta(0))
    if pause > timedelta(0):
        raise TooManyTries(
            f"Too many tries. Wait {slowing.words(pause)}, then try again",
            seconds=slowing.whole_seconds(pause),
        )


def count(db: Session, counters: Iterable[Counter], *, now: datetime) -> None:
    """Count one failure, and sweep away what no longer counts for the same account and address."""
    for counter in counters:
        db.execute(delete(FailedTry).where(*_of(counter), FailedTry.at < now - slowing.KEPT))
        db.add(FailedTry(kind=counter.kind, counted_for=counter.counted_for, at=now))


def forget(db: Session, counter: Counter) -> None:
    """Drop the failures of one account, because its password was given."""
    db.execute(delete(FailedTry).where(*_of(counter)))


def sweep(db: Session, *, now: datetime) -> int:
    """Drop everything too old to count; how many rows that were."""
    return len(
        db.execute(delete(FailedTry).where(FailedTry.at < now - slowing.KEPT).returning(FailedTry.id)).all()
    )


def _wait(db: Session, counter: Counter, *, now: datetime) -> timedelta:
    moments = db.scalars(
        select(FailedTry.at).where(*_of(counter), FailedTry.at > now - counter.limit.window)
    ).all()
    return slowing.wait(counter.limit, moments, now=now)


def _of(counter: Counter) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return FailedTry.kind == counter.kind, FailedTry.counted_for == counter.counted_for
