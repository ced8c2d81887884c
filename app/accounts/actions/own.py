"""What people change about their own account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.actions import signing, ways_in
from app.accounts.actions.holding import held_person
from app.accounts.models import Person
from app.people import Display, Viewer
from app.trail.actions import note


def set_display(db: Session, viewer: Viewer, display: Display) -> None:
    """Keep how the viewer wants pages to look."""
    db.execute(
        update(Person)
        .where(Person.id == viewer.person_id)
        .values(text_size=display.text_size, colours=display.colours, timer=display.timer)
    )


def set_password(
    db: Session, viewer: Viewer, password_hash: str, *, checked: str | None, now: datetime, token: str
) -> bool:
    """Store a new password, end every other sign-in and every open link; whether it was done.

    It is not where the present password, of which `checked` is the hash, was changed while it was
    being checked, or the account was disabled. `token` is this sign-in.
    """
    who = viewer.person_id
    person = held_person(db, who)
    if person.password_hash != checked or person.disabled_at is not None:
        return False
    person.password_hash = password_hash
    note(db, "password-changed", f"person:{who}", now=now, actor_id=who, subject_id=who)
    ways_in.close_links(db, who, now=now)
    signing.end_all(db, who, now=now, actor_id=who, but=token)
    return True
