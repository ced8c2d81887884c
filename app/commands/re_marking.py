"""`flask content re-mark`: a key was wrong, or a question cannot be answered fairly."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from app import db
from app.clock import the_clock
from app.commands.content import require_plan
from app.knowledge_test.actions.re_marking import re_mark
from app.knowledge_test.actions.weighing import ReMarking, Weighed, decide, weigh
from app.knowledge_test.rules.re_marking import Change, Decision, Policy
from app.outcomes import Refusal
from app.results.rules.judging import Grade
from app.templating import uk_date_time
from config import Settings


@click.command("re-mark")
@click.argument("item")
@click.option(
    "--right", multiple=True, metavar="LETTER", help="An option that counts as right; may be repeated."
)
@click.option("--void", is_flag=True, help="Set the question aside: it counts for nobody.")
@click.option("--reason", required=True, help="Why, without option letters: each paper has its own order.")
@click.option("--approved-by", required=True, metavar="NAME", help="Who approved it.")
@click.option(
    "--both-ways", is_flag=True, help="Change marks that go down, too; without it only those that rise."
)
@click.option("--yes", is_flag=True, help="Do it. Without this nothing changes.")
@with_appcontext
def command(
    *,
    item: str,
    right: tuple[str, ...],
    void: bool,
    reason: str,
    approved_by: str,
    both_ways: bool,
    yes: bool,
) -> None:
    """Say what counts as right in the version ITEM of a question, such as WK3-001/2, and mark again.

    Letters are those of the question bank. First look what would happen; then say the same with --yes, when
    nobody is sitting a mock: while it is done, everybody's answers may have to wait.
    People are told by letter, and see both marks. What is handed in from then on is marked by it.
    """
    if void == bool(right) or any(len(letter) != 1 for letter in right):
        raise click.UsageError("Say either --void, or --right with one letter, once or several times.")
    require_plan()
    policy = Policy.BOTH_WAYS if both_ways else Policy.RAISE_ONLY
    asked = Decision(item, "".join(right), policy, reason, approved_by)
    try:
        made, found = _done(asked) if yes else _weighed(asked)
    except Refusal as refusal:
        raise click.ClickException(f"{refusal} Nothing was changed.") from refusal
    click.echo(f"{made.item} {made.words}. Approved by {made.approved_by}. Why: {made.reason}")
    if found.decided_at is not None:
        click.echo(f"Just this was decided on {uk_date_time(found.decided_at)}. Nothing was changed.")
        return
    _print(found, made.policy)
    if yes:
        untold = len(found.changed) - found.letters
        click.echo(
            f"Done. {_count(found.letters, 'letter')} in the outbox."
            + (f" {untold} not written to: account disabled, or result kept back." if untold else "")
        )
    else:
        wait = " Wait until no mock is running." if found.running else ""
        click.echo(f"Nothing was changed. To do it, say the same again with --yes.{wait}")


def _weighed(asked: Decision) -> tuple[Decision, ReMarking]:
    """In a session that refuses to write."""
    with db.open_session(db.engine(), may_write=False) as own:
        made = decide(own, asked)
        return made, weigh(own, made)


def _done(asked: Decision) -> tuple[Decision, ReMarking]:
    """All of it or nothing."""
    settings: Settings = current_app.extensions["settings"]
    with db.one_transaction(db.engine()) as own:
        made = decide(own, asked)
        return made, re_mark(own, made, settings, now=the_clock().now())


def _print(found: ReMarking, policy: Policy) -> None:
    for one in found.changed:
        click.echo(f"  attempt {one.attempt.id}, {one.person.name}: {_marks(one)}")
    counted = [
        f"{found.count(Change.UP)} up",
        f"{found.count(Change.DOWN)} down",
        f"{found.count(Change.NONE)} unchanged",
    ]
    if found.count(Change.LEVEL):
        counted.append(f"{found.count(Change.LEVEL)} with another number of marks and the same share of them")
    if policy is Policy.RAISE_ONLY:
        counted.append(f"{found.count(Change.KEPT)} kept because marks only rise")
    click.echo(f"{_count(len(found.works), 'mock')} handed in with this question: {', '.join(counted)}.")
    click.echo(f"Grades that change: {sum(one.grade_changes for one in found.works)}.")
    click.echo(
        f"Mocks running: {found.running}. With this question: {found.asking}. "
        "Whatever is handed in later is marked by this."
    )
    for topic, count in found.lacking.items():
        click.echo(
            f"{topic} then lacks {_count(count, 'question')}: no new mock can start until the bank has more."
        )


def _marks(one: Weighed) -> str:
    before, after = one.before, one.after.overall
    grades = f", {_grade(before.grade)}"
    if one.grade_changes:
        grades += f" -> {_grade(one.after.grade)}"
    return f"{before.correct} of {before.of} -> {after.correct} of {after.of}{grades}"


def _grade(grade: Grade | None) -> str:
    return grade.words if grade else "not graded"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
