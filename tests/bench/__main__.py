"""Measures marking, and the site under load: `python -m tests.bench` (docs/benchmarks.md)."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.bench import marking
from tests.bench.databases import Database, NotAtHand, postgres_database, sqlite_database
from tests.bench.run import Size, measure
from tests.bench.server import THREADS, WORKERS, ServerFailed

COHORT = 30
MARKING = "marking"

DATABASES: dict[str, Callable[[Path], AbstractContextManager[Database]]] = {
    "sqlite": sqlite_database,
    "postgresql": postgres_database,
}


def main() -> int:
    """Measure; 0 if every request was answered as it must be and nothing was lost."""
    asked = _arguments()
    good = True
    if asked.only in (None, MARKING):
        good = marking.measure(200 if asked.quick else marking.ANSWERS)
    if asked.only != MARKING:
        good = _site(asked) and good
    return 0 if good else 1


def _site(asked: argparse.Namespace) -> bool:
    size = Size(asked.people, COHORT, asked.at_once, 2.0)
    if asked.quick:
        size = Size(min(asked.people, 6), 6, min(asked.at_once, 4), 0.2)
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
                    good = measure(database, size, Path(folder)) and good
            except NotAtHand as why:
                print(f"LEFT OUT: {name}: {why}. Set TEST_POSTGRES_URL.\n")
            except ServerFailed as why:
                print(f"FAILED: {name}: {why}")
                good = False
    return good


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run that only shows that it works")
    parser.add_argument("--only", choices=[*DATABASES, MARKING], help="one kind of database, or marking")
    parser.add_argument("--people", type=int, default=200, help="how many take a whole mock (200)")
    parser.add_argument("--at-once", type=int, default=8, help="requests at any time (8)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
