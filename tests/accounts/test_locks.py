"""Two acts on the same people at once, on PostgreSQL: they queue up, and none is decided on old facts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.accounts.actions.holding import held_person
from app.accounts.actions.people import disable, grant_role, withdraw_role
from app.accounts.actions.ways_in import send_reset, use_link
from app.accounts.links import ways
from app.accounts.models import Link, RoleGrant
from app.accounts.rules.links import Purpose
from app.outcomes import NotAllowedNow
from app.people import Grant, Role
from tests.build import Known, World

pytestmark = pytest.mark.postgres
WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def there(postgres_app: Flask) -> World:
    """The world on PostgreSQL."""
    return World(postgres_app)


def meanwhile(there: World, act: Callable[[Session], object]) -> Callable[[], object]:
    """Do something in another transaction, until it is done or waits for somebody's lock.

    What comes back waits for its end, and tells what it gave back or refused with.
    """
    told: list[object] = []

    def do() -> None:
        try:
            with there.writing() as db:
                told.append(act(db))
        except Exception as refusal:
            told.append(refusal)

    other = threading.Thread(target=do)
    other.start()
    for _ in range(200):
        with there.reading() as db:
            if told or db.scalar(WAITING):
                break
        time.sleep(0.01)

    def at_its_end() -> object:
        other.join(timeout=20)
        return told[0]

    return at_its_end


def both(there: World, first: Callable[[Session], object], second: Callable[[Session], object]) -> object:
    """Do the first act, and the second before the first is kept; what the second told."""
    with there.writing() as db:
        first(db)
        told = meanwhile(there, second)
    return told()


def grant_of(there: World, known: Known) -> int:
    with there.reading() as db:
        return db.scalars(select(RoleGrant.id).where(RoleGrant.person_id == known.id)).one()


def test_a_link_is_used_while_its_person_asks_for_another(there: World) -> None:
    amira, now = there.apprentice(), there.now
    with there.writing() as db:
        send_reset(db, amira.email, ways(), now=now)
    with there.reading() as db:
        link_id = db.scalars(select(Link.id)).one()
    with there.writing() as db:
        held_person(db, amira.id)
        lasts = timedelta(hours=1)
        use = lambda own: use_link(own, Purpose.RESET, link_id, "hash", now=now, lasts=lasts)  # noqa: E731
        told = meanwhile(there, use)
        send_reset(db, amira.email, ways(), now=now)
    assert told() is None, "the earlier link was used, or both waited for each other"


def test_two_roles_granted_at_once_bring_no_assessor_too_near(there: World) -> None:
    amira, south, now = there.apprentice(), there.organisation("South"), there.now
    assessor = there.assessor(amira)
    told = both(
        there,
        lambda db: grant_role(db, assessor.id, Grant(Role.PROVIDER, south.id), by=None, now=now),
        lambda db: grant_role(db, amira.id, Grant(Role.APPRENTICE, south.id), by=None, now=now),
    )
    assert isinstance(told, NotAllowedNow), told


def test_two_administrators_who_withdraw_each_others_role_leave_one(there: World) -> None:
    one, other, now = there.administrator("Adele Young"), there.administrator("Bea Old"), there.now
    grants = {known: grant_of(there, known) for known in (one, other)}
    told = both(
        there,
        lambda db: withdraw_role(db, other.id, grants[other], by=one.viewer, now=now),
        lambda db: withdraw_role(db, one.id, grants[one], by=other.viewer, now=now),
    )
    assert isinstance(told, NotAllowedNow), told


def test_two_administrators_who_disable_each_other_leave_one(there: World) -> None:
    one, other, now = there.administrator("Adele Young"), there.administrator("Bea Old"), there.now
    told = both(
        there,
        lambda db: disable(db, other.id, by=one.viewer, now=now),
        lambda db: disable(db, one.id, by=other.viewer, now=now),
    )
    assert isinstance(told, NotAllowedNow), told
