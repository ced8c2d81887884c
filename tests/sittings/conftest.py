"""Both kinds of database, for what depends on which one it is; and a browser in a running mock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.build import World
from tests.page import Browser
from tests.sittings.desk import GOOD, Desk


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The application, once on each kind of database."""
    found: Flask = request.getfixturevalue("app" if request.param == "sqlite" else "postgres_app")
    return found


@pytest.fixture
def any_world(any_app: Flask) -> World:
    """Makes people and places in that database."""
    return World(any_app)


@pytest.fixture
def desk(world: World, browse: Callable[[], Browser]) -> Desk:
    """Amira's browser, in a mock in which question 1 was answered."""
    known = world.apprentice()
    mock = world.start(known)
    browser = browse()
    browser.sign_in(known)
    browser.json("POST", f"/attempts/{mock}/answers", {**GOOD, "base": 0, "value": "2", "change": 1})
    return Desk(browser, mock, world)
