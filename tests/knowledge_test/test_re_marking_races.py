"""Marking again while a mock is handed in, and two decisions at the same moment, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.knowledge_test.actions.re_marking import re_mark
from app.knowledge_test.actions.weighing import ReMarking, decide
from app.knowledge_test.models import Ruling
from app.knowledge_test.rules.re_marking import Decision
from app.sittings.actions.finishing import finish_attempt
from config import ROOT, Settings
from tests.build import FakeClock, Known, World
from tests.knowledge_test import rulings, sitting
from tests.knowledge_test.rulings import BY, WHY, Asked, done, handed_in, marks
from tests.sittings.answers import Behind, at_once
from tests.sittings.conftest import any_app, any_world  # noqa: F401 - fixtures

LONG_AGO = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)  # the processes read the machine's own clock


@pytest.fixture
def amira(any_world: World) -> Known:  # noqa: F811
    return any_world.apprentice()


@pytest.fixture
def mock(any_world: World, amira: Known) -> int:  # noqa: F811
    """Amira's mock: 26 of 40, the first question and the last two wrong."""
    return handed_in(any_world, amira, 26)


@pytest.fixture
def running(any_world: World, mock: int) -> tuple[Known, int]:  # noqa: F811
    """Ben's mock with the same questions, the first one wrong, not handed in."""
    ben = any_world.apprentice("Ben Ode")
    attempt_id = any_world.start(ben)
    sitting.answer_all(any_world, ben, attempt_id, right=range(2, 12), wrong=[1])
    return ben, attempt_id


def apply(world: World, db: Session, asked: Decision) -> ReMarking:
    """Within a transaction that goes on."""
    return re_mark(db, decide(db, asked), current_app.extensions["settings"], now=world.now)


def first_of(world: World, attempt_id: int) -> Asked:
    return rulings.question(world, attempt_id)


def count_rulings(world: World) -> int:
    with world.reading() as db:
        return db.scalar(select(func.count()).select_from(Ruling)) or 0


def test_a_mock_that_is_being_handed_in_is_waited_for_and_marked_again(
    any_world: World,  # noqa: F811
    running: tuple[Known, int],
) -> None:
    ben, attempt_id = running
    first = first_of(any_world, attempt_id)
    with any_world.writing() as db:
        finish_attempt(db, ben.viewer, attempt_id, now=any_world.now)
        deciding = Behind(lambda: done(any_world, first.says(first.key + first.other)))
        assert deciding.is_waiting()
    deciding.result()
    assert marks(any_world, attempt_id) == [(10, 40), (11, 40)]


def test_a_mock_that_is_handed_in_meanwhile_waits_and_is_marked_by_the_decision(
    any_world: World,  # noqa: F811
    running: tuple[Known, int],
) -> None:
    ben, attempt_id = running
    first = first_of(any_world, attempt_id)
    with any_world.writing() as db:
        apply(any_world, db, first.says(first.key + first.other))
        finishing = Behind(lambda: any_world.finish(ben, attempt_id))
        assert finishing.is_waiting()
    finishing.result()
    assert marks(any_world, attempt_id) == [(11, 40)]


def test_the_same_decision_several_times_at_once_is_made_once(any_world: World, mock: int) -> None:  # noqa: F811
    first = first_of(any_world, mock)
    found = at_once(*[partial(done, any_world, first.void()) for _ in range(3)])
    assert sorted(one.decided_at is None for one in found) == [False, False, True]
    assert (count_rulings(any_world), marks(any_world, mock)) == (1, [(26, 40), (26, 39)])


def test_of_two_decisions_about_one_paper_the_second_starts_from_the_first(
    any_world: World,  # noqa: F811
    mock: int,
) -> None:
    first, last = first_of(any_world, mock), rulings.question(any_world, mock, 40)
    with any_world.writing() as db:
        apply(any_world, db, first.void())
        deciding = Behind(lambda: done(any_world, last.void()))
        assert deciding.is_waiting()
    deciding.result()
    assert marks(any_world, mock) == [(26, 40), (26, 39), (26, 38)]


@pytest.mark.slow
def test_two_processes_that_decide_the_same_do_it_once(
    any_app: Flask,  # noqa: F811
    any_world: World,  # noqa: F811
    clock: FakeClock,
) -> None:
    clock.set(LONG_AGO)
    mock = handed_in(any_world, any_world.apprentice(), 26)
    settings: Settings = any_app.extensions["settings"]
    environment = {**os.environ, "DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key}
    asked = [first_of(any_world, mock).item, "--void", "--reason", WHY, "--approved-by", BY, "--yes"]
    command = [sys.executable, "-m", "flask", "--app", "app", "content", "re-mark", *asked]
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted("Done. 1 letter in the outbox." in words for words in told) == [False, True]
    assert sorted("Just this was decided on" in words for words in told) == [False, True]
    assert (count_rulings(any_world), marks(any_world, mock)) == (1, [(26, 40), (26, 39)])
