"""What signing in needs to know. These run before anybody is signed in, so they take no viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.accounts.emails import looked_up_email
from app.accounts.models import Link, Person, RoleGrant, UserSession
from app.accounts.rules.links import Purpose, is_open
from app.people import Display, Grant, Viewer


@dataclass(frozen=True)
class Credentials:
    """What is needed to check a password."""

    person_id: int
    password_hash: str | None


def credentials(db: Session, email: str) -> Credentials | None:
    """The credentials of an account that may sign in, by its e-mail address in any case."""
    found = db.execute(
        select(Person.id, Person.password_hash).where(
            Person.email == looked_up_email(email), Person.disabled_at.is_(None)
        )
    ).one_or_none()
    return Credentials(*found) if found else None


# Built once: every request asks this, and building it costs more than running it.
_VIEWER = (
    select(
        Person.id,
        Person.name,
        Person.text_size,
        Person.colours,
        Person.timer,
        RoleGrant.role,
        RoleGrant.organisation_id,
    )
    .join(UserSession, UserSession.person_id == Person.id)
    .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
    .where(
        UserSession.token == bindparam("token"),
        UserSession.ended_at.is_(None),
        UserSession.ends_at > bindparam("now", type_=UserSession.ends_at.type),
        Person.disabled_at.is_(None),
    )
    .order_by(RoleGrant.id)
)


def viewer_of(db: Session, token: str, *, now: datetime) -> Viewer | None:
    """Whom a sign-in token stands for, in one statement; None when it has ended."""
    rows = db.execute(_VIEWER, {"token": token, "now": now}).all()
    if not rows:
        return None
    first = rows[0]
    return Viewer(
        person_id=first.id,
        name=first.name,
        grants=tuple(Grant(row.role, row.organisation_id) for row in rows if row.role is not None),
        display=Display(first.text_size, first.colours, first.timer),
    )


@dataclass(frozen=True)
class OpenLink:
    """A link that can still be used, and what is known of the person it was made for."""

    link_id: str
    purpose: Purpose
    name: str
    email: str


def open_link(db: Session, purpose: Purpose, link_id: str, *, now: datetime) -> OpenLink | None:
    """The link with this id; None when it was used, is too old, or is of somebody who may not sign in."""
    found = db.execute(
        select(Link.ends_at, Link.used_at, Person.name, Person.email)
        .join(Person, Person.id == Link.person_id)
        .where(Link.id == link_id, Link.purpose == purpose, Person.disabled_at.is_(None))
    ).one_or_none()
    if found is None or not is_open(found.ends_at, found.used_at, now=now):
        return None
    return OpenLink(link_id, purpose, found.name, found.email)
