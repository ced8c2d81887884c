"""Inviting, asking for a new password, and following the link in the letter."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy import select

from app.accounts.actions.people import add_person
from app.accounts.actions.ways_in import invite
from app.accounts.links import ways
from app.notices.models import Letter
from app.people import Grant, Role
from tests.build import World
from tests.page import Browser, Page

Browse = Callable[[], Browser]
NEW = "kettle fox plum harbour"
UNUSABLE = "This link does not work"


def invited(world: World, name: str = "Ines Vale", email: str = "ines@northshire.example") -> str:
    """Somebody new, invited; the path of their link."""
    with world.writing() as db:
        made = add_person(db, name, email, [Grant(Role.ASSESSOR, None)], by=None, now=world.now)
        return path(invite(db, made.id, ways(), by=None, now=world.now))


def path(address: str) -> str:
    return address.removeprefix("http://127.0.0.1:8000")


def letters(world: World) -> list[Letter]:
    with world.reading() as db:
        return list(db.scalars(select(Letter).order_by(Letter.id)))


def reset(browse: Browse, world: World, email: str) -> str:
    """Ask for a new password; the path in the newest letter."""
    browser = browse()
    browser.submit(browser.get("/forgotten-password"), {"email": email})
    found = re.search(r"http\S+", letters(world)[-1].body)
    assert found
    return path(found[0])


def choose(browser: Browser, way: str, password: str = NEW, expect: int = 302) -> Page:
    return browser.submit(browser.get(way), {"password": password}, expect=expect)
