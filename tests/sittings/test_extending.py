"""Giving time back to a mock that is running."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.sittings.actions.closing import close_next_overdue
from app.sittings.actions.extending import LONGEST_REASON, MOST_MINUTES, Extension, extend_attempt
from app.sittings.actions.finishing import finish_attempt
from app.sittings.actions.saving import Saved, TooLate, save_answer
from app.sittings.models import ClosedBy, Mode, State
from app.sittings.queries.attempts import OpenAttempt
from app.sittings.queries.happenings import what_happened
from app.sittings.rules.saving import Saving
from app.sittings.rules.timing import LAG_ALLOWANCE
from tests.build import FakeClock, Known, World
from tests.page import Browser
from tests.sittings import answers
from tests.sittings.answers import Behind, at_once, change
from tests.sittings.sample_part import SAMPLE

HOUR = timedelta(minutes=60)
TEN = timedelta(minutes=10)
REASON = "The power was cut in the whole building"


def extend(
    world: World, attempt_id: int, minutes: int = 10, reason: str = REASON, by: Known | None = None
) -> datetime:
    with world.writing() as db:
        asked = Extension(minutes, reason)
        return extend_attempt(db, attempt_id, asked, by=by.id if by else None, now=world.now)


def happened(world: World, known: Known, attempt_id: int) -> list[str]:
    with world.reading() as db:
        return [one.words for one in what_happened(db, known.viewer, attempt_id)]


def time_words(world: World, attempt_id: int) -> str:
    return OpenAttempt(answers.attempt(world, attempt_id), [], world.now).time_words


def sweep(world: World) -> int | None:
    """Close what is overdue longest; its id."""
    with world.writing() as db:
        closed = close_next_overdue(db, now=world.now)
        return closed.id if closed else None


def test_the_end_moves_by_the_minutes_given(world: World, mock: int, clock: FakeClock) -> None:
    ends_at = world.now + HOUR + TEN
    clock.advance(timedelta(minutes=25))
    assert extend(world, mock) == ends_at
    assert answers.attempt(world, mock).ends_at == ends_at


def test_a_second_extension_is_added_to_the_first(world: World, mock: int) -> None:
    extend(world, mock, 10)
    extend(world, mock, 5)
    assert answers.attempt(world, mock).ends_at == world.now + timedelta(minutes=75)


def test_answers_count_until_the_new_end(world: World, amira: Known, mock: int, clock: FakeClock) -> None:
    extend(world, mock)
    clock.advance(HOUR + TEN - timedelta(milliseconds=1))
    assert isinstance(answers.save(world, amira, mock, change(1, "2")), Saved)
    clock.advance(timedelta(milliseconds=1))
    assert isinstance(answers.save(world, amira, mock, change(2, "2")), TooLate)


def test_an_extension_leaves_what_explains_the_first_end(world: World, mock: int) -> None:
    extend(world, mock)
    attempt = answers.attempt(world, mock)
    assert (attempt.minutes, attempt.extra_percent, attempt.started_at) == (60, 0, world.now)


def test_other_mocks_keep_their_end(world: World, mock: int) -> None:
    other = world.start(world.apprentice("Ben Ode"))
    extend(world, mock)
    assert answers.attempt(world, other).ends_at == world.now + HOUR


def test_the_trail_says_who_gave_how_much_and_why(world: World, amira: Known, mock: int) -> None:
    boss = world.administrator()
    extend(world, mock, by=boss)
    (entry,) = answers.trail(world, mock, "attempt-extended")
    assert (entry.actor_id, entry.subject_id, entry.facts) == (
        boss.id,
        amira.id,
        {"minutes": 10, "reason": REASON},
    )


def test_the_person_reads_why_in_words(world: World, amira: Known, mock: int) -> None:
    extend(world, mock, reason="  The power\n was   cut ")
    assert happened(world, amira, mock)[-1] == "Time added: 10 minutes. Reason: The power was cut"


def test_nobody_else_reads_it(world: World, mock: int) -> None:
    extend(world, mock)
    assert happened(world, world.apprentice("Ben Ode"), mock) == []


def test_a_mock_whose_time_is_over_goes_on_if_it_was_not_closed(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + LAG_ALLOWANCE)
    extend(world, mock)
    assert sweep(world) is None
    assert isinstance(answers.save(world, amira, mock, change(1, "2")), Saved)


def test_an_extension_after_which_it_would_be_over_all_the_same_is_refused(
    world: World, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + TEN)
    with pytest.raises(NotAllowedNow, match="still be over"):
        extend(world, mock)
    assert answers.trail(world, mock, "attempt-extended") == []


def test_a_mock_that_was_handed_in_is_not_opened_again(world: World, amira: Known, mock: int) -> None:
    world.finish(amira, mock)
    with pytest.raises(NotAllowedNow, match="handed in already"):
        extend(world, mock)
    assert answers.attempt(world, mock).ends_at == world.now + HOUR


def test_practice_has_no_end_to_move(
    app: Flask, world: World, amira: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions["parts"], SAMPLE.name, SAMPLE)
    practice = world.start(amira, SAMPLE, mode=Mode.PRACTICE)
    with pytest.raises(NotAllowedNow, match="no end"):
        extend(world, practice)


def test_a_mock_that_does_not_exist_is_not_there(world: World) -> None:
    with pytest.raises(NotThere):
        extend(world, 4711)


@pytest.mark.parametrize("minutes", [0, -1, MOST_MINUTES + 1])
def test_minutes_that_nobody_can_mean_are_refused(world: World, mock: int, minutes: int) -> None:
    with pytest.raises(BadInput) as refused:
        extend(world, mock, minutes)
    assert refused.value.field == "minutes"


@pytest.mark.parametrize("reason", ["", " \n ", "x" * (LONGEST_REASON + 1)])
def test_a_reason_that_is_none_or_too_long_is_refused(world: World, mock: int, reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        extend(world, mock, reason=reason)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("minutes", [1, MOST_MINUTES])
def test_the_fewest_and_the_most_minutes_can_be_given(world: World, mock: int, minutes: int) -> None:
    assert extend(world, mock, minutes) == world.now + HOUR + timedelta(minutes=minutes)


def test_the_open_page_learns_of_it_with_its_next_question_for_the_time(
    world: World, browse: Callable[[], Browser], clock: FakeClock
) -> None:
    known = world.apprentice()
    mock = world.start(known)
    browser = browse()
    browser.sign_in(known)
    clock.advance(timedelta(minutes=59))
    extend(world, mock)
    assert browser.json("GET", f"/attempts/{mock}/time")["remaining_ms"] == 11 * 60_000


def test_a_page_that_hands_in_by_its_old_time_is_told_to_go_on(
    world: World, browse: Callable[[], Browser], clock: FakeClock
) -> None:
    known = world.apprentice()
    mock = world.start(known)
    browser = browse()
    browser.sign_in(known)
    extend(world, mock)
    clock.advance(timedelta(minutes=40))
    browser.json("GET", f"/attempts/{mock}/time")
    clock.advance(timedelta(minutes=20))
    told = browser.json("POST", f"/attempts/{mock}/finish", {"by_page": True, "changes": []})
    assert told == {"running": True, "over": False, "remaining_ms": 10 * 60_000}


@pytest.mark.parametrize(
    ("percent", "given", "words"),
    [
        (0, 0, "60 min"),
        (0, 10, "60 min and 10 min added"),
        (25, 0, "75 min (60 + 25 %)"),
        (25, 10, "75 min (60 + 25 %) and 10 min added"),
    ],
)
def test_the_time_given_is_said_in_words(world: World, percent: int, given: int, words: str) -> None:
    mock = world.start(world.apprentice(extra_percent=percent))
    if given:
        extend(world, mock, given)
    assert time_words(world, mock) == words


@pytest.fixture
def sitting(any_world: World) -> tuple[Known, int]:
    """Somebody and their running mock, once on each kind of database."""
    known = any_world.apprentice()
    return known, any_world.start(known)


def test_an_extension_that_waited_for_a_save_leaves_the_answer(
    any_world: World, sitting: tuple[Known, int]
) -> None:
    amira, mock = sitting
    with any_world.writing() as db:
        save_answer(db, amira.viewer, mock, change(1, "2"), now=any_world.now)
        extending = Behind(lambda: extend(any_world, mock))
        assert extending.is_waiting()
    assert extending.result() == any_world.now + HOUR + TEN
    assert answers.values(any_world, mock) == {1: "2"}
    assert answers.attempt(any_world, mock).ends_at == any_world.now + HOUR + TEN


def test_a_save_that_waited_for_an_extension_counts_by_the_new_end(
    any_world: World, sitting: tuple[Known, int], clock: FakeClock
) -> None:
    amira, mock = sitting
    clock.advance(HOUR)
    with any_world.writing() as db:
        extend_attempt(db, mock, Extension(10, REASON), by=None, now=any_world.now)
        saving = Behind(lambda: answers.save(any_world, amira, mock, change(1, "2")))
        assert saving.is_waiting()
    outcome = saving.result()
    assert isinstance(outcome, Saved)
    assert outcome.saving is Saving.ACCEPT


def test_an_extension_that_waited_for_closing_is_refused(
    any_world: World, sitting: tuple[Known, int]
) -> None:
    amira, mock = sitting
    with any_world.writing() as db:
        finish_attempt(db, amira.viewer, mock, now=any_world.now)
        extending = Behind(lambda: extend(any_world, mock))
        assert extending.is_waiting()
    with pytest.raises(NotAllowedNow, match="handed in already"):
        extending.result()
    assert answers.attempt(any_world, mock).closed_by is ClosedBy.PERSON


def test_a_sweep_while_time_is_being_given_does_not_close_it(
    any_world: World, sitting: tuple[Known, int], clock: FakeClock
) -> None:
    _, mock = sitting
    clock.advance(HOUR + LAG_ALLOWANCE)
    with any_world.writing() as db:
        extend_attempt(db, mock, Extension(10, REASON), by=None, now=any_world.now)
        sweeping = Behind(lambda: sweep(any_world))
        sweeping.is_waiting()
    assert sweeping.result() is None
    assert answers.attempt(any_world, mock).state is State.RUNNING


def test_two_extensions_at_once_are_both_given(any_world: World, sitting: tuple[Known, int]) -> None:
    _, mock = sitting
    at_once(lambda: extend(any_world, mock, 10), lambda: extend(any_world, mock, 7))
    assert answers.attempt(any_world, mock).ends_at == any_world.now + timedelta(minutes=77)
