"""`flask content …`: check what people wrote, and load it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app import db
from app.assessment_plan.content import PlanUnusable, check_plans
from app.assessment_plan.queries import current_plan
from app.case_studies.actions.checking import problems_of
from app.case_studies.actions.loading import load_cases
from app.case_studies.content.reading import Written as WrittenCaseFile
from app.case_studies.content.reading import read_cases
from app.classifications.models import SwitchedOff
from app.clock import the_clock
from app.knowledge_test.actions.loading import load_questions
from app.knowledge_test.content import Written, check_banks
from app.textfiles import Problem, Report
from config import Settings

group = AppGroup("content", help="Assessment plans, question banks and cases: check and load.")


@group.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print counts and problems as JSON.")
@click.pass_context
def check(context: click.Context, as_json: bool) -> None:
    """List every problem of every content file at once; the exit status is 1 if there is one."""
    _, report = _checked()
    if as_json:
        problems = [dataclasses.asdict(problem) for problem in report.problems]
        click.echo(json.dumps({**report.counts, "problems": problems}, indent=2, ensure_ascii=False))
    else:
        _print(report)
    context.exit(1 if report.problems else 0)


@group.command("load")
@click.pass_context
def load(context: click.Context) -> None:
    """Store what changed as new versions. With any problem nothing at all is loaded."""
    content, report = _checked()
    if report.problems:
        _print(report)
        click.echo("Nothing was loaded.", err=True)
        context.exit(1)
    with db.one_transaction(db.engine()) as own:
        now = the_clock().now()
        loaded = {
            "Questions": load_questions(own, content.questions, now=now),
            "Cases": load_cases(own, content.cases, now=now),
        }
    for kind, count in loaded.items():
        click.echo(
            f"{kind}: {count.new} new, {count.changed} changed, {count.unchanged} unchanged, "
            f"{count.withdrawn} withdrawn."
        )


@dataclass(frozen=True)
class Content:
    """Everything people wrote that could be read."""

    questions: Sequence[Written]
    cases: Sequence[WrittenCaseFile]


def _checked() -> tuple[Content, Report]:
    settings: Settings = current_app.extensions["settings"]
    plan, problems = check_plans(settings.assessment_plans, settings.assessment_plan)
    questions, report = check_banks(settings.question_banks, plan)
    cases, of_cases = read_cases(settings.case_studies, plan)
    report.counts |= of_cases.counts
    report.problems[:0] = problems
    report.problems += of_cases.problems
    with _lists() as reading:
        for case in cases:
            report.problems += problems_of(reading, case)
    return Content(questions, cases), report


@contextmanager
def _lists() -> Iterator[Session]:
    """Where imported lists are looked for: in the database or, before that is made, nowhere."""
    engine = db.engine()
    if not inspect(engine).has_table(SwitchedOff.__tablename__):
        engine = db.make_engine("sqlite://")
        db.Base.metadata.create_all(engine)
    with db.open_session(engine, may_write=False) as reading:
        yield reading


def require_plan() -> None:
    """End the command with every fault of the plan in force, if it has one."""
    try:
        current_plan()
    except PlanUnusable as unusable:
        raise click.ClickException(str(unusable)) from None


def _print(report: Report) -> None:
    for kind, groups in report.counts.items():
        counted = ", ".join(f"{name} {count}" for name, count in groups.items())
        click.echo(f"{kind.capitalize()}: {sum(groups.values())} ({counted})")
    for problem in report.problems:
        click.echo(_line(problem), err=True)
    click.echo(f"{len(report.problems)} problems." if report.problems else "No problems.")


def _line(problem: Problem) -> str:
    where = ", ".join(part for part in (problem.file, problem.entry, problem.field) if part)
    return f"{where}: {problem.problem}"
