"""A database for a run: made, migrated, filled with the real question banks and with people, and dropped."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, event, select

from app import create_app
from app.sittings.models import Slot
from config import Settings
from tests.build import World
from tests.conftest import POSTGRES, address_of, database_on, fill_database

Key = tuple[int, int]


@dataclass(frozen=True)
class Database:
    """A database to measure. durability: what stands behind a commit, in words."""

    name: str
    url: str
    durability: str


class NotAtHand(RuntimeError):
    """This machine has no such database; the message says where one was looked for."""


@contextmanager
def sqlite_database(folder: Path) -> Iterator[Database]:
    """A file of its own."""
    yield Database("SQLite", f"sqlite:///{folder / 'bench.sqlite3'}", "WAL, synchronous FULL")


@contextmanager
def postgres_database(folder: Path) -> Iterator[Database]:
    """A database of its own on the server of the tests.

    Raises:
        NotAtHand: no server answers.
    """
    try:
        with psycopg.connect(POSTGRES, connect_timeout=3) as connection:
            said = [
                f"{name} {connection.execute(f'SHOW {name}').fetchone()[0]}"  # type: ignore[index]
                for name in ("server_version", "fsync", "synchronous_commit")
            ]
    except psycopg.OperationalError as error:
        where = "TEST_POSTGRES_URL" if "TEST_POSTGRES_URL" in os.environ else "127.0.0.1:5432"
        raise NotAtHand(f"no server answers at {where} ({str(error).splitlines()[0]})") from None
    name = f"coderready_bench_{os.getpid()}"
    with database_on(POSTGRES, name):
        yield Database("PostgreSQL", address_of(POSTGRES, name), ", ".join(said))


def fill(url: str, count: int) -> list[tuple[str, str]]:
    """Schema, question banks and `count` apprentices of one cohort; their e-mail addresses and passwords.

    Their passwords are hashed as cheaply as the algorithm allows, because signing in is not measured.
    """
    settings = Settings(
        secret_key="only for measuring", database_url=url, argon2_memory_kib=8, argon2_passes=1
    )
    fill_database(settings)
    app = create_app(settings)
    engine = app.extensions["engine"]
    event.listen(engine, "connect", _do_not_wait_for_the_disk)
    world = World(app)
    cohort = world.cohort()
    people = [world.apprentice(cohort=cohort) for _ in range(count)]
    engine.dispose()
    return [(one.email, one.password) for one in people]


def stored_answers(url: str, but: Collection[int]) -> dict[Key, tuple[int, str]]:
    """Revision and value of every saved slot, by attempt and slot number, without the attempts `but`."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(
            select(Slot.attempt_id, Slot.number, Slot.revision, Slot.value).where(
                Slot.revision > 0, Slot.attempt_id.not_in(but)
            )
        )
        found = {(row.attempt_id, row.number): (row.revision, row.value) for row in rows}
    engine.dispose()
    return found


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    """Only while the people are made: nothing is measured yet."""
    sqlite = not hasattr(connection, "pgconn")
    connection.execute("PRAGMA synchronous = OFF" if sqlite else "SET synchronous_commit = off")
