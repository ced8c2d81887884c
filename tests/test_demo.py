"""`flask demo make`: once, harmless to repeat, and never among real people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result as Ran
from flask import Flask
from sqlalchemy import func, select, update

from app.accounts.models import Person, RoleGrant
from app.demo import cast
from app.people import Role
from app.results.models import Result
from tests.build import World
from tests.page import Browser

EVERYBODY = len(cast.APPRENTICES) + len(cast.TUTORS) + 2  # with the assessor and the administrator


@pytest.fixture
def make(app: Flask) -> Callable[[], Ran]:
    """Runs `flask demo make`."""
    return lambda: app.test_cli_runner().invoke(args=["demo", "make"])


def count(world: World, column: object) -> int:
    with world.reading() as db:
        return db.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


def test_the_demonstration_is_made_with_its_people_and_their_results(
    world: World, make: Callable[[], Ran]
) -> None:
    result = make()
    assert result.exit_code == 0, result.output
    assert "The demonstration is made." in result.output
    assert count(world, Person.id) == EVERYBODY
    mocks = sum(m.state != "running" for a in cast.APPRENTICES for m in a.mocks)
    practice = sum(p.checked == p.number for a in cast.APPRENTICES for p in a.practice)
    cases = sum(one.handed_in for a in cast.APPRENTICES for one in a.cases)
    assert count(world, Result.id) == mocks + practice + cases


def test_the_people_it_names_can_sign_in_with_the_password_it_prints(
    make: Callable[[], Ran], browse: Callable[[], Browser]
) -> None:
    printed = make().output
    assert cast.PASSWORD in printed
    assert cast.ADMINISTRATOR.email in printed
    browser = browse()
    page = browser.get("/sign-in")
    browser.submit(page, {"email": cast.ADMINISTRATOR.email, "password": cast.PASSWORD}, form="sign-in")
    assert browser.follow().h1 != page.h1


def test_made_again_it_keeps_what_was_written_and_who_was_added(
    world: World, make: Callable[[], Ran]
) -> None:
    make()
    world.apprentice("Added By Hand")
    with world.writing() as db:
        mine = Person.email == cast.ADMINISTRATOR.email
        db.execute(update(Person).where(mine).values(email="me@coderready.example"))
    before = count(world, Person.id)
    again = make()
    assert again.exit_code == 0, again.output
    assert "is there already" in again.output
    assert count(world, Person.id) == before


def test_among_real_people_nobody_with_a_published_password_is_added(
    world: World, make: Callable[[], Ran]
) -> None:
    world.apprentice("A Real Person")
    result = make()
    assert result.exit_code == 1
    assert "they are not those of the demonstration" in result.output
    assert cast.PASSWORD not in result.output
    assert count(world, Person.id) == 1
    with world.reading() as db:
        assert db.scalar(select(RoleGrant.id).where(RoleGrant.role == Role.ADMINISTRATOR)) is None
