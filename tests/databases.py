"""Databases that a test may change: copies of a template, on SQLite and on PostgreSQL."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from flask import Flask
from psycopg import sql
from sqlalchemy import Dialect, event, make_url

from app.assessment_plan.content import load_plan
from app.case_studies.actions.loading import load_cases
from app.case_studies.content.reading import read_cases
from app.commands.database import alembic_config
from app.db import make_engine, one_transaction
from app.knowledge_test.actions.loading import load_questions
from app.knowledge_test.content import check_banks
from config import Settings

NINE_ON_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def fill_database(settings: Settings) -> None:
    """Migrate, and load the banks; what is wrong with content is said by test_content.py."""
    command.upgrade(alembic_config(settings.database_url), "head")
    plan = load_plan(settings.assessment_plans, settings.assessment_plan)
    written, _ = check_banks(settings.question_banks, plan)
    cases, _ = read_cases(settings.case_studies, plan)
    engine = make_engine(settings.database_url)
    with one_transaction(engine) as db:
        load_questions(db, written, now=NINE_ON_MONDAY)
        load_cases(db, cases, now=NINE_ON_MONDAY)
    engine.dispose()  # the last connection folds the write-ahead log into the file, so it can be copied


def copied(settings: Settings, to: Path) -> Settings:
    """The settings with a copy of their database, which nobody may have open."""
    shutil.copyfile(settings.database_url.removeprefix("sqlite:///"), to)
    return dataclasses.replace(settings, database_url=f"sqlite:///{to}")


def let_move(app: Flask) -> None:
    """From now on the engine of `app` connects to the database that its settings name at the time.

    One engine for many databases, because it remembers the SQL of the statements it has seen: to put them
    into words anew in each test would take a fifth of the time of all tests.
    """
    engine = app.extensions["engine"]

    def connect(dialect: Dialect, *_: Any) -> Any:
        arguments, named = dialect.create_connect_args(make_url(app.extensions["settings"].database_url))
        return dialect.connect(*arguments, **named)

    event.listen(engine, "do_connect", connect)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _trust_the_machine)


@contextmanager
def on_database(app: Flask, settings: Settings) -> Iterator[None]:
    """Put an application that was let move on another database of the same kind for a while."""
    before = app.extensions["settings"]
    app.extensions["settings"] = settings
    try:
        yield
    finally:
        app.extensions["engine"].dispose()
        app.extensions["settings"] = before


def _trust_the_machine(connection: Any, _record: Any) -> None:
    """No test cuts the power, so waiting for the disk only costs time."""
    connection.execute("PRAGMA synchronous = OFF")


@contextmanager
def database_on(server: str, name: str, template: str = "template0") -> Iterator[None]:
    """A PostgreSQL database that is there for a while."""
    with psycopg.connect(server, autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(drop)
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield
        finally:
            connection.execute(drop)


def address_of(server: str, name: str) -> str:
    """The address of the database `name` on a server, in SQLAlchemy's spelling."""
    base, _, query = server.partition("?")
    address = base.rsplit("/", maxsplit=1)[0].replace("postgresql://", "postgresql+psycopg://", 1)
    return f"{address}/{name}" + (f"?{query}" if query else "")
