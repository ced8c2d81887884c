"""`flask people …`: people, organisations and cohorts from a shell, first of all the first administrator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app import db
from app.accounts.actions import assignments, extra_time, organisations, people, trying, ways_in
from app.accounts.actions.extra_time import Approved
from app.accounts.emails import looked_up_email
from app.accounts.links import ways
from app.accounts.queries import cohorts as cohort_queries
from app.accounts.queries.people import Filter, list_people, person_with_email
from app.clock import the_clock, uk_date
from app.commands.operator import OPERATOR
from app.outcomes import NotThere, Refusal
from app.people import Grant, Role
from config import Settings

ROLE = click.Choice([role.value for role in Role])
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])

group = AppGroup("people", help="People, their roles, training providers and cohorts.")


@contextmanager
def _changing() -> Iterator[tuple[Session, datetime]]:
    """One transaction; a refusal becomes an error message, and nothing is kept."""
    try:
        with db.one_transaction(db.engine()) as own:
            yield own, the_clock().now()
    except NotThere as refusal:
        raise click.ClickException("There is nothing of that name or number.") from refusal
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal


@group.command("list")
@click.argument("words", default="")
@click.option("--role", type=ROLE, help="Only holders of this role.")
def list_(words: str, role: str | None) -> None:
    """List people; WORDS narrow by name and e-mail address."""
    with db.one_transaction(db.engine()) as own:
        listed = list_people(own, OPERATOR, Filter(words, Role(role) if role else None))
    for one in listed:
        roles = ", ".join(held.words for held in one.roles) or "no role"
        click.echo(f"{one.person.name} <{one.person.email}>, {roles} ({one.state})")
    click.echo(f"{len(listed)} listed.")


@group.command("add")
@click.argument("name")
@click.argument("email")
@click.option("--role", type=ROLE, required=True)
@click.option("--organisation", default="", help="Its name, for apprentices and providers.")
def add(name: str, email: str, role: str, organisation: str) -> None:
    """Add a person NAME with EMAIL. Invite them afterwards."""
    with _changing() as (own, now):
        at = _organisation(own, organisation) if organisation else None
        made = people.add_person(own, name, email, [Grant(Role(role), at)], by=None, now=now)
    click.echo(f"{made.name} <{made.email}> is added. Invite them: flask people invite {made.email}")


@group.command("grant")
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--organisation", default="", help="Its name, for apprentices and providers.")
def grant_role(email: str, role: str, organisation: str) -> None:
    """Give the person with EMAIL one more ROLE."""
    with _changing() as (own, now):
        at = _organisation(own, organisation) if organisation else None
        people.grant_role(own, _person(own, email), Grant(Role(role), at), by=None, now=now)
    click.echo("Granted.")


@group.command("invite")
@click.argument("email")
def invite(email: str) -> None:
    """Write an invitation to EMAIL; without a mail server, print the link."""
    settings: Settings = current_app.extensions["settings"]
    with _changing() as (own, now):
        address = ways_in.invite(own, _person(own, email), ways(), by=None, now=now)
    if settings.mail_server:
        click.echo("The invitation is in the outbox.")
    else:
        click.echo(f"No mail server is set. Pass this link on, to nobody else:\n{address}")


@group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Shut the account of EMAIL and end its sign-ins."""
    with _changing() as (own, now):
        people.disable(own, _person(own, email), by=None, now=now)
    click.echo("Disabled.")


@group.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Open the account of EMAIL again."""
    with _changing() as (own, now):
        people.enable(own, _person(own, email), by=None, now=now)
    click.echo("Enabled.")


@group.command("organisation")
@click.argument("name")
def organisation(name: str) -> None:
    """Add a training provider NAME."""
    with _changing() as (own, now):
        made = organisations.add_organisation(own, name, by=None, now=now)
    click.echo(f"{made.name} is added.")


@group.command("cohort")
@click.argument("organisation")
@click.argument("name")
@click.argument("starts_on", type=DAY)
def cohort(organisation: str, name: str, starts_on: datetime) -> None:
    """Add a cohort NAME to ORGANISATION, beginning on STARTS_ON (2026-09-07)."""
    with _changing() as (own, now):
        at = _organisation(own, organisation)
        made = organisations.add_cohort(own, at, name, starts_on.date(), by=None, now=now)
    click.echo(f"{made.name} is added.")


@group.command("enrol")
@click.argument("email")
@click.argument("organisation")
@click.argument("cohort")
@click.option("--assessment", type=DAY, help="The assessment date, if known.")
def enrol(email: str, organisation: str, cohort: str, assessment: datetime | None) -> None:
    """Put the apprentice with EMAIL into COHORT of ORGANISATION."""
    with _changing() as (own, now):
        found = _cohort(own, organisation, cohort, today=uk_date(now))
        day = assessment.date() if assessment else None
        organisations.enrol(own, _person(own, email), found, by=None, now=now, assessment_on=day)
    click.echo("Enrolled.")


@group.command("assign")
@click.argument("apprentice_email")
@click.argument("assessor_email")
def assign(apprentice_email: str, assessor_email: str) -> None:
    """Give an apprentice to an assessor."""
    with _changing() as (own, now):
        apprentice, assessor = _person(own, apprentice_email), _person(own, assessor_email)
        assignments.assign(own, apprentice, assessor, by=None, now=now)
    click.echo("Assigned.")


@group.command("extra-time")
@click.argument("email")
@click.argument("percent", type=int)
@click.option("--approved-by", required=True, help="A name or an office; never the reason.")
@click.option("--until", type=DAY, required=True, help="The last day.")
def extra(email: str, percent: int, approved_by: str, until: datetime) -> None:
    """Record extra time of PERCENT for EMAIL; 0 ends it."""
    with _changing() as (own, now):
        approved = Approved(percent, approved_by, until.date())
        extra_time.set_extra_time(own, _person(own, email), approved, by=None, now=now)
    click.echo("Recorded.")


@group.command("sweep")
def sweep() -> None:
    """Drop counted failures that are too old to count. For cron; harmless to repeat."""
    with _changing() as (own, now):
        dropped = trying.sweep(own, now=now)
    click.echo(f"{dropped} dropped.")


def _person(own: Session, email: str) -> int:
    try:
        return person_with_email(own, OPERATOR, looked_up_email(email))
    except NotThere as refusal:
        raise click.ClickException(f"Nobody has the e-mail address {email}.") from refusal


def _organisation(own: Session, name: str) -> int:
    found = {one.name.casefold(): one.id for one in cohort_queries.organisations(own, OPERATOR)}
    if name.casefold() not in found:
        raise click.ClickException(
            f"There is no training provider called {name}. Add it: flask people organisation"
        )
    return found[name.casefold()]


def _cohort(own: Session, organisation_name: str, name: str, *, today: date) -> int:
    at = _organisation(own, organisation_name)
    listed = cohort_queries.cohorts(own, OPERATOR, today=today, organisation_id=at)
    found = {one.name.casefold(): one.id for one in listed}
    if name.casefold() not in found:
        raise click.ClickException(
            f"{organisation_name} has no cohort called {name}. Add it: flask people cohort"
        )
    return found[name.casefold()]
