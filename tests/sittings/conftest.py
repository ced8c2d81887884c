"""Both kinds of database, for what depends on which one it is."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.build import World


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The application, once on each kind of database."""
    found: Flask = request.getfixturevalue("app" if request.param == "sqlite" else "postgres_app")
    return found


@pytest.fixture
def any_world(any_app: Flask) -> World:
    """Makes people and places in that database."""
    return World(any_app)
