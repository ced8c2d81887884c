"""`flask sittings …`: the work that time itself asks for."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app import db, log
from app.clock import the_clock
from app.commands.operator import OPERATOR
from app.outcomes import NotThere, Refusal
from app.sittings.actions.closing import CannotBeClosed, close_next_overdue
from app.sittings.actions.extending import MOST_MINUTES, Extension, extend_attempt
from app.sittings.queries.running import running_mocks
from app.templating import uk_clock

group = AppGroup("sittings", help="Timed attempts: list those that run, give time back, close what is over.")


@group.command("running")
def running() -> None:
    """List the mocks that are running, the one that ends first on top."""
    with db.open_session(db.engine(), may_write=False) as own:
        listed = running_mocks(own, OPERATOR)
    for one in listed:
        times = f"started {uk_clock(one.started_at)}, ends {uk_clock(one.ends_at)}"
        click.echo(f"{one.attempt_id}  {one.name} <{one.email}>, {one.title}, {times}")
    click.echo(f"{len(listed)} running.")


@group.command("extend")
@click.argument("attempts", type=int, nargs=-1)
@click.option("--all", "everybody", is_flag=True, help="Every mock that is running.")
@click.option("--minutes", type=click.IntRange(1, MOST_MINUTES), required=True, help="Minutes to add.")
@click.option("--reason", required=True, help="Why; each person reads it with their result.")
def extend(attempts: tuple[int, ...], everybody: bool, minutes: int, reason: str) -> None:
    """Give time to the running ATTEMPTS (their numbers: `flask sittings running`), or to all of them.

    Of those that are named either all are extended or none. The open pages show it within a minute.
    """
    if bool(attempts) == everybody:
        raise click.UsageError("Name the attempts, or say --all.")
    now = the_clock().now()
    extended = 0
    with db.one_transaction(db.engine()) as own:
        for number in sorted(attempts or [one.attempt_id for one in running_mocks(own, OPERATOR)]):
            try:
                extend_attempt(own, number, Extension(minutes, reason), by=None, now=now)
                extended += 1
            except Refusal as refusal:
                told = "There is none." if isinstance(refusal, NotThere) else str(refusal)
                if not everybody:
                    raise click.ClickException(f"Attempt {number}: {told} Nothing was extended.") from refusal
                click.echo(f"Attempt {number} is passed over: {told}")
    click.echo(f"{extended} extended by {minutes} min.")


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
