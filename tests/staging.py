"""The cast of `addresses.py` as fixtures: made once by each worker, then copied for each test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from tests.addresses import Cast, cast_in
from tests.build import World
from tests.databases import NINE_ON_MONDAY, copied, on_database


@dataclass(frozen=True)
class Stage:
    """The cast, and the settings with the database they live in."""

    cast: Cast
    settings: Settings


@pytest.fixture(scope="session")
def stage(worker_app: Flask, template_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Everybody, made once: there are many addresses."""
    settings = copied(template_settings, tmp_path_factory.mktemp("stage") / "stage.sqlite3")
    worker_app.extensions["clock"].set(NINE_ON_MONDAY)
    with on_database(worker_app, settings):
        return Stage(cast_in(World(worker_app), worker_app), settings)


@pytest.fixture
def cast(stage: Stage, settings: Settings) -> Cast:
    """Everybody, in the database of this test."""
    copied(stage.settings, Path(settings.database_url.removeprefix("sqlite:///")))
    return stage.cast
