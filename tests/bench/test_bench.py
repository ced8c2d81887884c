"""The measuring itself: a short run prints every figure, and finds that nothing failed or was lost."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.figures import at_share, lost_words
from tests.bench.marking import in_words, invented, mark_all
from tests.bench.server import ROOT
from tests.conftest import leave_out

REQUESTS = ("start", "question page", "save one answer", "finish and mark", "result")
SENTENCES = (
    r"6 starting in the same second: slowest start [1-9]\d* ms, .* in sight [1-9]\d* ms",
    r"([1-9]\d*) saves acknowledged, \1 stored as sent, 0 lost, 0 not acknowledged",
    r"database alone: [1-9]\d* single-row commits a second before the saves, [1-9]\d* after; .* \d+%",
    r"^0 requests failed",
)


def shortcomings(report: str) -> Iterator[str]:
    """What a report lacks, or says that must not be."""
    for name in REQUESTS:
        line = next((line for line in report.splitlines() if line.startswith(name)), "")
        figures = [float(text) for text in line.removeprefix(name).split()]
        if len(figures) != 7 or min(figures) <= 0:
            yield f"no positive figure in each of the seven columns of {name!r}"
    for sentence in SENTENCES:
        if not re.search(sentence, report, re.MULTILINE):
            yield f"nothing that reads {sentence!r}"


@pytest.mark.slow
def test_a_short_run_on_sqlite_prints_every_figure_and_loses_nothing() -> None:
    if not Path("/proc/self/stat").is_file():
        leave_out("there is no /proc, from which the server's processor time is read")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--quick", "--only", "sqlite"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert (done.returncode, list(shortcomings(done.stdout))) == (0, []), done.stdout + done.stderr


def test_marking_again_counts_what_it_marked() -> None:
    outcome = mark_all(invented(32))
    assert (outcome.answers, outcome.right) == (32, True)
    assert outcome.lines > 2 * 32
    assert "32 answers of" in in_words([outcome], 1.0)


def test_invented_answers_are_the_same_each_time_and_not_all_perfect() -> None:
    answers = invented(64)
    assert answers == invented(64)
    assert 0 < sum(one.untouched for one in answers) < 32


def test_a_report_without_figures_is_found_wanting() -> None:
    row = "start                  16     143.3     18.7     91.7     91.7           0.00           0.36"
    assert len(list(shortcomings(row))) == len(REQUESTS) + len(SENTENCES)


def test_a_save_that_the_database_does_not_hold_is_counted_as_lost() -> None:
    acknowledged = {(1, 1): "3", (1, 2): "4"}
    assert "2 saves acknowledged, 1 stored as sent, 1 lost" in lost_words(acknowledged, {(1, 1): (1, "3")})


def test_a_save_that_was_written_twice_is_not_counted_as_stored_as_sent() -> None:
    assert "0 stored as sent, 1 lost" in lost_words({(1, 1): "3"}, {(1, 1): (2, "3")})


def test_percentiles_are_times_that_were_measured() -> None:
    measured = [float(number) for number in range(1, 101)]
    assert [at_share(measured, share) for share in (0.5, 0.95, 0.99)] == [50, 95, 99]
