"""One run on one database: journeys, a cohort that starts together, what is stored, the database alone."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.bench.commits import commits_a_second
from tests.bench.databases import Database, fill, stored_answers
from tests.bench.figures import HEADING, Row, cohort_words, lost_words, share_words
from tests.bench.server import WORKERS, Server, ServerFailed, serving
from tests.bench.visitors import Line, Outcome, Task, Visitor, do_all

SPARE = 8  # people whose papers are written to when the database is measured alone
SAVE = "save one answer"


@dataclass(frozen=True)
class Size:
    """How much is measured. people: how many take a whole mock; cohort: how many start in the same second;
    seconds: of the database alone, twice."""

    people: int
    cohort: int
    at_once: int
    seconds: float


@dataclass
class Run:
    """A run that is under way. alone: commits a second before and after the saves."""

    database: Database
    size: Size
    everyone: list[Visitor]
    spare: list[Visitor]
    cohort: list[Visitor]
    alone: list[float] = field(default_factory=list)
    saves: float = 0.0
    failures: list[str] = field(default_factory=list)


def measure(database: Database, size: Size, folder: Path) -> bool:
    """Measure and print; whether every request was answered as it must be and nothing was lost."""
    first = SPARE + size.cohort
    visitors = [Visitor(*account) for account in fill(database.url, first + size.people)]
    run = Run(database, size, visitors[first:], visitors[:SPARE], visitors[SPARE:first])
    print(f"{database.name} ({database.durability})")
    with serving(database.url, folder / "server.log") as server:
        _warm_up(server, run)
        print(HEADING)
        for name, tasks in _phases(run.everyone):
            _measure_kind(server, run, name, tasks)
        starts, outcome = _start_together(server, run.cohort)
    run.failures += outcome.failures
    print(cohort_words(starts, outcome.seconds))
    acknowledged = {key: value for one in run.everyone for key, value in one.saved.items()}
    stored = stored_answers(database.url, but={one.attempt for one in run.spare})
    print(lost_words(acknowledged, stored))
    print(share_words(run.saves, run.alone))
    print(f"{len(run.failures)} requests failed" + "".join(f"\n  {one}" for one in run.failures[:5]) + "\n")
    return not run.failures and stored == {key: (1, value) for key, value in acknowledged.items()}


def _warm_up(server: Server, run: Run) -> None:
    """Everybody signs in, and some take a mock that is not counted: every worker reads its templates."""
    everybody = (*run.everyone, *run.spare, *run.cohort)
    _must_go_well(server, run, [one.sign_in for one in everybody])
    _must_go_well(server, run, [one.start for one in run.spare])
    for _, tasks in _phases(run.everyone[: 4 * WORKERS]):
        _must_go_well(server, run, tasks)


def _must_go_well(server: Server, run: Run, tasks: list[Task]) -> None:
    failures = do_all(server.port, tasks, run.size.at_once).failures
    if failures:
        raise ServerFailed(f"{len(failures)} requests failed before measuring; first: {failures[0]}")


def _phases(visitors: list[Visitor]) -> Iterator[tuple[str, list[Task]]]:
    """A whole mock of everybody, one kind of request after the other, so that each can be told apart."""
    chance = random.Random(40)
    yield "start", [one.start for one in visitors]
    pages = [partial(one.question_page, number=number) for number in (1, 20) for one in visitors]
    yield "question page", pages
    slots = range(1, 1 + min(one.slots for one in visitors))
    saves = [partial(one.save, slot=slot, value=chance.choice("1234")) for slot in slots for one in visitors]
    yield SAVE, saves
    yield "finish and mark", [one.finish for one in visitors]
    yield "result", [one.result for _ in range(2) for one in visitors]


def _measure_kind(server: Server, run: Run, name: str, tasks: list[Task]) -> None:
    """One row of the table. The disk's pace changes from minute to minute: so its own is taken close by."""
    if name == SAVE:
        run.alone.append(_alone(run))
    before = server.cpu_seconds()
    outcome = do_all(server.port, tasks, run.size.at_once)
    spent = server.cpu_seconds() - before
    row = Row(name, outcome.seconds, outcome.wall, spent, outcome.client_cpu)
    if name == SAVE:
        run.alone.append(_alone(run))
        run.saves = row.a_second
    run.failures += outcome.failures
    print(row, flush=True)


def _alone(run: Run) -> float:
    slots = min(one.slots for one in run.everyone)
    return commits_a_second(run.database.url, [one.attempt for one in run.spare], slots, run.size.seconds)


def _start_together(server: Server, cohort: list[Visitor]) -> tuple[list[float], Outcome]:
    """Everybody presses the button at once and follows to the first question; how long the button took."""
    pressed: list[float] = []

    def start_and_look(line: Line, one: Visitor) -> None:
        began = time.perf_counter()
        one.start(line)
        pressed.append(time.perf_counter() - began)
        one.question_page(line)

    tasks = [partial(start_and_look, one=one) for one in cohort]
    return pressed, do_all(server.port, tasks, at_once=len(cohort))
