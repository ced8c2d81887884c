"""What every test may ask for: the application on a fresh database, a clock, people, and a browser.

Each worker makes one application and one template database; every test gets a copy of the template.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from flask import Flask

from app import create_app
from config import Settings
from tests.build import FakeClock, Known, World
from tests.databases import (
    NINE_ON_MONDAY,
    address_of,
    copied,
    database_on,
    fill_database,
    let_move,
    on_database,
)
from tests.page import Browser
from tests.staging import cast, stage  # noqa: F401 - fixtures

# how long an example takes says how busy the machine is, and nothing about the rule
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("here")

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REQUIRE_EVERYTHING = os.environ.get("REQUIRE_EVERYTHING") == "1"
LEFT_OUT = "Left out: "


def leave_out(what: str) -> None:
    """Skip a test because this machine lacks something; a failure where everything is required."""
    if REQUIRE_EVERYTHING:
        pytest.fail(f"{what} (REQUIRE_EVERYTHING=1 forbids leaving tests out)")
    pytest.skip(LEFT_OUT + what)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly which tests this machine could not run."""
    why: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _, found, words = reason.partition(LEFT_OUT)
        if found:
            why.setdefault(words, []).append(report.nodeid)
    for words, tests in why.items():
        terminalreporter.section(f"LEFT OUT: {len(tests)} tests", yellow=True)
        terminalreporter.line(words)
        for name in tests:
            terminalreporter.line(f"  {name}")


@pytest.fixture(scope="session")
def template_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the worker's application; its database is the template and is never changed."""
    return Settings(
        secret_key="the same in every test",
        database_url=f"sqlite:///{tmp_path_factory.mktemp('template') / 'template.sqlite3'}",
        argon2_memory_kib=8,  # the least that the algorithm takes
        argon2_passes=1,
        log_level="ERROR",
        testing=True,
    )


@pytest.fixture(scope="session")
def worker_app(template_settings: Settings) -> Iterator[Flask]:
    """The worker's application, its database migrated and the question banks loaded."""
    made = create_app(template_settings, FakeClock(NINE_ON_MONDAY))
    let_move(made)
    fill_database(template_settings)
    yield made
    made.extensions["engine"].dispose()


@pytest.fixture
def clock(worker_app: Flask) -> FakeClock:
    """The clock of the application: nine o'clock on a Monday in winter, until it is moved."""
    found: FakeClock = worker_app.extensions["clock"]
    found.set(NINE_ON_MONDAY)
    return found


@pytest.fixture
def app(worker_app: Flask, template_settings: Settings, tmp_path: Path, clock: FakeClock) -> Iterator[Flask]:
    """The application on a fresh database of its own."""
    with on_database(worker_app, copied(template_settings, tmp_path / "test.sqlite3")):
        yield worker_app


@pytest.fixture
def settings(app: Flask) -> Settings:
    """The settings the test runs with."""
    found: Settings = app.extensions["settings"]
    return found


@pytest.fixture
def world(app: Flask) -> World:
    """Makes people and places."""
    return World(app)


@pytest.fixture
def amira(world: World) -> Known:
    """An apprentice."""
    return world.apprentice()


@pytest.fixture
def mock(world: World, amira: Known) -> int:
    """A running mock of Amira's."""
    return world.start(amira)


@pytest.fixture
def browse(app: Flask) -> Callable[[], Browser]:
    """Makes browsers, each with cookies of its own."""
    return lambda: Browser(app)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """A PostgreSQL server on which databases may be made."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        where = "TEST_POSTGRES_URL" if "TEST_POSTGRES_URL" in os.environ else "127.0.0.1:5432"
        leave_out(f"no PostgreSQL answers at {where} ({str(error).splitlines()[0]}); set TEST_POSTGRES_URL")
    return POSTGRES


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str, template_settings: Settings) -> Iterator[str]:
    """The worker's template database on PostgreSQL, by name."""
    name = f"coderready_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    with database_on(postgres_url, name):
        fill_database(dataclasses.replace(template_settings, database_url=address_of(postgres_url, name)))
        yield name


@pytest.fixture(scope="session")
def worker_postgres_app(
    template_settings: Settings, worker_app: Flask, postgres_url: str, postgres_template: str
) -> Iterator[Flask]:
    """A second application, so that a test may use both kinds of database."""
    url = address_of(postgres_url, postgres_template)
    settings = dataclasses.replace(template_settings, database_url=url)
    made = create_app(settings, worker_app.extensions["clock"])
    let_move(made)
    yield made
    made.extensions["engine"].dispose()


@pytest.fixture
def postgres_app(
    worker_postgres_app: Flask,
    postgres_url: str,
    postgres_template: str,
    template_settings: Settings,
    clock: FakeClock,
) -> Iterator[Flask]:
    """The application on a fresh PostgreSQL database; use `World(postgres_app)`, `Browser(postgres_app)`."""
    name = f"{postgres_template}_test"
    with database_on(postgres_url, name, template=postgres_template):
        settings = dataclasses.replace(template_settings, database_url=address_of(postgres_url, name))
        with on_database(worker_postgres_app, settings):
            yield worker_postgres_app
