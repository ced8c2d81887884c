"""Handing in, running out of time, and what is still taken afterwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.commands.sittings import close_all_overdue
from app.outcomes import NotThere
from app.results.rules.judging import Judgement
from app.sittings.actions.closing import close_if_overdue, close_next_overdue
from app.sittings.actions.finishing import Closed, finish_attempt
from app.sittings.actions.late import NotTaken
from app.sittings.actions.saving import Change
from app.sittings.models import Attempt, ClosedBy, Slot, State
from app.sittings.rules.timing import LAG_ALLOWANCE
from tests.build import FakeClock, Known, World
from tests.sittings import answers
from tests.sittings.answers import change

HOUR = timedelta(minutes=60)
MOMENT = timedelta(milliseconds=1)


def finish(world: World, known: Known, attempt_id: int, *last: Change, by_page: bool = False) -> Closed:
    with world.writing() as db:
        return finish_attempt(db, known.viewer, attempt_id, now=world.now, last_changes=last, by_page=by_page)


def test_what_was_saved_is_marked(world: World, amira: Known, mock: int) -> None:
    options = answers.options_of(world, mock)
    for number in (1, 2, 3):
        answers.save(world, amira, mock, change(number, options[number].right))
    answers.save(world, amira, mock, change(4, options[4].wrong))
    finish(world, amira, mock)
    (result,) = answers.results(world, amira)
    assert (result.correct, result.of, result.pass_mark, result.distinction_mark) == (3, 40, 24, 32)


def test_each_question_has_its_own_verdict(world: World, amira: Known, mock: int) -> None:
    options = answers.options_of(world, mock)
    answers.save(world, amira, mock, change(1, options[1].right))
    answers.save(world, amira, mock, change(2, options[2].wrong))
    finish(world, amira, mock)
    (result,) = answers.results(world, amira)
    assert [item.verdict for item in result.items[:3]] == ["right", "wrong", "unanswered"]


def test_the_person_closed_it(world: World, amira: Known, mock: int) -> None:
    finish(world, amira, mock)
    attempt = answers.attempt(world, mock)
    assert (attempt.state, attempt.closed_by) == (State.CLOSED, ClosedBy.PERSON)


def test_finishing_says_how_many_answers_were_handed_in(world: World, amira: Known, mock: int) -> None:
    answers.save(world, amira, mock, change(1, "1"))
    assert finish(world, amira, mock, change(2, "1")).answered == 2


def test_a_second_finish_gives_the_first_result(world: World, amira: Known, mock: int) -> None:
    finish(world, amira, mock)
    assert finish(world, amira, mock).already
    assert len(answers.results(world, amira)) == 1


def test_what_a_repeated_finish_brought_the_first_time_is_not_called_late(
    world: World, amira: Known, mock: int
) -> None:
    finish(world, amira, mock, change(1, "1"))
    assert finish(world, amira, mock, change(1, "1")).not_taken == NotTaken()


def test_what_comes_after_handing_in_is_late_and_counted(world: World, amira: Known, mock: int) -> None:
    finish(world, amira, mock)
    assert finish(world, amira, mock, change(1, "1"), change(2, "1")).not_taken == NotTaken(late=2)
    assert answers.values(world, mock) == {}


def test_what_was_chosen_after_a_reload_replaces_what_the_dead_page_left_behind(
    world: World, amira: Known, mock: int
) -> None:
    left_behind, chosen_anew = change(1, "1", writer="dead page"), change(1, "2", writer="new page")
    closed = finish(world, amira, mock, left_behind, chosen_anew)
    assert (answers.values(world, mock), closed.not_taken) == ({1: "2"}, NotTaken())
    again = finish(world, amira, mock, left_behind, chosen_anew)
    assert (again.already, again.not_taken) == (True, NotTaken())


def test_the_page_of_somebody_else_cannot_finish_it(world: World, mock: int) -> None:
    with pytest.raises(NotThere):
        finish(world, world.apprentice("Ben Ode"), mock)
    assert answers.attempt(world, mock).state is State.RUNNING


def test_the_last_answers_are_taken_with_the_finish(world: World, amira: Known, mock: int) -> None:
    finish(world, amira, mock, change(1, "2"), change(5, "3"))
    assert answers.values(world, mock) == {1: "2", 5: "3"}


@pytest.mark.parametrize("bad", [change(2, "5"), change(2, "1", base=9), change(99, "1")])
def test_a_last_answer_that_cannot_be_read_does_not_keep_the_others_from_being_handed_in(
    world: World, amira: Known, mock: int, bad: Change
) -> None:
    closed = finish(world, amira, mock, change(1, "2"), bad)
    assert closed.not_taken == NotTaken(unreadable=1)
    assert answers.values(world, mock) == {1: "2"}


@pytest.mark.parametrize("after", [timedelta(0), LAG_ALLOWANCE - MOMENT])
def test_a_closing_request_within_the_lag_allowance_is_taken(
    world: World, amira: Known, mock: int, clock: FakeClock, after: timedelta
) -> None:
    clock.advance(HOUR + after)
    assert finish(world, amira, mock, change(1, "2"), by_page=True).not_taken == NotTaken()
    assert answers.values(world, mock) == {1: "2"}


def test_the_use_of_the_lag_allowance_is_in_the_trail(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + timedelta(seconds=4))
    finish(world, amira, mock, change(1, "2"), by_page=True)
    (entry,) = answers.trail(world, mock, "lag-allowance-used")
    assert (entry.facts, entry.subject_id) == ({"answers": 1, "milliseconds": 4000}, amira.id)


def test_a_finish_in_time_uses_no_allowance(world: World, amira: Known, mock: int) -> None:
    finish(world, amira, mock, change(1, "2"))
    assert answers.trail(world, mock, "lag-allowance-used") == []


def test_after_the_lag_allowance_the_last_answers_are_late_and_counted(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + LAG_ALLOWANCE)
    closed = finish(world, amira, mock, change(1, "2"), change(2, "2"), by_page=True)
    assert (closed.not_taken, closed.answered) == (NotTaken(late=2), 0)
    assert answers.values(world, mock) == {}


def test_answers_refused_for_lateness_use_no_allowance(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + LAG_ALLOWANCE)
    finish(world, amira, mock, change(1, "2"), by_page=True)
    assert answers.trail(world, mock, "lag-allowance-used") == []


@pytest.mark.parametrize(
    ("after", "by_page", "by"),
    [
        (timedelta(0), True, ClosedBy.PAGE),
        (timedelta(0), False, ClosedBy.LATE_REQUEST),
        (-MOMENT, False, ClosedBy.PERSON),
    ],
)
def test_it_is_kept_what_closed_an_attempt(
    world: World, amira: Known, mock: int, clock: FakeClock, after: timedelta, by_page: bool, by: ClosedBy
) -> None:
    clock.advance(HOUR + after)
    finish(world, amira, mock, by_page=by_page)
    assert answers.attempt(world, mock).closed_by is by


def test_an_attempt_that_ran_out_counts_as_handed_in_at_its_deadline(
    app: Flask, world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    ends_at = answers.attempt(world, mock).ends_at
    clock.advance(timedelta(hours=5))
    app.test_cli_runner().invoke(args=["sittings", "close-overdue"])
    (result,) = answers.results(world, amira)
    assert answers.work(world, result).handed_in_at == ends_at


def test_a_late_request_leaves_the_page_its_last_chance(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + LAG_ALLOWANCE - MOMENT)
    with world.writing() as db:
        assert not close_if_overdue(db, amira.viewer, mock, now=clock.now())
    assert answers.attempt(world, mock).state is State.RUNNING


def test_a_late_request_closes_what_is_overdue(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + LAG_ALLOWANCE)
    with world.writing() as db:
        assert close_if_overdue(db, amira.viewer, mock, now=clock.now())
    assert answers.attempt(world, mock).closed_by is ClosedBy.LATE_REQUEST


def test_nobody_else_can_close_what_is_overdue(world: World, mock: int, clock: FakeClock) -> None:
    other = world.apprentice("Ben Ode")
    clock.advance(HOUR + LAG_ALLOWANCE)
    with world.writing() as db, pytest.raises(NotThere):
        close_if_overdue(db, other.viewer, mock, now=clock.now())


def test_the_sweep_leaves_what_still_runs(world: World, mock: int, clock: FakeClock) -> None:
    clock.advance(HOUR + LAG_ALLOWANCE - MOMENT)
    with world.writing() as db:
        assert close_next_overdue(db, now=clock.now()) is None


def test_the_command_closes_everything_that_is_overdue_and_says_how_much(
    app: Flask, world: World, mock: int, clock: FakeClock
) -> None:
    world.start(world.apprentice("Ben Ode"))
    clock.advance(timedelta(hours=2))
    world.start(world.apprentice("Cy Low"))
    told = app.test_cli_runner().invoke(args=["sittings", "close-overdue"])
    assert told.output == "2 closed.\n"


def test_the_command_can_be_repeated(app: Flask, mock: int, clock: FakeClock) -> None:
    clock.advance(timedelta(hours=2))
    runner = app.test_cli_runner()
    runner.invoke(args=["sittings", "close-overdue"])
    assert runner.invoke(args=["sittings", "close-overdue"]).output == "0 closed.\n"


def test_what_the_sweep_closed_is_noted_without_a_person(
    app: Flask, world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    answers.save(world, amira, mock, change(1, "2"))
    answers.save(world, amira, mock, change(1, "3", number=2))
    clock.advance(timedelta(hours=2))
    app.test_cli_runner().invoke(args=["sittings", "close-overdue"])
    (entry,) = answers.trail(world, mock, "attempt-closed")
    assert (entry.actor_id, entry.subject_id, entry.facts) == (
        None,
        amira.id,
        {"by": "sweep", "saves": 2, "answered": 1},
    )


def test_an_attempt_that_cannot_be_marked_holds_up_no_other(
    world: World, app: Flask, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = world.start(world.apprentice("Bea First"))
    clock.advance(timedelta(minutes=1))
    sound = world.start(world.apprentice("Cal Second"))
    part = app.extensions["parts"]["knowledge_test"]

    def mark(db: Session, attempt: Attempt, slots: Sequence[Slot]) -> Judgement:
        if attempt.id == broken:
            raise LookupError("its questions are gone")
        return part.mark(db, attempt, slots)

    monkeypatch.setitem(app.extensions["parts"], "knowledge_test", dataclasses.replace(part, mark=mark))
    clock.advance(timedelta(hours=2))
    with app.app_context():
        assert close_all_overdue() == (1, 1)
    assert [answers.attempt(world, each).state for each in (broken, sound)] == ["running", "closed"]


@pytest.mark.parametrize(
    ("sent", "counted"),
    [
        ((change(1, "1", writer="dead page"), change(1, "2", writer="new page")), [1]),
        ((change(1, "9"),), []),
        ((change(5, "3"),), []),
    ],
    ids=["one answer changed twice", "unreadable", "stored in time"],
)
def test_the_trail_counts_the_answers_that_the_allowance_took(
    world: World, amira: Known, mock: int, clock: FakeClock, sent: tuple[Change, ...], counted: list[int]
) -> None:
    answers.save(world, amira, mock, change(5, "3"))
    clock.advance(HOUR + MOMENT)
    finish(world, amira, mock, *sent, by_page=True)
    entries = answers.trail(world, mock, "lag-allowance-used")
    assert [entry.facts["answers"] for entry in entries] == counted
