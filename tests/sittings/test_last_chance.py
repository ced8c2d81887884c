"""Two open pages when time runs out: the one that nobody uses waits for the last request of the other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.sittings.actions.finishing import Closed, StillRunning, finish_attempt
from app.sittings.actions.saving import Change
from app.sittings.models import ClosedBy, State
from app.sittings.rules.timing import LAG_ALLOWANCE
from tests.build import FakeClock, Known, World
from tests.page import Browser
from tests.sittings import answers
from tests.sittings.answers import change

HOUR = timedelta(minutes=60)
SECOND = timedelta(seconds=1)


@pytest.fixture
def amira(any_world: World) -> Known:
    return any_world.apprentice()


@pytest.fixture
def mock(any_world: World, amira: Known, clock: FakeClock) -> int:
    """A mock in which the desk's page was answered on last."""
    started = any_world.start(amira)
    answers.save(any_world, amira, started, change(2, "1", writer="phone"))
    clock.advance(SECOND)
    answers.save(any_world, amira, started, change(1, "2", writer="desk"))
    return started


def hand_in(
    world: World, known: Known, attempt_id: int, writer: str, *last: Change, by_page: bool = True
) -> Closed | StillRunning:
    """A page does what it does when its time runs out."""
    with world.writing() as db:
        return finish_attempt(
            db,
            known.viewer,
            attempt_id,
            now=world.now,
            last_changes=last,
            by_page=by_page,
            writer=writer,
        )


@pytest.fixture
def at_the_end(any_world: World, mock: int, clock: FakeClock) -> None:
    ends_at = answers.attempt(any_world, mock).ends_at
    assert ends_at is not None
    clock.set(ends_at)


def test_a_page_that_is_not_in_use_leaves_it_open_until_the_other_had_its_last_chance(
    any_world: World, amira: Known, mock: int, at_the_end: None
) -> None:
    outcome = hand_in(any_world, amira, mock, "phone")
    assert outcome == StillRunning(any_world.now + LAG_ALLOWANCE, over=True)
    assert answers.attempt(any_world, mock).state is State.RUNNING


def test_the_last_answer_of_the_page_in_use_counts_although_the_other_was_quicker(
    any_world: World, amira: Known, mock: int, at_the_end: None, clock: FakeClock
) -> None:
    hand_in(any_world, amira, mock, "phone")
    clock.advance(SECOND)
    outcome = hand_in(any_world, amira, mock, "desk", change(3, "4", number=2))
    assert isinstance(outcome, Closed)
    assert answers.values(any_world, mock) == {1: "2", 2: "1", 3: "4"}


def test_the_page_in_use_closes_it_at_once(
    any_world: World, amira: Known, mock: int, at_the_end: None
) -> None:
    assert isinstance(hand_in(any_world, amira, mock, "desk"), Closed)


def test_a_page_that_brings_an_answer_is_in_use(
    any_world: World, amira: Known, mock: int, at_the_end: None
) -> None:
    outcome = hand_in(any_world, amira, mock, "phone", change(5, "1", writer="phone", number=2))
    assert isinstance(outcome, Closed)


def test_a_page_closes_what_nobody_ever_answered(any_world: World, amira: Known, clock: FakeClock) -> None:
    untouched = any_world.start(amira)
    clock.advance(HOUR)
    assert isinstance(hand_in(any_world, amira, untouched, "phone"), Closed)


def test_a_page_without_a_name_closes_it_at_once(
    any_world: World, amira: Known, mock: int, at_the_end: None
) -> None:
    """A form without script says no name, and sends nothing more."""
    assert isinstance(hand_in(any_world, amira, mock, ""), Closed)


def test_the_person_closes_it_on_any_page(
    any_world: World, amira: Known, mock: int, at_the_end: None
) -> None:
    assert isinstance(hand_in(any_world, amira, mock, "phone", by_page=False), Closed)


def test_once_the_last_chance_has_passed_any_page_closes_it(
    any_world: World, amira: Known, mock: int, at_the_end: None, clock: FakeClock
) -> None:
    clock.advance(LAG_ALLOWANCE)
    assert isinstance(hand_in(any_world, amira, mock, "phone"), Closed)
    assert answers.attempt(any_world, mock).closed_by is ClosedBy.PAGE


def test_the_page_is_told_how_long_to_wait(
    any_app: Flask, amira: Known, mock: int, at_the_end: None, clock: FakeClock
) -> None:
    phone = Browser(any_app)
    clock.set(clock.now() - SECOND)
    phone.sign_in(amira)
    clock.advance(3 * SECOND)
    told = phone.json("POST", f"/attempts/{mock}/finish", {"by_page": True, "writer": "phone", "changes": []})
    assert told == {"running": True, "over": True, "remaining_ms": 8000}


@pytest.mark.parametrize("writer", ["", "x" * 41, 7, None, "a\nb"])
def test_a_name_that_no_page_has_is_refused(any_app: Flask, amira: Known, mock: int, writer: object) -> None:
    phone = Browser(any_app)
    phone.sign_in(amira)
    phone.json("POST", f"/attempts/{mock}/finish", {"writer": writer, "changes": []}, expect=400)
