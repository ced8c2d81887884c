"""A password is checked outside the transaction: what changed meanwhile is seen before anybody is let in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions.people import disable
from app.accounts.models import FailedTry, Person, UserSession
from app.accounts.passwords import Passwords
from tests.build import Known, World
from tests.page import Browser

Browse = Callable[[], Browser]
NEW = "kettle fox plum harbour"


@dataclass
class Interrupted:
    """Checks a password; when it is found right, something else happens at once."""

    real: Passwords
    happens: Callable[[], None]

    def matches(self, password: str, stored: str | None) -> bool:
        right = self.real.matches(password, stored)
        self.happens()
        return right

    def make(self, password: str) -> str:
        return self.real.make(password)


def change_password(world: World, known: Known) -> None:
    with world.writing() as db:
        db.get_one(Person, known.id).password_hash = "another"


def disable_account(world: World, known: Known) -> None:
    with world.writing() as db:
        disable(db, known.id, by=None, now=world.now)


MEANWHILE = pytest.mark.parametrize("happens", [change_password, disable_account])
Happens = Callable[[World, Known], None]


@MEANWHILE
def test_a_sign_in_does_not_begin_on_a_check_that_is_out_of_date(
    app: Flask, browse: Browse, world: World, amira: Known, monkeypatch: pytest.MonkeyPatch, happens: Happens
) -> None:
    interrupted = Interrupted(app.extensions["passwords"], lambda: happens(world, amira))
    monkeypatch.setitem(app.extensions, "passwords", interrupted)
    browser = browse()
    fields = {"email": amira.email, "password": amira.password}
    page = browser.submit(browser.get("/sign-in"), fields, expect=422)
    assert "The e-mail address or the password is wrong" in page.main
    with world.reading() as db:
        assert db.scalars(select(UserSession.token)).all() == []
        assert len(db.scalars(select(FailedTry.id)).all()) == 2


@MEANWHILE
def test_a_password_is_not_changed_on_a_check_that_is_out_of_date(
    app: Flask, browse: Browse, world: World, amira: Known, monkeypatch: pytest.MonkeyPatch, happens: Happens
) -> None:
    browser = browse()
    browser.sign_in(amira)
    page = browser.get("/settings/password")
    interrupted = Interrupted(app.extensions["passwords"], lambda: happens(world, amira))
    monkeypatch.setitem(app.extensions, "passwords", interrupted)
    with world.reading() as db:
        before = db.scalars(select(Person.password_hash).where(Person.id == amira.id)).one()
    fields = {"present_password": amira.password, "password": NEW}
    assert "This is not your present password" in browser.submit(page, fields, expect=422).main
    with world.reading() as db:
        after = db.scalars(select(Person.password_hash).where(Person.id == amira.id)).one()
    assert after == ("another" if happens is change_password else before)
