"""Runs migrations against the database of `config.attributes["url"]`, or of the environment's settings."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum, String

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


def run() -> None:
    """Migrate in one transaction, on a connection of its own."""
    url = context.config.attributes.get("url") or Settings.from_environment().database_url
    engine = make_engine(url)
    with engine.execution_options(may_write=True).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=plain_type,
            compare_type=same_type,
            render_as_batch=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
