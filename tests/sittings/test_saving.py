"""Saving answers: what is kept and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.outcomes import BadInput, NotThere
from app.sittings.actions.saving import Change, Saved, TooLate
from app.sittings.rules.saving import Saving
from tests.build import FakeClock, Known, World
from tests.sittings import answers
from tests.sittings.answers import change

HOUR = timedelta(minutes=60)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def amira(any_world: World) -> Known:
    return any_world.apprentice()


@pytest.fixture
def mock(any_world: World, amira: Known) -> int:
    """A running mock of Amira's."""
    return any_world.start(amira)


def saved(world: World, known: Known, attempt_id: int, sent: Change) -> Saved:
    outcome = answers.save(world, known, attempt_id, sent)
    assert isinstance(outcome, Saved)
    return outcome


def test_an_answer_is_stored_with_its_flag(any_world: World, amira: Known, mock: int) -> None:
    saved(any_world, amira, mock, change(3, "2", flagged=True))
    slot = answers.slot(any_world, mock, 3)
    assert (slot.value, slot.flagged) == ("2", True)


def test_the_other_slots_stay_as_they_were(any_world: World, amira: Known, mock: int) -> None:
    saved(any_world, amira, mock, change(3, "2"))
    assert answers.values(any_world, mock) == {3: "2"}


def test_a_saved_answer_says_when(any_world: World, amira: Known, mock: int, clock: FakeClock) -> None:
    at = clock.advance(timedelta(minutes=5, seconds=7))
    assert saved(any_world, amira, mock, change(3, "2")).saved_at == at


def test_an_answer_can_be_cleared(any_world: World, amira: Known, mock: int) -> None:
    saved(any_world, amira, mock, change(3, "2"))
    saved(any_world, amira, mock, change(3, "", base=1, number=2))
    assert answers.values(any_world, mock) == {}


def test_a_flag_without_an_answer_is_no_answer(any_world: World, amira: Known, mock: int) -> None:
    saved(any_world, amira, mock, change(3, "", flagged=True))
    assert answers.values(any_world, mock) == {}


def test_a_repeated_change_keeps_the_first_time_and_revision(
    any_world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    first = saved(any_world, amira, mock, change(3, "2"))
    clock.advance(timedelta(seconds=30))
    again = saved(any_world, amira, mock, change(3, "2"))
    assert (again.saving, again.revision, again.saved_at) == (Saving.ALREADY, 1, first.saved_at)


def test_a_change_after_a_lost_acknowledgement_is_stored(any_world: World, amira: Known, mock: int) -> None:
    saved(any_world, amira, mock, change(3, "2", number=1))
    saved(any_world, amira, mock, change(3, "4", number=2))
    assert answers.values(any_world, mock) == {3: "4"}


def test_the_older_of_two_devices_is_given_the_newer_answer(
    any_world: World, amira: Known, mock: int
) -> None:
    saved(any_world, amira, mock, change(3, "2", writer="desk", flagged=True))
    outcome = saved(any_world, amira, mock, change(3, "4", writer="phone"))
    assert (outcome.is_newer, outcome.value, outcome.flagged, outcome.revision) == (True, "2", True, 1)


def test_the_newer_answer_stays_stored(any_world: World, amira: Known, mock: int) -> None:
    saved(any_world, amira, mock, change(3, "2", writer="desk"))
    saved(any_world, amira, mock, change(3, "4", writer="phone"))
    assert answers.values(any_world, mock) == {3: "2"}


def test_the_last_moment_before_the_deadline_still_saves(
    any_world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR - MOMENT)
    assert saved(any_world, amira, mock, change(3, "2")).saving is Saving.ACCEPT


def test_at_the_deadline_nothing_is_saved(
    any_world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR)
    outcome = answers.save(any_world, amira, mock, change(3, "2"))
    assert isinstance(outcome, TooLate)
    assert not outcome.closed
    assert answers.values(any_world, mock) == {}


def test_after_handing_in_nothing_is_saved(any_world: World, amira: Known, mock: int) -> None:
    any_world.finish(amira, mock)
    outcome = answers.save(any_world, amira, mock, change(3, "2"))
    assert isinstance(outcome, TooLate)
    assert outcome.closed
    assert answers.values(any_world, mock) == {}


def test_somebody_elses_mock_is_not_there(any_world: World, mock: int) -> None:
    with pytest.raises(NotThere):
        answers.save(any_world, any_world.apprentice("Ben Ode"), mock, change(3, "2"))
    assert answers.values(any_world, mock) == {}


@pytest.mark.parametrize("number", [0, 41, 10_000])
def test_a_slot_the_paper_does_not_have_is_not_there(
    any_world: World, amira: Known, mock: int, number: int
) -> None:
    with pytest.raises(NotThere):
        answers.save(any_world, amira, mock, change(number, "2"))


@pytest.mark.parametrize("value", ["5", "0", "A", None, 1, True, ["1"], {"1": 1}, "1" * 30_000])
def test_a_value_that_is_no_option_changes_nothing(
    any_world: World, amira: Known, mock: int, value: object
) -> None:
    saved(any_world, amira, mock, change(3, "2"))
    with pytest.raises(BadInput):
        answers.save(any_world, amira, mock, change(3, value, base=1, number=2))
    assert answers.values(any_world, mock) == {3: "2"}


def test_a_revision_that_was_never_given_out_changes_nothing(
    any_world: World, amira: Known, mock: int
) -> None:
    with pytest.raises(BadInput):
        answers.save(any_world, amira, mock, change(3, "2", base=1))
    assert answers.values(any_world, mock) == {}


def test_saving_never_moves_the_deadline(any_world: World, amira: Known, mock: int, clock: FakeClock) -> None:
    before = answers.attempt(any_world, mock).ends_at
    clock.advance(timedelta(minutes=30))
    saved(any_world, amira, mock, change(3, "2"))
    assert answers.attempt(any_world, mock).ends_at == before
