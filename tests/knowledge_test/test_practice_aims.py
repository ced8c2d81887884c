"""What practice draws, what it leaves alone, and what it has to wait for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.knowledge_test.rules.practising import Wish
from app.templating import minutes_and_seconds
from tests.build import FakeClock, Known, World
from tests.knowledge_test.test_practice import CHOOSE, address, check, choose
from tests.page import Browser
from tests.sittings import answers

WRONG = Wish(only_wrong=True, number=30)
WRONG_OR_ANY = Wish(number=5)


@pytest.fixture
def sat(world: World, amira: Known) -> dict[int, str]:
    """A mock that was handed in with the first three answers right, the fourth wrong, the rest left out:
    the ids of its questions by number."""
    mock = world.start(amira)
    for slot, options in list(answers.options_of(world, mock).items())[:4]:
        world.answer(amira, mock, slot, options.right if slot < 4 else options.wrong)
    world.finish(amira, mock)
    return dict(enumerate((item.split("/")[0] for item in world.items(mock)), start=1))


def asked(world: World, attempt_id: int) -> set[str]:
    return {item.split("/")[0] for item in world.items(attempt_id)}


def test_what_i_got_wrong_asks_what_was_wrong_or_left_out_and_nothing_else(
    world: World, amira: Known, sat: dict[int, str]
) -> None:
    practice = world.practise(amira, WRONG)
    assert asked(world, practice) <= {question for number, question in sat.items() if number >= 4}


def test_what_was_got_right_since_is_no_longer_wrong(
    desk: Browser, world: World, amira: Known, sat: dict[int, str]
) -> None:
    first = world.practise(amira, WRONG)
    questions = dict(enumerate((item.split("/")[0] for item in world.items(first)), start=1))
    for number in (1, 2):
        check(desk, world, first, number, right=number == 1)
    world.finish(amira, first)
    found = desk.get(CHOOSE).main
    assert "36 questions at present" in found  # 37 after the mock, one of them right since
    second = world.practise(amira, WRONG, seed=2)
    assert questions[1] not in asked(world, second)


def test_with_nothing_wrong_the_form_says_so_and_keeps_what_was_chosen(desk: Browser) -> None:
    page = choose(desk, {"questions": "wrong", "number": "20", "topics": ["WK2"]}, expect=422)
    assert "There is nothing you got wrong to practise here." in page.main
    kept = [
        one.get("value") for one in page.elements("input", name="topics") if one.get("checked") is not None
    ]
    assert kept == ["WK2"]


def test_where_there_are_fewer_than_were_wished_it_says_so(
    desk: Browser, world: World, amira: Known, sat: dict[int, str]
) -> None:
    topic = sat[4].split("-")[0]
    left = sum(question.split("-")[0] == topic for number, question in sat.items() if number >= 4)
    choose(desk, {"questions": "wrong", "number": "30", "topics": [topic]})
    page = desk.follow()
    assert f"only {left} of these" in page.main
    assert page.h1 == f"Question 1 of {left}"


def test_questions_that_were_not_met_come_first(world: World, amira: Known, sat: dict[int, str]) -> None:
    assert not asked(world, world.practise(amira, Wish(number=10))) & set(sat.values())


def test_what_was_checked_in_practice_comes_late_in_a_mock(desk: Browser, world: World, amira: Known) -> None:
    practice = world.practise(amira, Wish(number=30))
    for number in range(1, 6):
        check(desk, world, practice, number)
    checked = {item.split("/")[0] for item in world.items(practice)[:5]}
    world.finish(amira, practice)
    assert not asked(world, world.start(amira)) & checked


def test_what_practice_only_held_ready_was_not_met(world: World, amira: Known) -> None:
    world.finish(amira, world.practise(amira, Wish(("WK6",), number=30)))  # all of them, none checked
    again = world.practise(amira, Wish(("WK6",), number=5), seed=9)
    first = world.practise(world.apprentice("Ben Ode"), Wish(("WK6",), number=5), seed=9)
    assert world.items(again) == world.items(first)


def test_pressing_start_twice_starts_one(desk: Browser) -> None:
    page = desk.get(CHOOSE)
    addresses = set()
    for _ in range(2):
        desk.submit(page, {"number": "5"}, button="Start practice")
        addresses.add(desk.follow().address)
    assert len(addresses) == 1


def test_another_wish_starts_another_practice(world: World, amira: Known) -> None:
    assert world.practise(amira, Wish(number=5)) != world.practise(amira, Wish(number=10))


def test_practice_that_was_begun_is_left_alone_by_a_new_one(
    desk: Browser, world: World, amira: Known
) -> None:
    begun = world.practise(amira, Wish(number=5))
    check(desk, world, begun, 1)
    assert world.practise(amira, Wish(number=5)) != begun


@pytest.mark.parametrize("page", ["", "/{}", "/{}/questions/1", "/{}/questions/2"])
def test_while_a_mock_runs_practice_waits(desk: Browser, world: World, amira: Known, page: str) -> None:
    practice = world.practise(amira, Wish(number=5))
    check(desk, world, practice, 1)
    world.start(amira)
    told = desk.get(CHOOSE + page.format(practice), expect=302 if page == "/{}" else 200)
    told = desk.follow() if told.location else told
    assert (told.h1, told.elements(class_="cr-stem")) == ("Practice waits for your mock", [])


def test_while_a_mock_runs_how_practice_went_is_not_explained(
    desk: Browser, world: World, amira: Known
) -> None:
    practice = world.practise(amira, Wish(number=5))
    check(desk, world, practice, 1)
    world.finish(amira, practice)
    world.start(amira)
    assert desk.get(f"{CHOOSE}/{practice}/result").h1 == "Practice waits for your mock"


def test_while_a_mock_runs_no_answer_is_checked(desk: Browser, world: World, amira: Known) -> None:
    practice = world.practise(amira, Wish(number=5))
    page = desk.get(address(practice))
    world.start(amira)
    told = desk.submit(page, {"value": "1"}, button="Check my answer", expect=409)
    assert "Practice goes on when it is handed in" in told.main
    assert answers.values(world, practice) == {}


def test_while_a_mock_runs_no_practice_starts(desk: Browser, world: World, amira: Known) -> None:
    page = desk.get(CHOOSE)
    world.start(amira)
    told = desk.submit(page, {"number": "5"}, button="Start practice", expect=409)
    assert told.h1 == "Practice waits for your mock"


def test_practice_that_waited_goes_on_after_the_mock(desk: Browser, world: World, amira: Known) -> None:
    practice = world.practise(amira, Wish(number=5))
    world.finish(amira, world.start(amira))
    assert desk.get(address(practice)).h1 == "Question 1 of 5"


def test_a_mock_may_be_started_while_practice_waits(world: World, amira: Known) -> None:
    world.practise(amira, Wish(number=5))
    assert world.start(amira)


@pytest.mark.parametrize(("percent", "pace"), [(0, "90"), (25, "113")])
def test_timed_practice_shows_the_pace_that_the_test_gives_this_person(
    world: World, browse: Callable[[], Browser], percent: int, pace: str
) -> None:
    ben = world.apprentice("Ben Ode", extra_percent=percent)
    browser = browse()
    browser.sign_in(ben)
    page = browser.get(address(world.practise(ben, Wish(number=5, timed=True))))
    assert [one.get("data-pace") for one in page.elements("form", id="practice")] == [pace]


def test_practice_without_a_clock_shows_no_pace(desk: Browser, world: World, amira: Known) -> None:
    page = desk.get(address(world.practise(amira, Wish(number=5))))
    assert [one.get("data-pace") for one in page.elements("form", id="practice")] == [None]


def test_how_long_it_took_stands_beside_the_pace_of_the_test(
    desk: Browser, world: World, amira: Known
) -> None:
    practice = world.practise(amira, Wish(number=5, timed=True))
    for number, seconds in ((1, "40"), (2, "80"), (3, "")):
        sent = {"base": "0", "value": "1", "writer": "a page", "seconds": seconds}
        desk.post(address(practice, number), sent)
    world.finish(amira, practice)
    told = desk.get(f"{CHOOSE}/{practice}/result").main
    assert "You took 1 min a question; the test gives you 1 min 30 s." in told


def test_practise_what_i_got_wrong_starts_exactly_that(desk: Browser, world: World, amira: Known) -> None:
    practice = world.practise(amira, Wish(number=5))
    check(desk, world, practice, 1, right=False)
    wrong = world.items(practice)[0].split("/")[0]
    world.finish(amira, practice)
    desk.submit(desk.get(f"{CHOOSE}/{practice}/result"), button="Practise what I got wrong")
    started = int(desk.follow().address.split("/")[3])
    assert asked(world, started) == {wrong}


def test_pressing_start_again_later_starts_anew(world: World, amira: Known, clock: FakeClock) -> None:
    first = world.practise(amira, WRONG_OR_ANY)
    clock.advance(timedelta(minutes=2))
    assert world.practise(amira, WRONG_OR_ANY, seed=2) != first


def test_what_was_wrong_long_ago_stays_wrong_until_it_is_got_right(
    world: World, amira: Known, sat: dict[int, str], clock: FakeClock
) -> None:
    for number in range(31):
        clock.advance(timedelta(minutes=5))
        world.finish(amira, world.practise(amira, Wish(number=5), seed=number))
    assert len(world.items(world.practise(amira, WRONG))) == 30


@pytest.mark.parametrize("percent", [0, 17, 25])
def test_the_pace_is_the_same_where_it_is_offered_and_where_it_is_shown(
    world: World, browse: Callable[[], Browser], percent: int
) -> None:
    ben = world.apprentice("Ben Ode", extra_percent=percent)
    browser = browse()
    browser.sign_in(ben)
    offered = browser.get(CHOOSE).main
    page = browser.get(address(world.practise(ben, Wish(number=5, timed=True))))
    (seconds,) = (int(one.get("data-pace") or 0) for one in page.elements("form", id="practice"))
    assert f"The test gives you {minutes_and_seconds(seconds)} for a question." in offered
