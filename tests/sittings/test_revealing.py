"""Practice: starting it, and checking one answer at a time. A checked answer is final."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.sittings.actions.revealing import reveal_answer
from app.sittings.actions.saving import Change, Saved, TooLate
from app.sittings.actions.starting import start_attempt
from app.sittings.models import Mode
from app.sittings.parts import Order
from app.sittings.rules.saving import Saving
from tests.build import FakeClock, Known, World
from tests.sittings import answers
from tests.sittings.answers import Behind, at_once, change
from tests.sittings.sample_part import PACE, SAMPLE


@pytest.fixture(autouse=True)
def _sample_part(worker_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample part is one of the site's."""
    monkeypatch.setitem(worker_app.extensions["parts"], SAMPLE.name, SAMPLE)


@pytest.fixture
def any_site(any_app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    """Makes people and places, once on each kind of database, where the sample part is known too."""
    monkeypatch.setitem(any_app.extensions["parts"], SAMPLE.name, SAMPLE)
    return World(any_app)


@pytest.fixture
def practice(world: World, amira: Known) -> int:
    """Practice of Amira's that was just started."""
    return begin(world, amira)


def begin(world: World, known: Known, **choices: str) -> int:
    with world.writing() as db:
        order = Order(known.viewer, Mode.PRACTICE, seed=1, now=world.now, choices=choices)
        return start_attempt(db, SAMPLE, order).id


def begin_mock(world: World, known: Known) -> int:
    return world.start(known, SAMPLE)


def reveal(world: World, known: Known, attempt_id: int, sent: Change) -> Saved:
    with world.writing() as db:
        outcome = reveal_answer(db, known.viewer, attempt_id, sent, now=world.now)
    assert isinstance(outcome, Saved)
    return outcome


# Starting


def test_practice_has_no_end(world: World, practice: int) -> None:
    attempt = answers.attempt(world, practice)
    assert (attempt.mode, attempt.ends_at, attempt.minutes) == (Mode.PRACTICE, None, None)


def test_pressing_the_button_twice_gives_the_same_practice(world: World, amira: Known) -> None:
    assert begin(world, amira, topic="WK1") == begin(world, amira, topic="WK1")


def test_another_choice_gives_another_practice(world: World, amira: Known) -> None:
    assert begin(world, amira, topic="WK1") != begin(world, amira, topic="WK2")


def test_practice_in_which_something_was_answered_is_left_alone(
    world: World, amira: Known, practice: int
) -> None:
    answers.save(world, amira, practice, change(2, "3"))
    assert begin(world, amira) != practice


def test_practice_that_was_ended_is_not_given_again(world: World, amira: Known, practice: int) -> None:
    world.finish(amira, practice)
    assert begin(world, amira) != practice


def test_practice_of_somebody_else_is_not_given(world: World, practice: int) -> None:
    assert begin(world, world.apprentice("Ben Ode")) != practice


def test_while_a_mock_of_the_part_runs_no_practice_of_it_starts(world: World, amira: Known) -> None:
    begin_mock(world, amira)
    with pytest.raises(NotAllowedNow, match="mock of yours is running"):
        begin(world, amira)


def test_a_mock_of_another_part_does_not_hinder_practice(world: World, amira: Known) -> None:
    mock = world.start(amira)
    assert begin(world, amira) != mock


def test_after_the_mock_is_handed_in_practice_starts(world: World, amira: Known) -> None:
    mock = begin_mock(world, amira)
    world.finish(amira, mock)
    assert begin(world, amira) != mock


def test_practice_that_runs_does_not_hinder_a_mock(world: World, amira: Known, practice: int) -> None:
    assert answers.attempt(world, begin_mock(world, amira)).mode is Mode.MOCK


@pytest.mark.parametrize(("percent", "seconds"), [(0, PACE), (25, 113), (100, 180)])
def test_extra_time_makes_the_pace_slower_and_is_rounded_up(world: World, percent: int, seconds: int) -> None:
    known = world.apprentice(extra_percent=percent)
    assert answers.attempt(world, begin(world, known)).pace_seconds == seconds


def test_a_mock_has_no_pace(world: World, amira: Known) -> None:
    assert answers.attempt(world, begin_mock(world, amira)).pace_seconds is None


def test_pressing_the_button_several_times_at_once_gives_one_practice(any_site: World) -> None:
    known = any_site.apprentice()
    assert len(set(at_once(*[lambda: begin(any_site, known)] * 3))) == 1


# Checking


def test_checking_saves_the_answer_and_says_when(
    world: World, amira: Known, practice: int, clock: FakeClock
) -> None:
    at = clock.advance(timedelta(seconds=30))
    assert reveal(world, amira, practice, change(2, "3")).saving is Saving.ACCEPT
    slot = answers.slot(world, practice, 2)
    assert (slot.value, slot.revision, slot.revealed_at) == ("3", 1, at)


def test_the_other_questions_stay_unchecked(world: World, amira: Known, practice: int) -> None:
    reveal(world, amira, practice, change(2, "3"))
    assert [answers.slot(world, practice, number).revealed_at for number in (1, 3)] == [None, None]


def test_checking_again_changes_nothing(world: World, amira: Known, practice: int, clock: FakeClock) -> None:
    reveal(world, amira, practice, change(2, "3"))
    first = answers.slot(world, practice, 2).revealed_at
    clock.advance(timedelta(seconds=30))
    assert reveal(world, amira, practice, change(2, "3")).saving is Saving.ALREADY
    assert answers.slot(world, practice, 2).revealed_at == first


@pytest.mark.parametrize("value", ["1", ""])
def test_a_checked_answer_cannot_be_checked_as_another_one(
    world: World, amira: Known, practice: int, value: str
) -> None:
    reveal(world, amira, practice, change(2, "3"))
    told = reveal(world, amira, practice, change(2, value, base=1, number=2))
    assert (told.saving, told.value) == (Saving.NEWER, "3")


def test_a_checked_answer_cannot_be_saved_as_another_one(world: World, amira: Known, practice: int) -> None:
    reveal(world, amira, practice, change(2, "3"))
    told = answers.save(world, amira, practice, change(2, "1", base=1, number=2))
    assert isinstance(told, Saved)
    assert (told.saving, told.value) == (Saving.NEWER, "3")
    assert answers.values(world, practice) == {2: "3"}


def test_where_another_device_has_answered_that_answer_is_given_back_and_nothing_is_checked(
    world: World, amira: Known, practice: int
) -> None:
    answers.save(world, amira, practice, change(2, "1", writer="phone"))
    told = reveal(world, amira, practice, change(2, "3"))
    assert (told.saving, told.value, told.revision) == (Saving.NEWER, "1", 1)
    assert answers.slot(world, practice, 2).revealed_at is None


def test_an_answer_that_was_saved_before_can_be_checked_as_it_is(
    world: World, amira: Known, practice: int
) -> None:
    answers.save(world, amira, practice, change(2, "3"))
    assert reveal(world, amira, practice, change(2, "3")).saving is Saving.ALREADY
    assert answers.slot(world, practice, 2).revealed_at == world.now


def test_without_an_answer_there_is_nothing_to_check(world: World, amira: Known, practice: int) -> None:
    with pytest.raises(BadInput) as refused:
        reveal(world, amira, practice, change(2, ""))
    assert refused.value.field == "value"
    assert answers.slot(world, practice, 2).revealed_at is None


def test_in_a_mock_there_is_nothing_to_check(world: World, amira: Known) -> None:
    mock = begin_mock(world, amira)
    with pytest.raises(NotThere):
        reveal(world, amira, mock, change(2, "3"))
    assert answers.values(world, mock) == {}


def test_while_a_mock_of_the_part_runs_nothing_is_checked(world: World, amira: Known, practice: int) -> None:
    begin_mock(world, amira)
    with pytest.raises(NotAllowedNow, match="mock of yours is running"):
        reveal(world, amira, practice, change(2, "3"))
    assert answers.slot(world, practice, 2).revealed_at is None


def test_when_the_mock_is_handed_in_checking_goes_on(world: World, amira: Known, practice: int) -> None:
    world.finish(amira, begin_mock(world, amira))
    assert reveal(world, amira, practice, change(2, "3")).saving is Saving.ACCEPT


def test_practice_of_somebody_else_is_not_there_to_check(world: World, practice: int) -> None:
    with pytest.raises(NotThere):
        reveal(world, world.apprentice("Ben Ode"), practice, change(2, "3"))
    assert answers.values(world, practice) == {}


def test_a_question_that_the_paper_does_not_have_is_not_there(
    world: World, amira: Known, practice: int
) -> None:
    with pytest.raises(NotThere):
        reveal(world, amira, practice, change(4, "3"))


def test_after_practice_was_ended_nothing_is_checked(world: World, amira: Known, practice: int) -> None:
    world.finish(amira, practice)
    with world.writing() as db:
        told = reveal_answer(db, amira.viewer, practice, change(2, "3"), now=world.now)
    assert isinstance(told, TooLate)
    assert answers.slot(world, practice, 2).revealed_at is None


def test_what_was_checked_is_what_the_result_counts(world: World, amira: Known, practice: int) -> None:
    reveal(world, amira, practice, change(1, "1"))
    reveal(world, amira, practice, change(2, "3"))
    world.finish(amira, practice)
    (result,) = answers.results(world, amira)
    assert [item.verdict for item in result.items] == ["right", "wrong", "wrong"]


def test_a_mock_that_starts_while_an_answer_is_checked_waits(any_site: World) -> None:
    """Otherwise the explanation could come after the mock has asked the same question."""
    known = any_site.apprentice()
    practice = begin(any_site, known)
    with any_site.writing() as db:
        reveal_answer(db, known.viewer, practice, change(2, "3"), now=any_site.now)
        starting = Behind(lambda: begin_mock(any_site, known))
        assert starting.is_waiting()
    assert starting.result() != practice
    assert answers.slot(any_site, practice, 2).revealed_at == any_site.now


def test_of_two_devices_that_check_different_answers_at_once_one_is_given_the_other(
    any_site: World,
) -> None:
    known = any_site.apprentice()
    practice = begin(any_site, known)
    desk, phone = change(2, "1", writer="desk"), change(2, "3", writer="phone")
    told = at_once(
        lambda: reveal(any_site, known, practice, desk), lambda: reveal(any_site, known, practice, phone)
    )
    assert sorted(one.saving for one in told) == [Saving.ACCEPT, Saving.NEWER]
    assert len({one.value for one in told}) == 1


def test_an_older_request_that_comes_late_does_not_make_a_newer_answer_final(
    world: World, amira: Known, practice: int
) -> None:
    answers.save(world, amira, practice, change(2, "3", number=2))
    outcome = reveal(world, amira, practice, change(2, "1", number=1))
    assert (outcome.saving, outcome.value) == (Saving.NEWER, "3")
    assert answers.slot(world, practice, 2).revealed_at is None
