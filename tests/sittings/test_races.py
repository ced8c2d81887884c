"""What happens when two things are done with an attempt at the same moment."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import open_session
from app.knowledge_test.part import PART
from app.results.models import Work
from app.sittings.actions.closing import close_next_overdue
from app.sittings.actions.finishing import Closed, finish_attempt
from app.sittings.actions.late import NotTaken
from app.sittings.actions.saving import Saved, TooLate, save_answer
from app.sittings.actions.starting import start_attempt
from app.sittings.models import Attempt, Mode, State
from app.sittings.parts import Order
from app.sittings.rules.saving import Saving
from tests.build import FakeClock, Known, World
from tests.sittings import answers
from tests.sittings.answers import Behind, at_once, change


@pytest.fixture
def amira(any_world: World) -> Known:
    return any_world.apprentice()


def count(world: World, kind: type) -> int:
    with world.reading() as db:
        return db.scalar(select(func.count()).select_from(kind)) or 0


def test_starting_several_times_at_once_gives_one_mock(any_world: World, amira: Known) -> None:
    started = at_once(*[partial(any_world.start, amira, seed=seed) for seed in range(4)])
    assert len(set(started)) == 1


def test_starting_several_times_at_once_stores_nothing_twice(any_world: World, amira: Known) -> None:
    at_once(*[partial(any_world.start, amira, seed=seed) for seed in range(4)])
    assert count(any_world, Attempt) == 1


def test_two_people_who_start_at_once_have_a_mock_each(any_world: World, amira: Known) -> None:
    other = any_world.apprentice("Ben Ode")
    first, second = at_once(partial(any_world.start, amira), partial(any_world.start, other))
    assert first != second


def test_a_second_start_that_waited_for_the_first_is_given_its_mock(any_world: World, amira: Known) -> None:
    with any_world.writing() as db:
        order = Order(amira.viewer, Mode.MOCK, seed=1, now=any_world.now)
        first = start_attempt(db, PART, order).id
        second = Behind(lambda: any_world.start(amira))
        assert second.is_waiting()
    assert second.result() == first


def test_a_save_that_came_before_closing_is_in_the_marked_result(any_world: World, amira: Known) -> None:
    attempt_id = any_world.start(amira)
    right = answers.options_of(any_world, attempt_id)[1].right
    with any_world.writing() as db:
        save_answer(db, amira.viewer, attempt_id, change(1, right), now=any_world.now)
        finishing = Behind(lambda: any_world.finish(amira, attempt_id))
        assert finishing.is_waiting()
    finishing.result()
    (result,) = answers.results(any_world, amira)
    assert result.correct == 1


def test_a_save_that_waited_for_closing_is_told_that_it_is_too_late(any_world: World, amira: Known) -> None:
    attempt_id = any_world.start(amira)
    with any_world.writing() as db:
        finish_attempt(db, amira.viewer, attempt_id, now=any_world.now)
        saving = Behind(lambda: answers.save(any_world, amira, attempt_id, change(1, "1")))
        assert saving.is_waiting()
    outcome = saving.result()
    assert isinstance(outcome, TooLate)
    assert outcome.closed


def test_a_save_and_a_finish_that_bring_the_same_answer_do_not_block_each_other(
    any_world: World, any_app: Flask, amira: Known
) -> None:
    """The page's last request holds what was not acknowledged yet, while its save may still be under way."""
    attempt_id = any_world.start(amira)
    with any_world.writing() as db:
        db.execute(select(Attempt).where(Attempt.id == attempt_id).with_for_update())
        saving = Behind(lambda: answers.save(any_world, amira, attempt_id, change(1, "1")))
        assert saving.is_waiting()
        closed = finish_attempt(
            db, amira.viewer, attempt_id, now=any_world.now, last_changes=[change(1, "1")]
        )
        assert closed.not_taken == NotTaken()
    assert isinstance(saving.result(), TooLate)


