"""Practice: each answer explained at once, final once it is checked, and to be gone on with later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.knowledge_test.rules.practising import Wish
from app.sittings.models import Mode
from tests.build import FakeClock, Known, World
from tests.page import Browser, Page
from tests.sittings import answers

CHOOSE = "/multiple-choice/practice"


@pytest.fixture
def practice(world: World, amira: Known) -> int:
    """Practice of five questions, none answered yet."""
    return world.practise(amira, Wish(number=5))


def address(practice: int, number: int = 1) -> str:
    return f"{CHOOSE}/{practice}/questions/{number}"


def check(desk: Browser, world: World, practice: int, number: int, *, right: bool = True) -> Page:
    """Check the answer of one question; the page that explains it."""
    options = answers.options_of(world, practice)[number]
    page = desk.get(address(practice, number))
    desk.submit(page, {"value": options.right if right else options.wrong}, button="Check my answer")
    return desk.follow()


def items_of_topic(world: World, attempt_id: int) -> set[str]:
    return {item.split("-")[0] for item in world.items(attempt_id)}


def choose(desk: Browser, fields: dict[str, object], expect: int = 302) -> Page:
    return desk.submit(desk.get(CHOOSE), fields, button="Start practice", expect=expect)


def test_practice_is_started_with_the_topics_and_the_number_that_were_chosen(
    desk: Browser, world: World, amira: Known
) -> None:
    choose(desk, {"topics": ["WK1", "WK5"], "number": "5"})
    page = desk.follow()
    started = int(page.address.split("/")[3])
    assert (page.h1, items_of_topic(world, started)) == ("Question 1 of 5", {"WK1", "WK5"})


def test_without_a_topic_all_of_them_are_asked(desk: Browser, world: World) -> None:
    choose(desk, {"number": "30"})
    started = int(desk.follow().address.split("/")[3])
    assert len(items_of_topic(world, started)) >= 8


def test_practice_has_no_deadline_and_no_grade(world: World, practice: int) -> None:
    stored = answers.attempt(world, practice)
    assert (stored.mode, stored.ends_at, stored.pass_percent) == (Mode.PRACTICE, None, None)


def test_a_topic_that_is_not_offered_is_refused_and_all_else_is_kept(desk: Browser) -> None:
    desk.get(CHOOSE)
    page = desk.post(CHOOSE, {"topics": "WK99", "questions": "wrong", "number": "20"}, expect=422)
    assert page.title.startswith("Error: ")
    assert [one.get("value") for one in page.elements("option") if one.get("selected") is not None] == ["20"]


@pytest.mark.parametrize(
    "fields", [{"questions": "none", "number": "5"}, {"questions": "any", "number": "6"}]
)
def test_what_is_not_offered_starts_nothing(desk: Browser, fields: dict[str, str]) -> None:
    page = desk.post(CHOOSE, fields, expect=422)
    assert "Go on where you stopped" not in page.main


def test_the_topics_say_how_one_did_lately(desk: Browser, world: World, amira: Known, practice: int) -> None:
    check(desk, world, practice, 1)
    world.finish(amira, practice)
    assert "1 of 1 right lately" in desk.get(CHOOSE).main


def test_before_anything_was_asked_no_topic_says_so_ten_times(desk: Browser) -> None:
    assert "not asked yet" not in desk.get(CHOOSE).main


def test_a_right_answer_is_said_to_be_right_with_every_reason(
    desk: Browser, world: World, practice: int
) -> None:
    page = check(desk, world, practice, 1)
    assert page.elements("h2", id="verdict")[0].text is not None
    assert "Right: the answer is" in page.main
    assert len(page.elements("p", class_="cr-reason__why")) == 4


def test_a_wrong_answer_names_the_right_one_and_mine(desk: Browser, world: World, practice: int) -> None:
    options = answers.options_of(world, practice)[1]
    page = check(desk, world, practice, 1, right=False)
    right, mine = "ABCD"[int(options.right) - 1], "ABCD"[int(options.wrong) - 1]
    assert f"Not right: the answer is {right}, you chose {mine}" in page.main


def test_an_explanation_says_what_it_rests_on_and_that_nobody_reviewed_it(
    desk: Browser, world: World, practice: int
) -> None:
    page = check(desk, world, practice, 1)
    assert "Rests on: " in page.main
    assert "Not yet reviewed by a qualified coder. Question" in page.main


def test_before_it_is_checked_nothing_explains_a_question(desk: Browser, world: World, practice: int) -> None:
    check(desk, world, practice, 1)
    page = desk.get(address(practice, 2))
    assert page.elements(class_="cr-reason") == []
    assert "Rests on" not in page.body


def test_checking_without_an_answer_says_what_to_do(desk: Browser, practice: int) -> None:
    page = desk.get(address(practice))
    told = desk.submit(page, {}, button="Check my answer", expect=422)
    assert told.title.startswith("Error: ")
    assert told.link("Choose an answer first, then check it.") == "#option-1"


def test_a_checked_answer_is_final(desk: Browser, world: World, practice: int) -> None:
    options = answers.options_of(world, practice)[1]
    page = desk.get(address(practice))
    desk.submit(page, {"value": options.wrong}, button="Check my answer")
    told = desk.submit(page, {"value": options.right}, button="Check my answer", expect=409)
    assert "You had checked this question before" in told.main
    assert answers.values(world, practice) == {1: options.wrong}


def test_pressing_check_twice_shows_the_same_explanation(desk: Browser, world: World, practice: int) -> None:
    page = desk.get(address(practice))
    desk.submit(page, {"value": "2"}, button="Check my answer")
    desk.submit(page, {"value": "2"}, button="Check my answer", expect=302)
    assert "the answer is" in desk.follow().main


def test_what_a_script_saves_after_the_check_is_not_taken(desk: Browser, world: World, practice: int) -> None:
    check(desk, world, practice, 1)
    before = answers.values(world, practice)
    sent = {"slot": 1, "base": 1, "value": "", "writer": "another page", "change": 1}
    assert desk.json("POST", f"/attempts/{practice}/answers", sent)["outcome"] == "newer"
    assert answers.values(world, practice) == before


def test_the_next_question_is_one_that_was_not_checked(desk: Browser, world: World, practice: int) -> None:
    check(desk, world, practice, 2)
    page = check(desk, world, practice, 1)
    assert page.link("Next question") == address(practice, 3)


def test_after_the_last_question_the_next_step_is_to_see_how_it_went(
    desk: Browser, world: World, practice: int
) -> None:
    for number in range(1, 6):
        page = check(desk, world, practice, number, right=number < 4)
    desk.submit(page, button="See how I did")
    told = desk.follow()
    assert (told.h1, "3 of 5 right." in told.main) == ("How your practice went", True)


def test_practice_can_be_stopped_and_gone_on_with_later(
    desk: Browser, world: World, practice: int, clock: FakeClock, amira: Known
) -> None:
    check(desk, world, practice, 1)
    clock.advance(timedelta(days=3))
    desk.sign_in(amira)
    page = desk.get(CHOOSE)
    assert "1 of 5 checked" in page.main
    desk.get(page.link("Practice: all topics"), expect=302)
    assert desk.follow().address == address(practice, 2)


def test_practice_goes_on_in_another_browser(
    desk: Browser, browse: Callable[[], Browser], world: World, practice: int, amira: Known
) -> None:
    check(desk, world, practice, 1)
    other = browse()
    other.sign_in(amira)
    assert "the answer is" in other.get(address(practice, 1)).main


def test_of_practice_that_was_ended_early_only_what_was_checked_counts(
    desk: Browser, world: World, practice: int
) -> None:
    page = check(desk, world, practice, 1)
    desk.submit(page, button="End this practice and see how I did")
    told = desk.follow()
    assert "1 of 1 right." in told.main
    assert "4 not checked: these do not count." in told.main


def test_practice_in_which_nothing_was_checked_ends_without_reproach(
    desk: Browser, world: World, practice: int
) -> None:
    desk.submit(desk.get(address(practice)), button="End this practice and see how I did")
    assert "You checked no answer this time." in desk.follow().main
    assert "What you practised" not in desk.get(CHOOSE).main


def test_ending_twice_ends_once(desk: Browser, world: World, practice: int, amira: Known) -> None:
    page = desk.get(address(practice))
    for _ in range(2):
        desk.submit(page, button="End this practice and see how I did")
    assert len(answers.results(world, amira)) == 1


def test_ended_practice_leads_to_how_it_went(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    world.finish(amira, practice)
    desk.get(address(practice, 2), expect=302)
    assert desk.follow().h1 == "How your practice went"


def test_ended_practice_is_listed_with_what_was_right(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    check(desk, world, practice, 1)
    world.finish(amira, practice)
    assert desk.get(CHOOSE).rows("Ended practice")[0][1:] == ["Practice: all topics", "1 of 1"]


def test_practice_is_not_among_the_mocks(desk: Browser, world: World, amira: Known, practice: int) -> None:
    check(desk, world, practice, 1)
    world.finish(amira, practice)
    assert "No mock sat yet" in desk.get("/multiple-choice/").main


@pytest.mark.parametrize("page", ["questions/1", "review", "result", ""])
def test_the_pages_of_a_mock_do_not_open_practice(desk: Browser, practice: int, page: str) -> None:
    desk.get(f"/multiple-choice/{practice}/{page}".rstrip("/"), expect=404)


def test_the_pages_of_practice_do_not_open_a_mock(desk: Browser, world: World, amira: Known) -> None:
    desk.get(address(world.start(amira)), expect=404)


def test_a_mock_is_not_checked_answer_by_answer(desk: Browser, world: World, amira: Known) -> None:
    mock = world.start(amira)
    desk.post(address(mock), {"base": "0", "value": "1", "writer": "a page"}, expect=404)


@pytest.mark.parametrize("number", [0, 6, 999])
def test_a_question_that_practice_does_not_have_is_not_found(
    desk: Browser, practice: int, number: int
) -> None:
    desk.get(address(practice, number), expect=404)


def test_what_is_flagged_can_be_found_in_the_result(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    page = desk.get(address(practice))
    desk.submit(page, {"value": "1", "flagged": "yes"}, button="Check my answer")
    world.finish(amira, practice)
    assert "Flagged" in desk.get(f"{CHOOSE}/{practice}/result").main


def test_an_answer_checked_after_practice_was_ended_elsewhere_is_said_not_to_count(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    page = desk.get(address(practice))
    world.finish(amira, practice)
    desk.submit(page, {"value": "2"}, button="Check my answer")
    assert "This practice had been ended already" in desk.follow().main
    assert answers.values(world, practice) == {}
