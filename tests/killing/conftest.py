"""Both kinds of database, for the tests of this folder."""

from __future__ import annotations

import pytest
from flask import Flask


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The application, once on each kind of database."""
    found: Flask = request.getfixturevalue("app" if request.param == "sqlite" else "postgres_app")
    return found
