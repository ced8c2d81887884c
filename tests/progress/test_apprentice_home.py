"""What an apprentice sees first: the one next step, and that it starts exactly what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.knowledge_test.rules.practising import Wish
from tests.build import FakeClock, Known, World
from tests.case_studies import coded
from tests.page import Browser, Page
from tests.sittings import answers


@pytest.fixture
def desk(browse: Callable[[], Browser], amira: Known) -> Browser:
    browser = browse()
    browser.sign_in(amira)
    return browser


def home(desk: Browser) -> Page:
    return desk.get("/home/apprentice")


def check(desk: Browser, practice: int, number: int = 1) -> None:
    """Check an answer of practice."""
    page = desk.get(f"/multiple-choice/practice/{practice}/questions/{number}")
    desk.submit(page, {"value": "1"}, button="Check my answer")


def sit(world: World, amira: Known, topic: str = "") -> None:
    """A mock with everything right but one topic."""
    mock = world.start(amira)
    items = dict(enumerate(world.items(mock), start=1))
    for slot, options in answers.options_of(world, mock).items():
        wrong = bool(topic) and items[slot].startswith(topic)
        world.answer(amira, mock, slot, options.wrong if wrong else options.right)
    world.finish(amira, mock)


def started(world: World, page: Page) -> set[str]:
    """Topics of the practice one was led to."""
    return {item.split("-")[0] for item in world.items(int(page.address.split("/")[3]))}


def test_on_a_first_visit_there_are_three_steps_and_five_questions_to_try(desk: Browser) -> None:
    page = home(desk)
    assert "Three steps to begin with" in page.main
    desk.submit(page, button="Try five questions")
    assert desk.follow().h1 == "Question 1 of 5"


def test_after_trying_some_questions_the_first_mock_is_next(
    desk: Browser, world: World, amira: Known
) -> None:
    practice = world.practise(amira, Wish(number=5))
    check(desk, practice)
    world.finish(amira, practice)
    assert home(desk).link("Sit your first mock") == "/multiple-choice/start"


def test_practice_that_was_begun_is_gone_on_with(desk: Browser, world: World, amira: Known) -> None:
    practice = world.practise(amira, Wish(number=5))
    check(desk, practice)
    found = home(desk)
    assert "Practice: all topics waits for you: 1 of 5 checked." in found.main
    assert found.link("Go on practising") == f"/multiple-choice/practice/{practice}"


def test_practice_that_was_only_opened_is_no_next_step(desk: Browser, world: World, amira: Known) -> None:
    world.practise(amira, Wish(number=5))
    assert "Three steps to begin with" in home(desk).main


def test_after_a_mock_the_weakest_topic_is_practised_and_the_button_starts_exactly_that(
    desk: Browser, world: World, amira: Known
) -> None:
    sit(world, amira, topic="WK4")
    page = home(desk)
    assert "OPCS-4: structure, conventions and standards: 0 of 8 right lately" in page.main
    desk.submit(page, button="Practise this topic")
    assert started(world, desk.follow()) == {"WK4"}


def test_after_that_practice_another_mock_is_next(
    desk: Browser, world: World, amira: Known, clock: FakeClock
) -> None:
    sit(world, amira, topic="WK4")
    clock.advance(timedelta(minutes=1))
    practice = world.practise(amira, Wish(("WK4",), number=5))
    check(desk, practice)
    world.finish(amira, practice)
    coded.sat(world, amira)
    assert home(desk).link("Sit a mock") == "/multiple-choice/start"


def test_with_nothing_weak_a_first_case_is_next(desk: Browser, world: World, amira: Known) -> None:
    sit(world, amira)
    assert home(desk).link("Choose a first case") == "/case-studies/practice"


def test_after_a_case_a_mock_of_part_2_is_next(desk: Browser, world: World, amira: Known) -> None:
    sit(world, amira)
    coded.practised(world, amira, "day-six", ["T81.0"])
    assert home(desk).link("Sit a mock of part 2") == "/case-studies/start"


def test_a_case_that_was_begun_waits_first(desk: Browser, world: World, amira: Known) -> None:
    sit(world, amira)
    attempt = coded.opened(world, amira, "day-six")
    coded.enter(world, amira, attempt, ["T81.0"])
    assert home(desk).link("Go on with the case") == f"/case-studies/{attempt}"


def test_a_running_mock_of_part_2_comes_before_all(desk: Browser, world: World, amira: Known) -> None:
    attempt = coded.begun(world, amira)
    page = home(desk)
    assert "Your mock is running (Part 2: case studies), 120 min left." in page.main
    assert page.link("Continue the mock") == f"/case-studies/{attempt}"


def test_the_row_of_part_2_tells_the_last_result_and_how_it_was_sat(
    desk: Browser, world: World, amira: Known
) -> None:
    coded.sat(world, amira, "search")
    assert (
        "a distinction, on 23 November 2026, with codes looked up on screen. 1 mock sat so far."
        in home(desk).main
    )


def test_with_both_parts_sat_another_mock_is_next(desk: Browser, world: World, amira: Known) -> None:
    sit(world, amira)
    coded.sat(world, amira)
    assert home(desk).link("Sit a mock") == "/multiple-choice/start"


def test_a_running_mock_beats_all(desk: Browser, world: World, amira: Known) -> None:
    sit(world, amira, topic="WK4")
    mock = world.start(amira)
    assert home(desk).link("Continue the mock") == f"/multiple-choice/{mock}"


def test_practice_of_which_everything_was_checked_waits_to_be_finished(
    desk: Browser, world: World, amira: Known
) -> None:
    practice = world.practise(amira, Wish(number=5))
    for number in range(1, 6):
        check(desk, practice, number)
    desk.get(home(desk).link("Finish your practice"), expect=302)
    desk.submit(desk.follow(), button="See how I did")
    assert desk.follow().h1 == "How your practice went"


def test_practice_in_which_nothing_was_checked_hides_none_that_was(
    desk: Browser, world: World, amira: Known
) -> None:
    practice = world.practise(amira, Wish(number=5))
    check(desk, practice)
    world.finish(amira, practice)
    for number in range(12):
        world.finish(amira, world.practise(amira, Wish(number=5), seed=number))
    assert home(desk).link("Sit your first mock") == "/multiple-choice/start"
