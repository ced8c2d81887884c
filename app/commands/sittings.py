"""`flask sittings …`: the work that time itself asks for."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app import db
from app.clock import the_clock
from app.sittings.actions.closing import close_next_overdue

group = AppGroup("sittings", help="Timed attempts: close those whose time is over.")


@group.command("close-overdue")
def close_overdue() -> None:
    """Close and mark every attempt whose time is over. Harmless to repeat, and from several processes."""
    click.echo(f"{close_all_overdue()} closed.")


def close_all_overdue() -> int:
    """Close and mark every overdue attempt, each in a transaction of its own; how many there were."""
    closed = 0
    while True:
        with db.one_transaction(db.engine()) as own:
            if close_next_overdue(own, now=the_clock().now()) is None:
                return closed
        closed += 1
