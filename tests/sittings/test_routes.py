"""What the page of a running mock asks for in the background: save, the time, finish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.sittings.models import State
from app.sittings.rules.timing import LAG_ALLOWANCE
from tests.build import FakeClock, Known, World
from tests.page import Browser
from tests.sittings import answers

HOUR = timedelta(minutes=60)


@pytest.fixture
def page(browse: Callable[[], Browser], amira: Known, mock: int) -> Browser:
    """Amira's browser, signed in while the mock runs."""
    browser = browse()
    browser.sign_in(amira)
    return browser


def sent(slot: int, value: object, **more: object) -> dict[str, Any]:
    """A change as the script of a page sends it."""
    return {"slot": slot, "base": 0, "value": value, "flagged": False, "writer": "desk", "change": 1, **more}


def save(page: Browser, mock: int, change: object, expect: int = 200) -> dict[str, Any]:
    return page.json("POST", f"/attempts/{mock}/answers", change, expect)


def finish(page: Browser, mock: int, *changes: object, expect: int = 200, **more: object) -> dict[str, Any]:
    body = {"by_page": False, "changes": list(changes), **more}
    return page.json("POST", f"/attempts/{mock}/finish", body, expect)


def pass_time(page: Browser, mock: int, clock: FakeClock, by: timedelta) -> None:
    """Let time pass; the page asks for the time now and then, as its script does."""
    clock.advance(by - timedelta(minutes=1))
    page.json("GET", f"/attempts/{mock}/time")
    clock.advance(timedelta(minutes=1))


def test_saving_answers_with_what_is_stored_when_and_how_much_time_is_left(
    page: Browser, mock: int, clock: FakeClock
) -> None:
    clock.advance(timedelta(minutes=10, seconds=7))
    assert save(page, mock, sent(3, "2", flagged=True)) == {
        "outcome": "accept",
        "slot": 3,
        "revision": 1,
        "value": "2",
        "flagged": True,
        "saved_at": "09:10:07",
        "as_sent": True,
        "remaining_ms": 49 * 60_000 + 53_000,
    }


def test_the_time_of_saving_is_told_as_in_the_united_kingdom(
    world: World, browse: Callable[[], Browser], clock: FakeClock
) -> None:
    clock.set(clock.now().replace(month=7))
    known = world.apprentice("Summer Ray")
    mock = world.start(known)
    browser = browse()
    browser.sign_in(known)
    assert save(browser, mock, sent(1, "1"))["saved_at"] == "10:00:00"


def test_a_page_that_knows_an_older_answer_is_given_the_newer(page: Browser, mock: int) -> None:
    save(page, mock, sent(3, "2", writer="phone"))
    reply = save(page, mock, sent(3, "4"))
    assert (reply["outcome"], reply["value"], reply["revision"]) == ("newer", "2", 1)


def test_the_rest_of_such_a_page_is_not_refused(page: Browser, mock: int) -> None:
    save(page, mock, sent(3, "2", writer="phone"))
    save(page, mock, sent(3, "4"))
    assert save(page, mock, sent(4, "4"))["outcome"] == "accept"


def test_saving_at_the_deadline_says_that_time_is_over(page: Browser, mock: int, clock: FakeClock) -> None:
    clock.advance(HOUR)
    reply = save(page, mock, sent(3, "2"), expect=409)
    assert (reply["error"], reply["remaining_ms"]) == ("over", 0)


def test_saving_within_the_lag_allowance_does_not_take_the_last_chance_from_the_page(
    page: Browser, world: World, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR)
    save(page, mock, sent(3, "2"), expect=409)
    assert answers.attempt(world, mock).state is State.RUNNING


def test_the_first_save_after_the_lag_allowance_closes_the_mock(
    page: Browser, world: World, mock: int, clock: FakeClock
) -> None:
    pass_time(page, mock, clock, HOUR + LAG_ALLOWANCE)
    assert save(page, mock, sent(3, "2"), expect=409)["error"] == "closed"
    assert answers.attempt(world, mock).state is State.CLOSED


def test_saving_after_handing_in_says_so_and_where_the_result_is(page: Browser, mock: int) -> None:
    finish(page, mock)
    reply = save(page, mock, sent(3, "2"), expect=409)
    assert (reply["error"], reply["result"]) == ("closed", f"/multiple-choice/{mock}/result")


