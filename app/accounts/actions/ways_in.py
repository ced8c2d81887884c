"""Links by letter: inviting somebody, sending a new-password link, and using a link up."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts.actions import signing
from app.accounts.actions.holding import held_person
from app.accounts.links import Ways
from app.accounts.models import Link, Person
from app.accounts.rules.links import Purpose, is_open
from app.accounts.rules.roles import id_of, require_administrator
from app.notices.actions import withdraw_letters, write_letter
from app.outcomes import NotAllowedNow
from app.people import Viewer
from app.trail.actions import note

INVITATION = """Hello {name},

You have an account with {service}, where clinical coding apprentices practise for their assessment.

Open this link to choose your password and come in:

{address}

The link works once, for {lasts}. After that, ask the person who told you about {service} to invite you again.
"""

RESET = """Hello {name},

Somebody, probably you, asked for a new password for your account with {service}.

Open this link to choose one:

{address}

The link works once, for {lasts}. If it was not you, do nothing: your password stays as it is.
"""


def invite(db: Session, person_id: int, ways: Ways, *, by: Viewer | None, now: datetime) -> str:
    """Write somebody their invitation; the address in it. Earlier invitations stop working.

    Raises:
        NotAllowedNow: the account is disabled, or its owner has already come in.
    """
    require_administrator(by)
    person = held_person(db, person_id)
    if person.disabled_at is not None:
        raise NotAllowedNow("This account is disabled. Enable it first.")
    if person.password_hash is not None:
        raise NotAllowedNow(
            "This person has already chosen a password. They can ask for a new one themselves."
        )
    address = _make(db, person, Purpose.INVITATION, ways, now=now)
    note(db, "invited", f"person:{person.id}", now=now, actor_id=id_of(by), subject_id=person.id)
    return address


def send_reset(db: Session, email: str, ways: Ways, *, now: datetime) -> None:
    """Write a new-password link to whoever may sign in with this address; nothing if nobody may.

    Both take as many statements, so that how long it takes tells nobody whether there is an account.
    """
    person = db.scalars(
        select(Person)
        .where(Person.email == email, Person.disabled_at.is_(None))
        .with_for_update(key_share=True)
    ).one_or_none()
    if person is None:
        _make_nothing(db, email, ways, now=now)
        return
    _make(db, person, Purpose.RESET, ways, now=now)
    note(db, "new-password-asked", f"person:{person.id}", now=now, actor_id=None, subject_id=person.id)


def use_link(
    db: Session, purpose: Purpose, link_id: str, password_hash: str, *, now: datetime, lasts: timedelta
) -> str | None:
    """Use a link up: store the password, end every sign-in, begin one; its token.

    None when the link is not open any more: used, too old, or of somebody who may not sign in. The
    rows are held, so that of two who use it at once one is too late; the person first, as everywhere.
    """
    person_id = db.scalar(select(Link.person_id).where(Link.id == link_id, Link.purpose == purpose))
    if person_id is None:
        return None
    person = held_person(db, person_id)
    link = db.scalars(select(Link).where(Link.id == link_id).with_for_update()).one()
    if person.disabled_at is not None or not is_open(link.ends_at, link.used_at, now=now):
        return None
    person.password_hash = password_hash
    link.used_at = now
    close_links(db, person.id, now=now)
    about = f"person:{person.id}"
    note(db, f"{purpose}-used", about, now=now, actor_id=person.id, subject_id=person.id)
    signing.end_all(db, person.id, now=now, actor_id=person.id)
    return signing.begin(db, person.id, now=now, lasts=lasts)


def close_links(db: Session, person_id: int, *purposes: Purpose, now: datetime) -> None:
    """End the open links of a person, and the letters that wait with them; all, if no purpose is named."""
    for purpose in purposes or tuple(Purpose):
        db.execute(
            update(Link)
            .where(
                Link.person_id == person_id,
                Link.purpose == purpose,
                Link.used_at.is_(None),
                Link.ends_at > now,
            )
            .values(ends_at=now)
        )
        withdraw_letters(db, person_id, purpose, now=now)


def _make(db: Session, person: Person, purpose: Purpose, ways: Ways, *, now: datetime) -> str:
    """Make a link in place of earlier ones, write its letter, and give back its address."""
    settings = ways.settings
    lasts, subject, text = {
        Purpose.INVITATION: (settings.invitation_limit, "Your account with", INVITATION),
        Purpose.RESET: (settings.reset_limit, "A new password for", RESET),
    }[purpose]
    close_links(db, person.id, purpose, now=now)
    link_id = secrets.token_urlsafe(16)
    db.add(Link(id=link_id, person_id=person.id, purpose=purpose, made_at=now, ends_at=now + lasts))
    address = ways.address(purpose, link_id)
    write_letter(
        db,
        purpose,
        to=person.email,
        subject=f"{subject} {settings.service_name}",
        body=text.format(
            name=person.name, service=settings.service_name, address=address, lasts=_in_words(lasts)
        ),
        now=now,
        person_id=person.id,
        useful_until=now + lasts,
    )
    return address


def _make_nothing(db: Session, email: str, ways: Ways, *, now: datetime) -> None:
    """The work of `_make` for nobody, taken back at once."""
    close_links(db, 0, Purpose.RESET, now=now)
    with db.begin_nested() as taken_back:
        address = ways.address(Purpose.RESET, secrets.token_urlsafe(16))
        write_letter(db, Purpose.RESET, to=email, subject="", body=address, now=now, useful_until=now)
        db.flush()
        taken_back.rollback()


def _in_words(lasts: timedelta) -> str:
    hours = int(lasts.total_seconds() // 3600)
    count, unit = (hours // 24, "day") if hours >= 48 else (hours, "hour")
    return f"{count} {unit}{'' if count == 1 else 's'}"
