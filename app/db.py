"""The database: base class, time column, engine, the request's session, and the one `commit`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import DateTime, Dialect, Enum, MetaData, TypeDecorator, create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session

BUSY_TIMEOUT_MS = 15_000  # a queue of savers at the end of a mock may be long; losing one is worse
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    """Base of every table. Constraint names are fixed, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UTCDateTime(TypeDecorator[datetime]):
    """A moment: aware and in UTC on the way in and on the way out; a naive one is refused.

    SQLite forgets time zones, so the zone is taken off at its door and put back on the way out.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} says no time zone. Use an aware time in UTC.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the name is part of the interface
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word_column(words: type[StrEnum]) -> Enum:
    """A column type for one of `words`, stored as its text.

    No CHECK constraint: a migration would not notice a new word and inserting it would then fail.
    """
    return Enum(
        words, native_enum=False, create_constraint=False, length=40, values_callable=lambda kind: [*kind]
    )


class ReadingOnly(RuntimeError):
    """A GET tried to change something: a mistake in our code, never the person's."""


def make_engine(url: str) -> Engine:
    """An engine that keeps every acknowledged write.

    On SQLite a transaction that may write takes the write lock at its first statement: with
    deferred transactions, concurrent savers lose to "database is locked" (docs/decisions/0002).
    """
    # parameters would put names and answers into logged errors
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # an acknowledged save survives a power cut
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    may_write = connection.get_execution_options().get("may_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write else "BEGIN")


def open_session(engine: Engine, *, may_write: bool) -> Session:
    """A new session; without `may_write` an attempt to change something raises `ReadingOnly`."""
    found = Session(engine.execution_options(may_write=may_write), expire_on_commit=False)
    if not may_write:
        event.listen(found, "before_flush", _refuse_writing)
        event.listen(found, "do_orm_execute", _refuse_writing_statement)
    return found


def _refuse_writing(_session: Session, _context: Any, _instances: Any) -> None:
    raise ReadingOnly("this session is for reading; only a POST or a command changes anything")


def _refuse_writing_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        _refuse_writing(state.session, None, None)


def session() -> Session:
    """The session of this request or command, opened at first use."""
    if "db_session" not in g:
        may_write = not has_request_context() or request.method not in READING_METHODS
        g.db_session = open_session(engine(), may_write=may_write)
    found: Session = g.db_session
    return found


def engine() -> Engine:
    """The engine of this application."""
    found: Engine = current_app.extensions["engine"]
    return found


def commit() -> None:
    """Keep what was done. Called in one visible line of a POST view or a command, nowhere else."""
    session().commit()


def let_go() -> None:
    """End the transaction without keeping anything, so that slow work holds no lock."""
    session().rollback()


@contextmanager
def one_transaction(engine: Engine) -> Iterator[Session]:
    """A session of its own that is kept whole or not at all; for commands that work in steps."""
    with open_session(engine, may_write=True) as own, own.begin():
        yield own


def dispose(app: Flask) -> None:
    """Close every connection of an application, as before its process forks; new ones open when needed."""
    found: Engine = app.extensions["engine"]
    found.dispose()


def init_app(app: Flask, url: str) -> None:
    """Give `app` its engine, and close each request's session when the request ends."""
    app.extensions["engine"] = make_engine(url)

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        found = g.pop("db_session", None)
        if found is not None:
            found.close()