@pytest.mark.slow
def test_no_acknowledged_answer_is_missing_from_the_result_of_a_finish_in_between(
    any_world: World, amira: Known
) -> None:
    for _ in range(3):
        attempt_id = any_world.start(amira)
        right = {number: one.right for number, one in answers.options_of(any_world, attempt_id).items()}

        def answer_all(slots: range, attempt_id: int = attempt_id, right: dict[int, str] = right) -> set[int]:
            taken = set()
            for number in slots:
                outcome = answers.save(any_world, amira, attempt_id, change(number, right[number]))
                if isinstance(outcome, Saved):
                    taken.add(number)
            return taken

        def finish_in_between(attempt_id: int = attempt_id) -> set[int]:
            while len(answers.values(any_world, attempt_id)) < 8:
                pass
            any_world.finish(amira, attempt_id)
            return set()

        groups = at_once(
            partial(answer_all, range(1, 21)), partial(answer_all, range(21, 41)), finish_in_between
        )
        marked = {item.slot for item in answers.results(any_world, amira)[-1].items if item.correct}
        assert set().union(*groups) == marked


def test_finishing_several_times_at_once_gives_one_result(any_world: World, amira: Known) -> None:
    attempt_id = any_world.start(amira)
    at_once(*[partial(any_world.finish, amira, attempt_id) for _ in range(4)])
    assert len(answers.results(any_world, amira)) == 1


def test_only_the_first_of_several_finishes_says_that_it_closed(any_world: World, amira: Known) -> None:
    attempt_id = any_world.start(amira)

    def finish() -> Closed:
        with any_world.writing() as db:
            return finish_attempt(db, amira.viewer, attempt_id, now=any_world.now)

    assert sorted(closed.already for closed in at_once(finish, finish, finish)) == [False, True, True]


def test_finishing_several_times_at_once_is_noted_once(any_world: World, amira: Known) -> None:
    attempt_id = any_world.start(amira)
    at_once(*[partial(any_world.finish, amira, attempt_id) for _ in range(4)])
    assert len(answers.trail(any_world, attempt_id, "attempt-closed")) == 1


def test_several_changes_of_one_slot_at_once_are_counted_one_by_one(any_world: World, amira: Known) -> None:
    attempt_id = any_world.start(amira)
    sent = [change(1, str(at), writer=f"tab {at}") for at in range(1, 5)]
    outcomes = at_once(*[partial(answers.save, any_world, amira, attempt_id, one) for one in sent])
    taken = [one for one in outcomes if isinstance(one, Saved) and one.saving is Saving.ACCEPT]
    assert len(taken) == 1
    assert answers.slot(any_world, attempt_id, 1).value == taken[0].value


def sweep(app: Flask, clock: FakeClock) -> int:
    """Close until nothing is overdue, as the command does; how many."""
    closed = 0
    while True:
        with app.app_context(), open_session(app.extensions["engine"], may_write=True) as db, db.begin():
            if close_next_overdue(db, now=clock.now()) is None:
                return closed
        closed += 1


def test_several_sweeps_at_once_close_each_attempt_once(
    any_world: World, any_app: Flask, clock: FakeClock
) -> None:
    people = [any_world.apprentice(f"Person {number}") for number in range(8)]
    for one in people:
        any_world.start(one)
    clock.advance(timedelta(hours=2))
    closed = at_once(*[partial(sweep, any_app, clock) for _ in range(3)])
    assert sum(closed) == 8
    assert count(any_world, Work) == 8


def test_a_sweep_passes_over_an_attempt_that_somebody_is_closing(
    any_world: World, any_app: Flask, clock: FakeClock, amira: Known
) -> None:
    held, other = any_world.start(amira), any_world.start(any_world.apprentice("Ben Ode"))
    clock.advance(timedelta(hours=2))
    with any_world.writing() as db:
        finish_attempt(db, amira.viewer, held, now=clock.now())
        sweeping = Behind(lambda: sweep(any_app, clock))
        sweeping.is_waiting()
    sweeping.result()
    states = {number: answers.attempt(any_world, number).state for number in (held, other)}
    assert states == {held: State.CLOSED, other: State.CLOSED}
    assert len(answers.results(any_world, amira)) == 1
