"""The server is killed between and during saves, over a hundred times, on both kinds of database.

No acknowledged answer is lost, none counts twice, and no attempt is closed twice. The server is gunicorn with
workers, as `flask serve` starts it; SIGKILL reaches all its processes at once, as at the end of a container.
"""

from __future__ import annotations

import random
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.sittings.models import State
from config import Settings
from tests.build import FakeClock, World
from tests.killing.crew import working
from tests.killing.holding import faults_at_the_end, faults_on_the_way, stored, works_without_attempt
from tests.killing.ledger import Ledger
from tests.killing.lives import lives_of
from tests.killing.moments import Reaper, drawn_moment
from tests.killing.pages import Room

KILLS = 105
PLACES = (
    *("start interrupted", "save undone", "closing undone"),
    *("saved, but the acknowledgement was lost", "closed, but the acknowledgement was lost"),
)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost_or_doubled_and_nothing_closed_twice(
    any_app: Flask, clock: FakeClock, tmp_path: Path
) -> None:
    clock.set(datetime.now(UTC))  # the server reads the machine's own clock
    world, ledger, closed = World(any_app), Ledger(), set[int]()
    settings: Settings = any_app.extensions["settings"]
    chance = random.Random(any_app.extensions["engine"].dialect.name)
    with lives_of(settings, tmp_path / "said") as lives:
        reaper = Reaper(lives.kill)
        room = Room(lives.port, ledger, reaper, threading.Event(), threading.Event())
        with working(any_app, world, room) as crew:
            any_app.extensions["engine"].dispose()
            for _ in range(KILLS):
                lives.start()
                reaper.wait_for(drawn_moment(chance))
                crew.wait(reaper.struck)
                assert lives.bury() == [-signal.SIGKILL]
                if chance.random() < 0.5:  # else the next life is the first to see what the dead one left
                    _look(any_app, world, ledger, closed)
            lives.start()
            crew.finish()
    _judge(world, ledger)
    assert lives.killed >= KILLS >= 100
    _assert_that_kills_hit(ledger)


def _look(app: Flask, world: World, ledger: Ledger, closed: set[int]) -> None:
    """While no server lives: at every attempt but those that an earlier look found `closed`."""
    with ledger.lock:
        found = stored(world, ledger.papers.keys() - closed)
        faults = [
            fault for one, held in found.items() for fault in faults_on_the_way(ledger.papers[one], held)
        ]
    closed |= {one for one, held in found.items() if held.attempt.state is State.CLOSED}
    app.extensions["engine"].dispose()  # so that a server may again be the first to open the file
    assert not faults, "\n".join(faults)


def _judge(world: World, ledger: Ledger) -> None:
    """When everything was acknowledged."""
    found = stored(world)
    assert set(found) == set(ledger.papers)
    faults = [fault for one, held in found.items() for fault in faults_at_the_end(ledger.papers[one], held)]
    assert not faults, "\n".join(faults)
    assert works_without_attempt(world) == []


def _assert_that_kills_hit(ledger: Ledger) -> None:
    """A server that is killed while it has nothing to do proves nothing."""
    assert len(ledger.hits) > KILLS / 2, f"only {len(ledger.hits)} kills broke a request"
    lacking = [where for where in PLACES if not ledger.counts[where]]
    assert not lacking, f"no kill fell where it would leave: {lacking}; they fell: {ledger.counts}"