def test_finishing_leads_to_the_result(page: Browser, mock: int) -> None:
    assert finish(page, mock, sent(1, "1")) == {
        "running": False,
        "already": False,
        "answered": 1,
        "late": 0,
        "older": 0,
        "unreadable": 0,
        "ran_out": False,
        "result": f"/multiple-choice/{mock}/result",
    }


def test_finishing_twice_gives_the_same_result_and_says_already(page: Browser, mock: int) -> None:
    first = finish(page, mock, sent(1, "1"))
    assert finish(page, mock, sent(1, "1")) == {**first, "already": True}


def test_the_time_left_is_told(page: Browser, mock: int, clock: FakeClock) -> None:
    clock.advance(timedelta(minutes=59, seconds=58, milliseconds=500))
    reply = page.json("GET", f"/attempts/{mock}/time")
    assert (reply["remaining_ms"], reply["closed"]) == (1500, False)


def test_asking_for_the_time_closes_nothing(page: Browser, world: World, mock: int, clock: FakeClock) -> None:
    pass_time(page, mock, clock, HOUR + timedelta(seconds=30))
    reply = page.json("GET", f"/attempts/{mock}/time")
    assert (reply["remaining_ms"], reply["closed"]) == (0, False)
    assert answers.attempt(world, mock).state is State.RUNNING


def test_asking_for_the_time_of_a_closed_mock_says_so(page: Browser, mock: int) -> None:
    finish(page, mock)
    assert page.json("GET", f"/attempts/{mock}/time")["closed"] is True


def test_asking_for_the_time_gives_a_token_with_which_saving_goes_on(page: Browser, mock: int) -> None:
    token = page.json("GET", f"/attempts/{mock}/time")["csrf_token"]
    assert page.json("POST", f"/attempts/{mock}/answers", sent(1, "1"), token=token)["outcome"] == "accept"


@pytest.mark.parametrize(
    "forged",
    [
        {"ends_at": "2099-01-01T00:00:00Z"},
        {"remaining_ms": 9_999_999},
        {"now": 0, "started_at": "2099-01-01"},
        {"minutes": 600, "extra_percent": 300},
    ],
)
def test_nothing_a_page_sends_moves_the_deadline(
    page: Browser, world: World, mock: int, forged: dict[str, object]
) -> None:
    before = answers.attempt(world, mock).ends_at
    save(page, mock, sent(1, "1", **forged))
    page.json("GET", f"/attempts/{mock}/time")
    finish(page, mock, sent(2, "1", **forged), **forged)
    assert answers.attempt(world, mock).ends_at == before


def test_a_page_that_says_its_time_ran_out_early_is_told_to_go_on(
    page: Browser, world: World, mock: int, clock: FakeClock
) -> None:
    clock.advance(timedelta(minutes=59))
    assert finish(page, mock, by_page=True) == {"running": True, "over": False, "remaining_ms": 60_000}
    assert answers.attempt(world, mock).state == "running"


def test_what_such_a_page_brought_along_is_saved(page: Browser, world: World, mock: int) -> None:
    finish(page, mock, sent(1, "3"), by_page=True)
    assert answers.slot(world, mock, 1).value == "3"


def test_two_hours_without_a_request_sign_nobody_out_while_a_mock_runs(
    world: World, browse: Callable[[], Browser], clock: FakeClock
) -> None:
    known = world.apprentice("Lena Long", extra_percent=200)
    mock = world.start(known)
    browser = browse()
    browser.sign_in(known)
    clock.advance(timedelta(hours=2))
    assert save(browser, mock, sent(1, "1"))["outcome"] == "accept"


def test_the_token_of_a_page_that_was_open_for_two_hours_still_saves(
    world: World, browse: Callable[[], Browser], clock: FakeClock
) -> None:
    known = world.apprentice("Lena Long", extra_percent=200)
    mock = world.start(known)
    browser = browse()
    browser.sign_in(known)
    token = browser.token()
    clock.advance(timedelta(hours=2))
    assert browser.json("POST", f"/attempts/{mock}/answers", sent(1, "1"), token=token)["revision"] == 1


def test_a_page_that_was_off_line_for_an_hour_is_not_signed_out_as_it_hands_in(
    page: Browser, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + timedelta(seconds=5))
    assert finish(page, mock, sent(1, "1"), by_page=True)["answered"] == 1


def test_without_a_running_mock_half_an_hour_of_silence_signs_out(
    page: Browser, mock: int, clock: FakeClock
) -> None:
    finish(page, mock)
    clock.advance(timedelta(minutes=31))
    assert page.get("/multiple-choice/", expect=302).location.startswith("/sign-in")
