"""The hard cases of timed attempts as the server decides them, on both kinds of database.

Each test is named after its case in docs/timed-attempts.md; those that need a browser are in
tests/browser/timed_attempts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment_plan.content import Plan
from app.knowledge_test.actions.loading import load_questions
from app.knowledge_test.content import check_banks
from app.knowledge_test.models import QuestionVersion
from app.sittings.models import ClosedBy, State
from app.sittings.queries.happenings import what_happened
from app.sittings.rules.timing import LAG_ALLOWANCE
from tests.build import FakeClock, Known, World
from tests.knowledge_test import rulings
from tests.page import Browser
from tests.sittings import answers
from tests.sittings.answers import at_once, change

HOUR = timedelta(minutes=60)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def amira(any_world: World) -> Known:
    return any_world.apprentice()


@pytest.fixture
def mock(any_world: World, amira: Known) -> int:
    return any_world.start(amira)


@pytest.fixture
def desk(any_app: Flask, amira: Known, mock: int) -> Browser:
    browser = Browser(any_app)
    browser.sign_in(amira)
    return browser


def sent(slot: int, value: str, **more: object) -> dict[str, object]:
    return {"slot": slot, "base": 0, "value": value, "writer": "desk", "change": 1, **more}


def work_until(desk: Browser, mock: int, clock: FakeClock, after: timedelta) -> None:
    """Let so much time pass with a page open that asks for the time, so that she stays signed in."""
    clock.advance(HOUR - MOMENT)
    desk.json("GET", f"/attempts/{mock}/time")
    clock.advance(after - HOUR + MOMENT)


def test_deadline(any_world: World, amira: Known, mock: int, desk: Browser, clock: FakeClock) -> None:
    """Stored once at the start; nothing a page sends moves it; equal to it means over."""
    ends_at = answers.attempt(any_world, mock).ends_at
    assert ends_at == any_world.now + HOUR
    desk.json("POST", f"/attempts/{mock}/answers", sent(1, "2", ends_at="2036-01-01", remaining_ms=10**9))
    assert answers.attempt(any_world, mock).ends_at == ends_at
    clock.set(ends_at - MOMENT)
    assert answers.save(any_world, amira, mock, change(2, "1")).saving == "accept"  # type: ignore[union-attr]
    clock.set(ends_at)
    assert desk.json("POST", f"/attempts/{mock}/answers", sent(3, "1"), expect=409)["error"] == "over"


def test_time_runs_out_page_open(
    any_world: World, amira: Known, mock: int, desk: Browser, clock: FakeClock
) -> None:
    """One request saves and finishes; it counts within the allowance for a slow network, which is noted."""
    clock.advance(HOUR + LAG_ALLOWANCE - MOMENT)
    body = {"by_page": True, "changes": [sent(1, "2")]}
    reply = desk.json("POST", f"/attempts/{mock}/finish", body)
    assert (reply["answered"], reply["late"], reply["ran_out"]) == (1, 0, True)
    assert answers.attempt(any_world, mock).closed_by is ClosedBy.PAGE
    assert [entry.act for entry in answers.trail(any_world, mock, "lag-allowance-used")] != []


def test_time_runs_out_page_closed(
    any_app: Flask, any_world: World, amira: Known, mock: int, desk: Browser, clock: FakeClock
) -> None:
    """Over on every read; reading never closes it; the sweep does, as often as it likes."""
    answers.save(any_world, amira, mock, change(1, "2"))
    work_until(desk, mock, clock, HOUR + timedelta(minutes=5))
    desk.get(f"/multiple-choice/{mock}/questions/1", expect=302)
    desk.get(f"/multiple-choice/{mock}/result")
    assert answers.attempt(any_world, mock).state is State.RUNNING
    for told in ("1 closed.", "0 closed."):
        run = any_app.test_cli_runner().invoke(args=["sittings", "close-overdue"])
        assert run.output.strip() == told
    assert answers.attempt(any_world, mock).closed_by is ClosedBy.SWEEP
    assert len(answers.results(any_world, amira)) == 1


def test_the_first_request_after_time_closes_it_too(
    any_world: World, mock: int, desk: Browser, clock: FakeClock
) -> None:
    """The first POST after time closes an overdue attempt; a GET never does."""
    work_until(desk, mock, clock, HOUR + LAG_ALLOWANCE)
    desk.json("POST", f"/attempts/{mock}/answers", sent(1, "2"), expect=409)
    assert answers.attempt(any_world, mock).closed_by is ClosedBy.LATE_REQUEST


def test_saving(any_world: World, amira: Known, mock: int, desk: Browser) -> None:
    """The answer store is the autosave: what was acknowledged is stored, and finishing changes none of it."""
    told = desk.json("POST", f"/attempts/{mock}/answers", sent(1, "2"))
    assert (told["outcome"], told["revision"], told["saved_at"]) == ("accept", 1, "09:00:00")
    before = answers.paper(any_world, mock)
    any_world.finish(amira, mock)
    assert answers.paper(any_world, mock) == before
    assert answers.values(any_world, mock) == {1: "2"}


def test_saves_that_arrive_late(
    any_world: World, amira: Known, mock: int, desk: Browser, clock: FakeClock
) -> None:
    """Kept apart with both clocks, refused, and said so in the result."""
    work_until(desk, mock, clock, HOUR + timedelta(minutes=2))
    chosen_at = int((any_world.now - timedelta(minutes=7)).timestamp() * 1000)
    body = {"by_page": True, "changes": [sent(12, "3", at=chosen_at)]}
    assert desk.json("POST", f"/attempts/{mock}/finish", body)["late"] == 1
    assert answers.values(any_world, mock) == {}
    page = desk.get(f"/multiple-choice/{mock}/result")
    assert "1 answer came too late and does not count" in page.main
    (row,) = page.rows("What came too late")
    for cell, held in zip(row, ("12", "C", "09:55:00", "10:02:00"), strict=True):
        assert cell.endswith(held)


def test_two_tabs_or_devices(any_world: World, amira: Known, mock: int) -> None:
    """The older revision is refused and the newer shown; the rest of that page is taken."""
    answers.save(any_world, amira, mock, change(1, "2", writer="phone"))
    refused = answers.save(any_world, amira, mock, change(1, "4", writer="desk"))
    taken = answers.save(any_world, amira, mock, change(2, "3", writer="desk", number=2))
    assert (refused.saving, refused.value, taken.saving) == ("newer", "2", "accept")  # type: ignore[union-attr]


def test_finished_in_one_tab_edited_in_the_other(
    any_world: World, amira: Known, mock: int, desk: Browser
) -> None:
    """The state is checked where it is written; the other tab is told to stop and where the result is."""
    any_world.finish(amira, mock)
    told = desk.json("POST", f"/attempts/{mock}/answers", sent(1, "2"), expect=409)
    assert (told["error"], told["result"]) == ("closed", f"/multiple-choice/{mock}/result")
    assert answers.values(any_world, mock) == {}


def test_double_click_retry_duplicate_finish(
    any_world: World, amira: Known, mock: int, desk: Browser
) -> None:
    """Each of several equal requests is answered like the first, and counts once."""
    body = {"changes": [sent(1, "2")]}
    replies = [desk.json("POST", f"/attempts/{mock}/finish", body) for _ in range(3)]
    assert [reply["already"] for reply in replies] == [False, True, True]
    assert {(reply["answered"], reply["late"], reply["result"]) for reply in replies} == {
        (1, 0, f"/multiple-choice/{mock}/result")
    }
    assert len(answers.results(any_world, amira)) == 1


def test_crash_resume_other_device(any_world: World, amira: Known, mock: int) -> None:
    """Starting again gives the same attempt: same questions, order, options, answers and flags."""
    answers.save(any_world, amira, mock, change(3, "2", flagged=True))
    before = answers.paper(any_world, mock)
    assert any_world.start(amira, seed=99) == mock
    assert answers.paper(any_world, mock) == before


def test_question_edited_after_start(any_app: Flask, any_world: World, mock: int, desk: Browser) -> None:
    """The attempt keeps its own version, on the page and in the marking."""
    before = desk.get(f"/multiple-choice/{mock}/questions/1").main
    plan: Plan = any_app.extensions["plan"]
    written = check_banks(any_app.extensions["settings"].question_banks, plan)[0]
    edited = [
        replace(one, question=one.question.model_copy(update={"stem": "Something else is asked now?"}))
        for one in written
    ]
    with any_world.writing() as db:
        assert load_questions(db, edited, now=any_world.now).changed == len(written)
    assert desk.get(f"/multiple-choice/{mock}/questions/1").main == before


def test_key_changed_question_void(any_app: Flask, any_world: World, amira: Known) -> None:
    """A look changes nothing; then a new result stands beside the old, with why and by whom."""
    mock = rulings.handed_in(any_world, amira, 26)
    question = rulings.question(any_world, mock)
    with any_app.app_context():
        assert [one.attempt.id for one in rulings.weighed(any_world, question.void()).changed] == [mock]
        assert rulings.marks(any_world, mock) == [(26, 40)]
        rulings.done(any_world, question.void())
    assert rulings.marks(any_world, mock) == [(26, 40), (26, 39)]
    desk = Browser(any_app)
    desk.sign_in(amira)
    page = desk.get(f"/multiple-choice/{mock}/result").main
    assert rulings.WHY in page
    assert rulings.BY in page


def test_answers_before_completion(any_app: Flask, any_world: World, mock: int, desk: Browser) -> None:
    """A running mock tells no reason; tests/knowledge_test/test_leaks.py looks at all that it tells."""
    with any_world.reading() as db:
        reasons = [reason for one in db.scalars(select(QuestionVersion)) for reason in one.reasons.values()]
    told = desk.get(f"/multiple-choice/{mock}/questions/1").text
    told += str(desk.json("POST", f"/attempts/{mock}/answers", sent(1, "2")))
    assert len(reasons) > 400
    assert [reason for reason in reasons if reason in told] == []


def test_start_surge(any_world: World) -> None:
    """Thirty who start in the same moment each get a whole paper of their own, once."""
    cohort = any_world.cohort()
    everybody = [any_world.apprentice(f"Person {number}", cohort) for number in range(30)]
    started = at_once(*[partial(any_world.start, known, seed=known.id) for known in everybody])
    assert len(set(started)) == 30
    assert {len(answers.paper(any_world, one)) for one in started} == {40}


def test_start_late_window_closing(any_world: World, any_app: Flask, clock: FakeClock) -> None:
    """The end is shown before the start, and computed once from the limit and the extra time."""
    ben = any_world.apprentice("Ben Ode", extra_percent=25)
    clock.advance(timedelta(minutes=7))
    browser = Browser(any_app)
    browser.sign_in(ben)
    assert "10:22 if you start now" in browser.get("/multiple-choice/start").main
    assert answers.attempt(any_world, any_world.start(ben)).ends_at == any_world.now + timedelta(minutes=75)


@pytest.mark.parametrize(
    ("percent", "words", "minutes"), [(25, "75 min (60 + 25 %)", 75), (1, "61 min (60 + 1 %)", 61)]
)
def test_extra_time(any_app: Flask, any_world: World, percent: int, words: str, minutes: int) -> None:
    """A percentage on the person, rounded up to the minute and shown with how it came about."""
    ben = any_world.apprentice("Ben Ode")
    any_world.extra_time(ben, percent, until=date(2030, 1, 1))
    browser = Browser(any_app)
    browser.sign_in(ben)
    assert words in browser.get("/multiple-choice/start").main
    started = answers.attempt(any_world, any_world.start(ben))
    assert started.ends_at == started.started_at + timedelta(minutes=minutes)


def extend(app: Flask, *words: str) -> str:
    run = app.test_cli_runner().invoke(args=["sittings", "extend", *words])
    assert run.exit_code == 0, run.output
    return run.output


def test_extended_while_running(
    any_app: Flask, any_world: World, amira: Known, mock: int, desk: Browser
) -> None:
    """One person, with a reason: on the page at its next question, in the result, and readable."""
    extend(any_app, str(mock), "--minutes", "10", "--reason", "Fire alarm")
    assert desk.json("GET", f"/attempts/{mock}/time")["remaining_ms"] == 70 * 60_000
    any_world.finish(amira, mock)
    page = desk.get(f"/multiple-choice/{mock}/result")
    assert "60 min and 10 min added" in page.main
    assert "Time added: 10 minutes. Reason: Fire alarm" in page.main


def test_power_cut_for_a_whole_room(any_app: Flask, any_world: World, amira: Known, mock: int) -> None:
    """Everybody is given the outage in one step; what was handed in stays as it is."""
    ben = any_world.apprentice("Ben Ode", extra_percent=25)
    second = any_world.start(ben)
    third = any_world.start(cy := any_world.apprentice("Cy Lane"))
    any_world.finish(cy, third)
    told = extend(any_app, "--all", "--minutes", "15", "--reason", "Power cut")
    assert "2 extended by 15 min." in told
    ends = [answers.attempt(any_world, one).ends_at for one in (mock, second, third)]
    assert ends == [any_world.now + timedelta(minutes=minutes) for minutes in (75, 90, 60)]


def test_release(any_world: World, amira: Known, mock: int, desk: Browser) -> None:
    """A mock one started oneself is released at once."""
    any_world.finish(amira, mock)
    assert "0 of 40" in desk.get(f"/multiple-choice/{mock}/result").main


def test_audit(any_app: Flask, any_world: World, amira: Known, mock: int) -> None:
    """Started, extended, closed by what and with how many saves: readable by the person, by nobody else."""
    answers.save(any_world, amira, mock, change(1, "2"))
    extend(any_app, str(mock), "--minutes", "5", "--reason", "Late start")
    any_world.finish(amira, mock)
    other = any_world.apprentice("Ben Ode")
    with any_world.reading() as db:
        mine = [one.words for one in what_happened(db, amira.viewer, mock)]
        theirs = what_happened(db, other.viewer, mock)
    assert mine == [
        "Started: 40 questions, 60 minutes",
        "Time added: 5 minutes. Reason: Late start",
        "Handed in by you. 1 answer, saved 1 time in all",
    ]
    assert theirs == []
