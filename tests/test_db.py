"""The database keeps every acknowledged write, refuses times without a zone, and a GET cannot change it."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, event, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from app import db
from app.accounts.models import Enrolment, Organisation
from app.db import ReadingOnly, make_engine, one_transaction, open_session
from tests.build import World

PROCESSES, TIMES = 3, 40
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["engine"]
    return found


@pytest.fixture
def counter(tmp_path: Path) -> str:
    """The address of a database that holds one number, nought."""
    url = f"sqlite:///{tmp_path / 'counter.sqlite3'}"
    made = make_engine(url)
    with one_transaction(made) as own:
        own.execute(text("CREATE TABLE counter (number INTEGER NOT NULL)"))
        own.execute(text("INSERT INTO counter VALUES (0)"))
    made.dispose()
    return url


def count_up(url: str, may_write: bool) -> None:
    """Read the number and write one more, many times, each in a transaction."""
    engine = make_engine(url)
    for _ in range(TIMES):
        with open_session(engine, may_write=may_write) as own, own.begin():
            number = own.scalar(text("SELECT number FROM counter"))
            own.execute(text("UPDATE counter SET number = :more"), {"more": number + 1})
    engine.dispose()


def test_reading_and_then_writing_from_several_processes_loses_nothing(counter: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=count_up, args=(counter, True)) for _ in range(PROCESSES)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(60)
    assert [one.exitcode for one in workers] == [0] * PROCESSES
    engine = make_engine(counter)
    with open_session(engine, may_write=False) as own:
        assert own.scalar(text("SELECT number FROM counter")) == PROCESSES * TIMES
    engine.dispose()


def test_a_transaction_that_may_write_holds_the_lock_before_it_reads(counter: str) -> None:
    """Without this the test above would fail only now and then."""
    engine = make_engine(counter)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 0"))
    with open_session(engine, may_write=True) as first, open_session(engine, may_write=True) as second:
        first.scalar(text("SELECT number FROM counter"))
        with pytest.raises(OperationalError, match="locked"):
            second.scalar(text("SELECT number FROM counter"))
    engine.dispose()


def test_a_reader_neither_waits_for_a_writer_nor_holds_one_up(counter: str) -> None:
    engine = make_engine(counter)
    with open_session(engine, may_write=True) as writer, open_session(engine, may_write=False) as reader:
        writer.execute(text("UPDATE counter SET number = 7"))
        assert reader.scalar(text("SELECT number FROM counter")) == 0
        writer.commit()
        assert reader.scalar(text("SELECT number FROM counter")) == 0
    engine.dispose()


def test_a_time_without_a_zone_is_refused(world: World) -> None:
    with pytest.raises(StatementError, match="says no time zone"), world.writing() as own:
        own.add(Organisation(name="Naive", made_at=datetime(2026, 6, 1, 12, 0)))


def test_a_time_of_another_zone_comes_back_as_the_same_moment_in_utc(world: World) -> None:
    with world.writing() as own:
        two_ahead = NOON.astimezone(timezone(timedelta(hours=2)))
        own.add(Organisation(name="Abroad", made_at=two_ahead))
    with world.reading() as own:
        found = own.scalars(select(Organisation.made_at).where(Organisation.name == "Abroad")).one()
    assert (found, found.tzinfo) == (NOON, UTC)


def test_a_reading_session_refuses_a_new_row(engine: Engine) -> None:
    with open_session(engine, may_write=False) as own:
        own.add(Organisation(name="Sneaked in", made_at=NOON))
        with pytest.raises(ReadingOnly):
            own.flush()


@pytest.mark.parametrize(
    "statement",
    [
        insert(Organisation).values(name="Sneaked in", made_at=NOON),
        update(Organisation).values(name="Changed"),
        delete(Organisation),
        Organisation.__table__.delete(),  # type: ignore[attr-defined]
    ],
    ids=["insert", "update", "delete", "core delete"],
)
def test_a_reading_session_refuses_a_statement_that_writes(engine: Engine, statement: object) -> None:
    with open_session(engine, may_write=False) as own, pytest.raises(ReadingOnly):
        own.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize(("method", "may_write"), [("GET", False), ("HEAD", False), ("POST", True)])
def test_the_session_of_a_request_may_write_only_when_it_is_no_get(
    app: Flask, method: str, may_write: bool
) -> None:
    with app.test_request_context(method=method):
        options = db.session().get_bind().get_execution_options()
    assert options["may_write"] is may_write


def test_foreign_keys_are_kept(world: World) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), world.writing() as own:
        own.add(Enrolment(person_id=999, cohort_id=999, starts_on=NOON.date()))


def test_an_error_of_the_database_does_not_repeat_what_was_sent(world: World) -> None:
    """Errors are logged, and names and answers must never be."""
    world.organisation("Secret Name")
    with pytest.raises(IntegrityError) as error, world.writing() as own:
        own.add(Organisation(name="Secret Name", made_at=NOON))
    assert "Secret Name" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_sqlite_is_set_up_to_survive_a_power_cut(counter: str, name: str, value: object) -> None:
    engine = make_engine(counter)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
    engine.dispose()
    assert found == value
