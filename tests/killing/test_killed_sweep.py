"""The sweep is killed in the middle, two of it at once, and run again: each attempt is closed once."""

from __future__ import annotations

import random
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.sittings.models import Attempt, ClosedBy, State
from tests.build import FakeClock, World
from tests.killing.holding import faults_of_closing, stored, works_without_attempt
from tests.killing.ledger import PaperLedger
from tests.killing.lives import lives_of

LONG_AGO = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)  # the sweeps read the machine's own clock
OVERDUE = 30
LEAST_KILLS = 10
SECONDS = 60  # for what takes less than one


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_killed_sweep_leaves_nothing_half_closed_and_the_next_goes_on(
    any_app: Flask, clock: FakeClock, tmp_path: Path
) -> None:
    clock.set(LONG_AGO)
    world, chance = World(any_app), random.Random(any_app.extensions["engine"].dialect.name)
    _fill(world)
    left, kills = OVERDUE, 0
    with lives_of(any_app.extensions["settings"], tmp_path / "said") as lives:
        while left > 2:
            lives.start("sweep")
            lives.start("sweep")
            _wait_until_fewer(world, left)
            time.sleep(chance.uniform(0, 0.02))  # into the next attempt's closing
            lives.kill()
            ended = lives.bury()
            assert set(ended) <= {-signal.SIGKILL, 0}
            left, before = _running(world), left
            kills += ended == [-signal.SIGKILL] * 2 and 0 < left < before
            _judge(world)
            any_app.extensions["engine"].dispose()
        lives.start("sweep")
        assert lives.bury() == [0]
    assert _running(world) == 0
    _judge(world)
    assert kills >= LEAST_KILLS, "most sweeps ended before they were killed"


def _fill(world: World) -> None:
    cohort = world.cohort()
    for number in range(OVERDUE):
        known = world.apprentice(f"Person {number}", cohort)
        attempt = world.start(known, seed=number)
        for slot in range(1, 4):
            world.answer(known, attempt, slot, str(1 + (number + slot) % 4))


def _running(world: World) -> int:
    with world.reading() as db:
        return db.scalar(select(func.count()).where(Attempt.state == State.RUNNING)) or 0


def _wait_until_fewer(world: World, left: int) -> None:
    last = time.monotonic() + SECONDS
    while _running(world) >= left:
        assert time.monotonic() < last, "no sweep closes anything"
        time.sleep(0.002)


def _judge(world: World) -> None:
    faults = [fault for held in stored(world).values() for fault in faults_of_closing(PaperLedger(), held)]
    assert not faults, "\n".join(faults)
    assert works_without_attempt(world) == []
    with world.reading() as db:
        by = set(db.scalars(select(Attempt.closed_by).where(Attempt.state == State.CLOSED)))
    assert by == {ClosedBy.SWEEP}
