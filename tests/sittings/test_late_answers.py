"""Answers that come too late: kept apart with both clocks, told to the person, and never counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.sittings.actions import late
from app.sittings.actions.closing import close_if_overdue
from app.sittings.actions.finishing import Closed, finish_attempt
from app.sittings.actions.late import NotTaken
from app.sittings.actions.saving import Change, check_change
from app.sittings.models import ClosedBy, LateAnswer
from app.sittings.queries.happenings import late_answers, what_happened
from app.sittings.rules.timing import LAG_ALLOWANCE
from tests.build import FakeClock, Known, World
from tests.page import Browser
from tests.sittings import answers
from tests.sittings.answers import at_once, change

HOUR = timedelta(minutes=60)
CHOSEN = datetime(2026, 11, 23, 9, 58, 30, tzinfo=UTC)


def finish(world: World, known: Known, attempt_id: int, *last: Change) -> Closed:
    """A page that was off-line hands in what it kept."""
    with world.writing() as db:
        done = finish_attempt(db, known.viewer, attempt_id, now=world.now, last_changes=last, by_page=True)
    assert isinstance(done, Closed)
    return done


def kept(world: World, known: Known, attempt_id: int) -> list[LateAnswer]:
    with world.reading() as db:
        return late_answers(db, known.viewer, attempt_id)


def in_short(found: list[LateAnswer]) -> list[tuple[int, str, str]]:
    return [(one.slot, one.writer, one.value) for one in found]


def happened(world: World, known: Known, attempt_id: int) -> list[str]:
    with world.reading() as db:
        return [one.words for one in what_happened(db, known.viewer, attempt_id)]


def chosen(at: object) -> Change:
    """A change as it comes from a page, with the time of the device."""
    return check_change({"slot": 1, "base": 0, "value": "2", "writer": "desk", "change": 1, "at": at})


@pytest.fixture
def over(mock: int, clock: FakeClock) -> datetime:
    """The time of the mock is over, and so is the page's last chance; it was not closed yet."""
    return clock.advance(HOUR + LAG_ALLOWANCE)


def test_an_answer_that_came_too_late_is_kept_with_both_clocks(
    world: World, amira: Known, mock: int, over: datetime
) -> None:
    finish(world, amira, mock, chosen(int(CHOSEN.timestamp() * 1000)))
    (one,) = kept(world, amira, mock)
    assert (one.slot, one.value, one.chosen_at, one.arrived_at) == (1, "2", CHOSEN, over)


@pytest.mark.parametrize("at", [True, None, "", "12:00", 0, -1, 1.5, [1], 10**13, 10**30])
def test_what_a_device_calls_the_time_without_being_one_is_no_time(at: object) -> None:
    assert chosen(at).chosen_at is None


def test_its_flag_is_kept_too(world: World, amira: Known, mock: int, over: datetime) -> None:
    finish(world, amira, mock, change(1, "2", flagged=True))
    (one,) = kept(world, amira, mock)
    assert one.flagged


def test_it_is_refused_and_stays_out_of_the_answers(
    world: World, amira: Known, mock: int, over: datetime
) -> None:
    assert finish(world, amira, mock, change(1, "2"), change(7, "3")).not_taken == NotTaken(late=2)
    assert answers.values(world, mock) == {}


def test_it_is_not_counted_in_the_result(world: World, amira: Known, mock: int, over: datetime) -> None:
    finish(world, amira, mock, change(1, answers.options_of(world, mock)[1].right))
    (result,) = answers.results(world, amira)
    assert (result.correct, result.items[0].verdict) == (0, "unanswered")


def test_it_is_kept_when_its_own_arrival_closes_the_mock(
    world: World, amira: Known, mock: int, over: datetime
) -> None:
    with world.writing() as db:
        assert close_if_overdue(db, amira.viewer, mock, now=over, late=change(1, "2"))
    assert answers.attempt(world, mock).closed_by is ClosedBy.LATE_REQUEST
    assert in_short(kept(world, amira, mock)) == [(1, "desk", "2")]


