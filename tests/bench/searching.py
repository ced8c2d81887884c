"""Measures the search for codes, in process: `python -m tests.bench.searching` (docs/benchmarks.md).

CODESETS may name a folder with the published OPCS-4.11; otherwise our extract is searched.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.classifications.content.importable import read_importable
from app.classifications.queries.catalogue import Catalogue, practice_catalogue
from app.classifications.queries.editions import opcs4_chapters
from app.classifications.queries.searching.search import index_of, search
from app.classifications.rules.codes import System
from tests.bench.figures import at_share
from tests.classifications.phrases import PARTS, phrases

MOST_SECONDS = 0.005  # within which 95 of 100 answers must be there
TIMES = 3  # each query is measured so often, and the quickest counts: other work on the machine is not ours
RESULTS = 10


@dataclass(frozen=True)
class Measured:
    """Processor seconds of each query."""

    name: str
    seconds: Sequence[float]

    def __str__(self) -> str:
        shares = " ".join(f"{at_share(self.seconds, share) * 1000:8.2f}" for share in (0.5, 0.95, 0.99))
        return f"{self.name:32} {len(self.seconds):8} {shares} {max(self.seconds) * 1000:8.2f}"


def asked(system: System) -> list[str]:
    """Every phrase of the tests."""
    return [phrase for part in PARTS for phrase in phrases(system, part)]


def mistyped(phrase: str, by: random.Random) -> str:
    """A phrase with one slip: a letter left out, doubled, changed or swapped with the next."""
    places = [
        place for place, sign in enumerate(phrase[:-1]) if sign.isalpha() and phrase[place + 1].isalpha()
    ]
    if not places:
        return phrase
    place = by.choice(places)
    before, one, two, after = phrase[:place], phrase[place], phrase[place + 1], phrase[place + 2 :]
    return before + by.choice([two, one + one + two, by.choice("aeinorst") + two, two + one]) + after


def measure(catalogue: Catalogue, name: str, queries: Sequence[str]) -> Measured:
    """Look up each query a few times."""
    index_of(catalogue)
    seconds: list[float] = []
    for query in queries:
        runs: list[float] = []
        for _ in range(TIMES):
            begun = time.thread_time()
            search(catalogue, query, RESULTS)
            runs.append(time.thread_time() - begun)
        seconds.append(min(runs))
    return Measured(name, seconds)


def lists() -> dict[System, Catalogue]:
    """The full lists that are at hand."""
    folder = os.environ.get("CODESETS", "")
    found = sorted(Path(folder).glob("OPCS411*.xml")) if folder else []
    opcs4 = practice_catalogue(System.OPCS4)
    if found:
        opcs4 = Catalogue(read_importable(found[0].read_bytes(), found[0].name), opcs4_chapters())
    return {System.ICD10: practice_catalogue(System.ICD10), System.OPCS4: opcs4}


def everything() -> list[Measured]:
    """Phrases as they are and with slips, on each list."""
    measured: list[Measured] = []
    for system, catalogue in lists().items():
        name = f"{system.words}, {len(catalogue.entries):,} lines"
        slips = random.Random(1)
        written = asked(system)
        measured.append(measure(catalogue, name, written))
        measured.append(measure(catalogue, f"{name}, mistyped", [mistyped(one, slips) for one in written]))
    return measured


def main() -> int:
    """Measure and print; 0 if 95 of 100 answers came in time."""
    print(f"{'processor milliseconds':32} {'queries':>8} {'p50':>8} {'p95':>8} {'p99':>8} {'most':>8}")
    good = True
    for one in everything():
        print(one)
        good = good and at_share(one.seconds, 0.95) < MOST_SECONDS
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
