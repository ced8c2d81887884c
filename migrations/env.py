"""Runs migrations against the database of `config.attributes["url"]`, or of the environment's settings."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, Enum, String, event

from app.accounts import models as _accounts  # noqa: F401 - each import fills Base.metadata
from app.db import Base, UTCDateTime, make_engine
from app.knowledge_test import models as _knowledge_test  # noqa: F401
from app.notices import models as _notices  # noqa: F401
from app.results import models as _results  # noqa: F401
from app.sittings import models as _sittings  # noqa: F401
from app.trail import models as _trail  # noqa: F401
from config import Settings


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as plain ones: an old migration must never import today's code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def same_type(_context: Any, _column: Any, _found: Any, inspected: Any, model: Any) -> bool | None:
    """A word column is a string of its length in the database."""
    if isinstance(model, Enum):
        return not (isinstance(inspected, String) and inspected.length == model.length)
    return None


def without_foreign_keys(connection: Any, _record: Any) -> None:
    """Let SQLite replace a table that others refer to; inside a transaction this could not be said any more.

    It changes a table by copying it, dropping the old one and renaming the copy
    (https://www.sqlite.org/lang_altertable.html#otheralter).
    """
    connection.execute("PRAGMA foreign_keys = OFF")


def refuse_loose_ends(connection: Connection) -> None:
    """Undo the migration if a row now refers to one that is not there."""
    tables = sorted({row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
    if tables:
        raise RuntimeError(
            f"Rows would refer to rows that are gone, in: {', '.join(tables)}. Nothing changed."
        )


def run() -> None:
    """Migrate on an engine of its own, which is closed whatever happens."""
    engine = make_engine(context.config.attributes.get("url") or Settings.from_environment().database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", without_foreign_keys)
    try:
        with engine.execution_options(may_write=True).connect() as connection:
            migrate(connection)
    finally:
        engine.dispose()


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=plain_type,
        compare_type=same_type,
        render_as_batch=True,
        transaction_per_migration=False,
        transactional_ddl=True,  # true of SQLite too, as its transactions are begun by us
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            refuse_loose_ends(connection)


run()