def test_it_is_kept_when_the_mock_was_handed_in_on_another_page(
    world: World, amira: Known, mock: int, browse: Callable[[], Browser]
) -> None:
    browser = browse()
    browser.sign_in(amira)
    world.finish(amira, mock)
    sent = {"slot": 3, "base": 0, "value": "2", "flagged": False, "writer": "phone", "change": 1}
    browser.json("POST", f"/attempts/{mock}/answers", sent, expect=409)
    assert in_short(kept(world, amira, mock)) == [(3, "phone", "2")]


def test_a_form_without_script_that_comes_too_late_is_kept(
    world: World, amira: Known, mock: int, browse: Callable[[], Browser], clock: FakeClock
) -> None:
    browser = browse()
    browser.sign_in(amira)
    page = browser.get(f"/multiple-choice/{mock}/questions/3")
    world.finish(amira, mock)
    browser.submit(page, {"value": "2"}, form=3, button="Save and go on")
    assert [(one.slot, one.value) for one in kept(world, amira, mock)] == [(3, "2")]


def test_a_save_while_the_page_has_its_last_chance_is_not_kept_yet(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR)
    with world.writing() as db:
        assert not close_if_overdue(db, amira.viewer, mock, now=clock.now(), late=change(1, "2"))
    assert kept(world, amira, mock) == []


def test_of_each_page_and_question_the_last_word_is_kept(
    world: World, amira: Known, mock: int, over: datetime, clock: FakeClock
) -> None:
    finish(world, amira, mock, change(1, "2", number=4))
    later = clock.advance(timedelta(minutes=1))
    finish(world, amira, mock, change(1, "3", number=5))
    assert [(one.value, one.arrived_at) for one in kept(world, amira, mock)] == [("3", later)]


def test_an_older_word_that_comes_after_it_changes_nothing(
    world: World, amira: Known, mock: int, over: datetime, clock: FakeClock
) -> None:
    finish(world, amira, mock, change(1, "3", number=5))
    clock.advance(timedelta(minutes=1))
    finish(world, amira, mock, change(1, "2", number=4))
    assert [(one.value, one.arrived_at) for one in kept(world, amira, mock)] == [("3", over)]


def test_what_is_sent_again_is_kept_and_told_once(
    world: World, amira: Known, mock: int, over: datetime, clock: FakeClock
) -> None:
    finish(world, amira, mock, change(1, "2"), change(1, "2"))
    clock.advance(timedelta(minutes=1))
    assert finish(world, amira, mock, change(1, "2")).not_taken == NotTaken(late=1)
    assert [one.arrived_at for one in kept(world, amira, mock)] == [over]
    assert len(answers.trail(world, mock, "late-answers-refused")) == 1


def test_two_pages_are_kept_beside_each_other_by_question(
    world: World, amira: Known, mock: int, over: datetime
) -> None:
    finish(world, amira, mock, change(2, "1", writer="desk"), change(1, "3", writer="desk"))
    finish(world, amira, mock, change(1, "2", writer="phone"))
    assert in_short(kept(world, amira, mock)) == [(1, "desk", "3"), (1, "phone", "2"), (2, "desk", "1")]


