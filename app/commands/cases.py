"""`flask cases …`: mark an answer to a case from the shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import click
from flask import current_app
from flask.cli import AppGroup
from pydantic import Field

from app import db
from app.case_studies.actions.checking import looked_through
from app.case_studies.content.reading import Written, read_case
from app.case_studies.content.written import WrittenCase
from app.case_studies.queries.codes import Lists, answer_of, lists_named, reference_of
from app.case_studies.queries.remarks import notes_on
from app.case_studies.rules.marking import Denominator, Marked, MarkedLine, Score, mark
from app.case_studies.rules.reference import Answer, Entered, Reference
from app.classifications.rules.codes import FILLER, written
from app.outcomes import Refusal
from app.textfiles import Problem, Strict, checked, read_toml
from config import Settings

group = AppGroup("cases", help="Case studies: mark an answer.")


Typed = Annotated[str, Field(max_length=200)]


class WrittenAnswer(Strict):
    """The file of an answer: codes in order, and the query if one was raised."""

    diagnoses: Annotated[tuple[Typed, ...], Field(max_length=500)] = ()
    procedures: Annotated[tuple[Typed, ...], Field(max_length=500)] = ()
    query: Annotated[str, Field(max_length=2000)] = ""


@group.command("mark")
@click.argument("case")
@click.argument("answer", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print lines, scores and notes as JSON.")
@click.option("--details", is_flag=True, help="With --json: also what each line was compared with, and more.")
@click.option("--reference-only", is_flag=True, help="Divide by the reference's codes only.")
def mark_answer(case: str, answer: Path, as_json: bool, details: bool, reference_only: bool) -> None:
    """Mark the file ANSWER against CASE, the id of a case or the path of a case file.

    The formats are told in docs/writing-cases.md and docs/marking.md.
    """
    written_case, doubts = _case(case)
    given = _answer(answer)
    try:
        lists = lists_named(db.session(), written_case.editions)
        reference = reference_of(written_case.code_sets, lists)
    except (Refusal, ValueError) as error:
        raise click.ClickException(str(error)) from error
    entered = answer_of(given.diagnoses, given.procedures, given.query, lists)
    denominator = Denominator.REFERENCE if reference_only else Denominator.WITH_EXTRAS
    marked = mark(reference, entered, denominator)
    notes = [
        *_of_case(doubts),
        *_of_lines(entered, lists),
        *(
            {"list": "query", "kind": "query", "text": text}
            for text in _of_query(written_case, entered.query)
        ),
    ]
    told = _told(written_case, reference, entered, marked, notes)
    if as_json:
        click.echo(json.dumps(told if details else _shortened(told), indent=2, ensure_ascii=False))
    else:
        click.echo(_in_words(told))


def _case(named: str) -> tuple[WrittenCase, list[Problem]]:
    """The case with that id, or in that file, and why it would not be loaded though it can be marked."""
    settings: Settings = current_app.extensions["settings"]
    path = Path(named)
    if not path.is_file() and "/" not in named and not named.endswith(".toml"):
        path = settings.case_studies / f"{named}.toml"
        if not path.is_file():
            raise click.ClickException(f"There is no case {named!r}, and no file of that name.")
    problems: list[Problem] = []
    found = read_case(path, problems)
    if found is None or problems:
        _stop_at(problems)
    assert found is not None, "without a problem there is a case"
    looked = looked_through(db.session(), Written(path.name, found))
    _stop_at([one.problem for one in looked if one.hinders])
    return found, [one.problem for one in looked if not one.hinders]


def _answer(path: Path) -> WrittenAnswer:
    problems: list[Problem] = []
    data = read_toml(path, problems)
    found = None
    if data is not None:
        found = checked(WrittenAnswer, data, file=path.name, entry="", problems=problems)
    _stop_at(problems)
    assert found is not None, "without a problem there is an answer"
    return found


def _stop_at(problems: list[Problem]) -> None:
    if problems:
        lines = [f"{f'{one.file} {one.field}'.strip()}: {one.problem}" for one in problems]
        raise click.ClickException("\n".join(lines))


def _of_case(doubts: list[Problem]) -> list[dict[str, Any]]:
    return [{"list": "case", "kind": "case", "text": f"{one.field}: {one.problem}"} for one in doubts]


def _of_lines(entered: Answer, lists: Lists) -> list[dict[str, Any]]:
    return [
        {"list": note.list_name, "line": note.number + 1, "kind": note.kind, "text": note.text}
        | ({"standard": note.standard} if note.standard else {})
        for note in notes_on(entered, lists)
    ]


def _of_query(case: WrittenCase, query: str) -> list[str]:
    needed = [ask for ask in case.asks if ask.needed]
    if needed and not query:
        return [f"A query was needed and none was raised. It should ask: {ask.should_ask}" for ask in needed]
    if query and not needed:
        return ["A query was raised that the record does not call for."]
    return [f"A query was needed. It should ask: {ask.should_ask}" for ask in needed]


def _told(
    case: WrittenCase, reference: Reference, entered: Answer, marked: Marked, notes: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "case": case.id,
        "code_set": marked.code_set + 1,
        "lines": [_line(one, reference, entered, marked) for one in marked.lines],
        "scores": {category.value: _score(score) for category, score in marked.scores().items()},
        "overall": _score(marked.overall),
        "denominator": marked.denominator.value,
        "notes": notes,
    }


def _shortened(told: dict[str, Any]) -> dict[str, Any]:
    """What every marking tells; the details leave a reader of it alone."""
    lines = [{key: line[key] for key in ("side", "code", "category", "verdict")} for line in told["lines"]]
    scores = {name: _of_both(score) for name, score in told["scores"].items()}
    return {
        "lines": lines,
        "scores": scores,
        "overall": _of_both(told["overall"]),
        "notes": told["notes"],
    }


def _of_both(score: dict[str, int]) -> dict[str, int]:
    return {"correct": score["correct"], "of": score["of"]}


def _line(one: MarkedLine, reference: Reference, entered: Answer, marked: Marked) -> dict[str, Any]:
    if one.side == "reference":
        lines = getattr(reference.code_sets[marked.code_set], one.list_name)
        code = written(lines[one.number].key)
    else:
        typed = getattr(entered, one.list_name)[one.number]
        code = _as_understood(typed)
    return {
        "side": one.side,
        "list": one.list_name,
        "code": code,
        "category": one.category.value,
        "verdict": one.verdict.value,
        "match": None if one.match is None else one.match + 1,
    }


def _as_understood(typed: Entered) -> str:
    """The code that was read, or the text itself; a heading without a filler, which it does not take."""
    if typed.key is None:
        return typed.text.strip()
    return written(typed.key[:3] if typed.divided and typed.key[3:] == FILLER else typed.key)


def _score(score: Score) -> dict[str, int]:
    return {"correct": score.correct, "of": score.of, "right_category": score.level}


def _place(note: dict[str, Any]) -> str:
    return f"{note['list']} {note['line']}" if "line" in note else str(note["list"])


def _in_words(told: dict[str, Any]) -> str:
    rows = [
        f"  {line['side']:<10}{line['category']:<4}{line['code']:<10}{line['verdict'].replace('_', ' ')}"
        for line in told["lines"]
    ]
    scores = [
        f"  {name}: {score['correct']} of {score['of']}" if score["of"] else f"  {name}: not applicable"
        for name, score in told["scores"].items()
    ]
    overall = f"Overall: {told['overall']['correct']} of {told['overall']['of']} ({told['denominator']})"
    notes = [f"  {_place(note)}: {note['text']}" for note in told["notes"]]
    return "\n".join(
        [f"Case {told['case']}", *rows, *scores, overall, *(["Notes:", *notes] if notes else [])]
    )
