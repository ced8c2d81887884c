"""`flask sittings …`: the work that time itself asks for."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app import db, log
from app.clock import the_clock
from app.sittings.actions.closing import CannotBeClosed, close_next_overdue

group = AppGroup("sittings", help="Timed attempts: close those whose time is over.")


@group.command("close-overdue")
def close_overdue() -> None:
    """Close and mark every attempt whose time is over. Harmless to repeat, and from several processes."""
    closed, failed = close_all_overdue()
    click.echo(f"{closed} closed.")
    if failed:
        raise click.ClickException(f"{failed} could not be closed; the log says which and why.")


def close_all_overdue() -> tuple[int, int]:
    """Close and mark every overdue attempt, each in a transaction of its own.

    Returns how many were closed, and how many could not be: one that cannot be marked holds up no other.
    """
    closed = 0
    failed: set[int] = set()
    while True:
        try:
            with db.one_transaction(db.engine()) as own:
                if close_next_overdue(own, now=the_clock().now(), but=failed) is None:
                    return closed, len(failed)
            closed += 1
        except CannotBeClosed as fault:
            failed.add(fault.attempt_id)
            log.event("attempt-not-closed", attempt=fault.attempt_id)
            log.fault(fault)