def test_a_change_that_is_stored_already_is_not_late(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    answers.save(world, amira, mock, change(1, "2"))
    clock.advance(HOUR + LAG_ALLOWANCE)
    assert finish(world, amira, mock, change(1, "2")).not_taken == NotTaken()
    assert kept(world, amira, mock) == []
    assert answers.trail(world, mock, "late-answers-refused") == []


@pytest.mark.parametrize(
    "same", [change(1, "2", base=1, number=3), change(1, "2", base=1, number=3, flagged=True), change(2, "")]
)
def test_what_would_leave_the_answer_as_it_is_is_not_late(
    world: World, amira: Known, mock: int, clock: FakeClock, same: Change
) -> None:
    answers.save(world, amira, mock, change(1, "2"))
    clock.advance(HOUR + LAG_ALLOWANCE)
    assert finish(world, amira, mock, same).not_taken == NotTaken()
    assert kept(world, amira, mock) == []


def test_what_finds_a_newer_answer_of_another_page_is_older_and_not_late(
    world: World, amira: Known, mock: int, clock: FakeClock
) -> None:
    answers.save(world, amira, mock, change(1, "2", writer="phone"))
    clock.advance(HOUR + LAG_ALLOWANCE)
    assert finish(world, amira, mock, change(1, "3")).not_taken == NotTaken(older=1)
    assert kept(world, amira, mock) == []
    assert answers.trail(world, mock, "late-answers-refused") == []


def test_of_several_changes_of_an_answer_in_one_request_the_last_is_kept(
    world: World, amira: Known, mock: int, over: datetime
) -> None:
    sent = (change(1, "2", writer="dead page"), change(1, "3", writer="desk"))
    assert finish(world, amira, mock, *sent).not_taken == NotTaken(late=1)
    assert in_short(kept(world, amira, mock)) == [(1, "desk", "3")]


@pytest.mark.parametrize("bad", [change(2, "5"), change(2, "1", base=9), change(99, "1")])
def test_one_that_cannot_be_read_is_passed_over_and_the_others_are_kept(
    world: World, amira: Known, mock: int, over: datetime, bad: Change
) -> None:
    finish(world, amira, mock, bad, change(1, "2"))
    assert in_short(kept(world, amira, mock)) == [(1, "desk", "2")]


def test_of_one_mock_only_so_many_are_kept_and_all_are_refused(
    world: World, amira: Known, mock: int, over: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "MOST_KEPT", 3)
    finish(world, amira, mock, change(1, "2"), change(2, "2"))
    assert finish(world, amira, mock, change(3, "2"), change(4, "2")).not_taken == NotTaken(late=2)
    assert [one.slot for one in kept(world, amira, mock)] == [1, 2, 3]


def test_the_most_that_are_kept_are_more_than_a_paper_has_questions() -> None:
    assert late.MOST_KEPT > 2 * 40


def test_the_person_reads_which_questions_came_too_late(
    world: World, amira: Known, mock: int, over: datetime
) -> None:
    finish(world, amira, mock, change(12, "2"), change(3, "1"))
    assert "Came too late and does not count: questions 3, 12" in happened(world, amira, mock)


def test_somebody_else_reads_nothing_of_them(world: World, amira: Known, mock: int, over: datetime) -> None:
    finish(world, amira, mock, change(1, "2"))
    other = world.apprentice("Ben Ode")
    assert kept(world, other, mock) == []
    assert happened(world, other, mock) == []


def test_the_same_late_answer_twice_at_once_is_kept_once(any_world: World, clock: FakeClock) -> None:
    known = any_world.apprentice()
    mock = any_world.start(known)
    clock.advance(HOUR + LAG_ALLOWANCE)
    done = at_once(*[lambda: finish(any_world, known, mock, change(1, "2"))] * 3)
    assert [one.not_taken.late for one in done] == [1, 1, 1]
    assert in_short(kept(any_world, known, mock)) == [(1, "desk", "2")]
    assert len(answers.trail(any_world, mock, "late-answers-refused")) == 1


def test_one_answer_that_is_sent_again_and_again_is_noted_once(
    world: World, amira: Known, mock: int, over: datetime
) -> None:
    for number in (1, 2, 3):
        finish(world, amira, mock, change(1, str(number), number=number))
    assert len(answers.trail(world, mock, "late-answers-refused")) == 1


def test_a_newer_word_for_a_kept_answer_needs_no_room(
    world: World, amira: Known, mock: int, over: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sittings.actions.late.MOST_KEPT", 1)
    for number in (1, 2):
        finish(world, amira, mock, change(1, str(number), number=number))
    assert in_short(kept(world, amira, mock)) == [(1, "desk", "2")]
