"""Measures the site under load on SQLite and on PostgreSQL: `python -m tests.bench` (docs/benchmarks.md)."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.commits import commits_a_second
from tests.bench.databases import (
    Database,
    NotAtHand,
    fill,
    postgres_database,
    sqlite_database,
    stored_answers,
)
from tests.bench.figures import HEADING, Row, cohort_words, lost_words, share_words
from tests.bench.server import THREADS, WORKERS, Server, ServerFailed, serving
from tests.bench.visitors import Line, Outcome, Task, Visitor, do_all

COHORT = 30
DATABASES: dict[str, Callable[[Path], AbstractContextManager[Database]]] = {
    "sqlite": sqlite_database,
    "postgresql": postgres_database,
}


@dataclass(frozen=True)
class Size:
    """How much is measured. people: how many take a whole mock; seconds: of the database alone."""

    people: int
    at_once: int
    seconds: float


def main() -> int:
    """Measure; 0 if every request was answered as it must be and nothing was lost."""
    asked = _arguments()
    size = Size(asked.people, asked.at_once, 3.0)
    if asked.quick:
        size = Size(min(asked.people, 16), min(asked.at_once, 4), 0.5)
    print(
        f"gunicorn -k gthread -w {WORKERS} --threads {THREADS}; {os.cpu_count()} processors, shared with the "
        f"load generator and the database; {size.people} people, {size.at_once} requests at once; "
        f"load average before: {os.getloadavg()[0]:.1f}\n"
    )
    good = True
    for name in [asked.only] if asked.only else DATABASES:
        with tempfile.TemporaryDirectory(prefix="coderready-bench-") as folder:
            try:
                with DATABASES[name](Path(folder)) as database:
                    good = _measure(database, size, Path(folder)) and good
            except NotAtHand as why:
                print(f"LEFT OUT: {name}: {why}. Set TEST_POSTGRES_URL.\n")
            except ServerFailed as why:
                print(f"FAILED: {name}: {why}")
                good = False
    return 0 if good else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run that only shows that it works")
    parser.add_argument("--only", choices=[*DATABASES], help="one kind of database")
    parser.add_argument("--people", type=int, default=200, help="how many take a whole mock (200)")
    parser.add_argument("--at-once", type=int, default=8, help="requests at any time (8)")
    return parser.parse_args()


def _measure(database: Database, size: Size, folder: Path) -> bool:
    """One database: journeys, a cohort that starts together, what is stored, the database alone."""
    print(f"{database.name} ({database.durability})")
    accounts = fill(database.url, size.people + COHORT)
    visitors = [Visitor(*account) for account in accounts]
    everyone, cohort = visitors[: size.people], visitors[size.people :]
    failures: list[str] = []
    with serving(database.url, folder / "server.log") as server:
        failures += do_all(server.port, [one.sign_in for one in visitors], size.at_once).failures
        for _, tasks in _phases(everyone[: 4 * WORKERS]):  # not counted: every worker reads its templates
            failures += do_all(server.port, tasks, size.at_once).failures
            if failures:
                raise ServerFailed(f"{len(failures)} requests failed before measuring; first: {failures[0]}")
        print(HEADING)
        rates: dict[str, float] = {}
        for name, tasks in _phases(everyone):
            row, faults = _timed(server, name, tasks, size.at_once)
            print(row, flush=True)
            rates[name] = row.a_second
            failures += faults
        starts, outcome = _start_together(server, cohort)
        failures += outcome.failures
    print(cohort_words(starts, outcome.seconds))
    acknowledged = {key: value for one in visitors for key, value in one.saved.items()}
    stored = stored_answers(database.url)
    print(lost_words(acknowledged, stored))
    attempts = sorted({attempt for attempt, _ in acknowledged})
    alone, connections = commits_a_second(database.url, attempts, max(s for _, s in stored), size.seconds)
    print(share_words(rates["save one answer"], alone, connections))
    print(
        f"{len(failures)} requests failed" + "".join(f"\n  {one}" for one in failures[:5]) + "\n", flush=True
    )
    return not failures and stored == {key: (1, value) for key, value in acknowledged.items()}


def _phases(visitors: list[Visitor]) -> Iterator[tuple[str, list[Task]]]:
    """A whole mock of everybody, one kind of request after the other, so that each can be told apart."""
    chance = random.Random(40)
    yield "start", [one.start for one in visitors]
    yield (
        "question page",
        [partial(one.question_page, number=number) for number in (1, 20) for one in visitors],
    )
    slots = range(1, 1 + min(one.slots for one in visitors))
    yield (
        "save one answer",
        [partial(one.save, slot=slot, value=chance.choice("1234")) for slot in slots for one in visitors],
    )
    yield "finish and mark", [one.finish for one in visitors]
    yield "result", [one.result for _ in range(2) for one in visitors]


def _timed(server: Server, name: str, tasks: list[Task], at_once: int) -> tuple[Row, list[str]]:
    before = server.cpu_seconds()
    outcome = do_all(server.port, tasks, at_once)
    spent = server.cpu_seconds() - before
    return Row(name, outcome.seconds, outcome.wall, spent, outcome.client_cpu), outcome.failures


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


if __name__ == "__main__":
    sys.exit(main())
