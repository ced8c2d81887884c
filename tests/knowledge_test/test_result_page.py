"""Did I pass, and what next?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.sittings.models import State
from tests.build import FakeClock, Known, World
from tests.knowledge_test import sitting
from tests.page import Browser, Page
from tests.page_text import words
from tests.sittings import answers


def shown(page: Page) -> list[int]:
    """The numbers of the questions in sight; every question is on the page."""
    found = page.elements("details", class_="cr-marked")
    return [int(one.get("id", "").split("-")[1]) for one in found if one.get("hidden") is None]


@pytest.mark.parametrize(
    ("right", "sentence"),
    [
        (23, "23 of 40: not yet a pass in this practice format (pass 24, distinction 32)."),
        (27, "27 of 40: a pass in this practice format (pass 24, distinction 32)."),
        (32, "32 of 40: a distinction in this practice format (pass 24, distinction 32)."),
    ],
)
def test_one_sentence_says_how_it_went(
    desk: Browser, world: World, amira: Known, right: int, sentence: str
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, right + 1))
    assert sitting.result(desk, attempt_id).main.startswith(f"Your result {sentence}")


def test_the_wrong_ones_are_chosen_at_first_and_unanswered_ones_are_among_them(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, 36), wrong=[36, 37])
    page = sitting.result(desk, attempt_id)
    assert shown(page) == [36, 37, 38, 39, 40]
    assert [link.text for link in page.links if link.text.startswith("Wrong")] == ["Wrong or unanswered (5)"]


def test_all_shows_every_question_in_order(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = sitting.handed_in(world, amira, right=[3])
    assert shown(sitting.result(desk, attempt_id, "all")) == list(range(1, 41))


def test_flagged_shows_those_that_were_flagged(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = sitting.handed_in(world, amira, right=[3, 5], flagged=[5, 9])
    assert shown(sitting.result(desk, attempt_id, "flagged")) == [5, 9]


def test_how_many_questions_are_shown_is_said(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, 36), flagged=[36])
    assert "5 questions shown" in sitting.result(desk, attempt_id).main
    assert "1 question shown" in sitting.result(desk, attempt_id, "flagged").main


def test_the_select_for_a_phone_offers_the_same_and_has_the_same_chosen(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=[3], flagged=[5])
    page = sitting.result(desk, attempt_id, "flagged")
    offered = page.elements("option")
    assert [("".join(one.itertext()), one.get("selected") is not None) for one in offered] == [
        ("All (40)", False),
        ("Wrong or unanswered (39)", False),
        ("Flagged (1)", True),
    ]


def test_the_select_works_by_its_button(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = sitting.handed_in(world, amira, right=[3], flagged=[5, 9])
    desk.submit(sitting.result(desk, attempt_id), {"show": "flagged"}, button="Show")
    assert desk.page is not None
    assert shown(desk.page) == [5, 9]


def test_without_flags_the_filter_says_so(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = sitting.handed_in(world, amira, right=[3])
    assert "You flagged no question." in sitting.result(desk, attempt_id, "flagged").main


def test_a_filter_that_does_not_exist_shows_what_stands_there_at_first(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, 40))
    assert shown(sitting.result(desk, attempt_id, "everything")) == [40]


@pytest.mark.parametrize(
    ("show", "words"), [("", "All (40)"), ("wrong", "Wrong or unanswered (0)"), ("flagged", "Flagged (0)")]
)
def test_the_filter_that_is_chosen_says_so(
    desk: Browser, world: World, amira: Known, show: str, words: str
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, 41))
    chosen = sitting.result(desk, attempt_id, show).elements("a", aria_current="true")
    assert ["".join(one.itertext()) for one in chosen] == [words]


def test_with_everything_right_all_questions_are_shown_at_first(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, 41))
    assert len(shown(sitting.result(desk, attempt_id))) == 40


def test_with_everything_right_there_is_nothing_wrong_to_show(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, 41))
    for show in ("", "wrong"):
        assert "Nothing wrong to show." in sitting.result(desk, attempt_id, show).main


def test_with_everything_right_there_is_nothing_to_practise_next(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, 41))
    assert "Practise next" not in sitting.result(desk, attempt_id).main


def test_the_topics_add_up_to_the_paper(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = sitting.handed_in(world, amira, right=range(1, 28))
    rows = sitting.result(desk, attempt_id).rows("Right answers by topic")
    assert (sum(int(row[1]) for row in rows), sum(int(row[2]) for row in rows)) == (27, 40)


@pytest.mark.parametrize("title", ["Right answers by topic", "Right answers by KSB"])
def test_a_picture_has_a_bar_for_each_row_of_its_table(
    desk: Browser, world: World, amira: Known, title: str
) -> None:
    page = sitting.result(desk, sitting.handed_in(world, amira, right=range(1, 28)))
    (picture,) = page.elements("div", role="img", aria_label=title)
    rows = [one for one in picture.iter("div") if one.get("class") == "cr-bars__row"]
    drawn = [[words(one) for one in row.iter("span")] for row in rows]
    assert drawn == [[row[0], f"{row[1]} of {row[2]}"] for row in page.rows(title)]


def test_a_question_shows_my_answer_the_right_one_and_a_reason_for_each_option(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, wrong=[1])
    (shown, *_) = sitting.result(desk, attempt_id, "all").elements("details", id="question-1")
    words = " ".join("".join(shown.itertext()).split())
    reasons = [
        one for one in shown.iter("p") if one.get("class") == "cr-reason__why" and "".join(one.itertext())
    ]
    assert words.count("Right answer") == words.count("Your answer") == 1
    assert len(reasons) == 4


def test_a_question_says_what_it_rests_on_and_that_nobody_reviewed_it_yet(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, wrong=[1])
    assert "Rests on: " in sitting.result(desk, attempt_id).main
    assert "Not yet reviewed by a qualified coder." in sitting.result(desk, attempt_id).main


def test_the_time_that_was_used_is_told(desk: Browser, world: World, amira: Known, clock: FakeClock) -> None:
    attempt_id = world.start(amira)
    clock.advance(timedelta(minutes=28, seconds=1))
    world.finish(amira, attempt_id)
    page = sitting.result(desk, attempt_id)
    assert "handed in on 23 November 2026 at 09:28. Time: 60 min, 29 min used." in page.main
    assert "The time ran out." not in page.main


def test_a_mock_that_ran_out_says_so(overdue: int, desk: Browser, world: World, amira: Known) -> None:
    world.finish(amira, overdue)
    assert "60 min used. The time ran out." in sitting.result(desk, overdue).main


@pytest.fixture
def overdue(browse: Callable[[], Browser], world: World, amira: Known, clock: FakeClock) -> int:
    """A mock with two answers whose time is over and which nothing has closed. Ask for it before `desk`."""
    attempt_id = world.start(amira)
    sitting.answer_all(world, amira, attempt_id, right=[1, 2])
    clock.advance(timedelta(minutes=61))
    return attempt_id


def test_an_overdue_mock_says_that_time_is_over(overdue: int, desk: Browser) -> None:
    page = sitting.result(desk, overdue)
    assert page.h1 == "Time is over"
    assert "It was over at 10:00. 2 answers were saved by then and count." in page.main


@pytest.mark.parametrize(
    "address", ["/multiple-choice/", "/multiple-choice/{}/result", "/multiple-choice/start"]
)
def test_looking_at_an_overdue_mock_does_not_close_it(
    overdue: int, desk: Browser, world: World, address: str
) -> None:
    desk.get(address.format(overdue), expect=302 if address.endswith("start") else 200)
    assert answers.attempt(world, overdue).state is State.RUNNING


@pytest.mark.parametrize("page", ["questions/1", "review"])
def test_the_paper_of_an_overdue_mock_is_not_shown(overdue: int, desk: Browser, page: str) -> None:
    reply = desk.get(f"/multiple-choice/{overdue}/{page}", expect=302)
    assert reply.location == f"/multiple-choice/{overdue}/result"


def test_the_button_of_an_overdue_mock_closes_and_marks_it(overdue: int, desk: Browser) -> None:
    desk.submit(sitting.result(desk, overdue), button="Hand in and see the result")
    assert "2 of 40: not yet a pass" in desk.follow().main


def test_the_overview_offers_to_hand_an_overdue_mock_in(overdue: int, desk: Browser) -> None:
    page = desk.get("/multiple-choice/")
    assert "Your mock is over its time." in page.main
    assert page.link("Hand it in") == f"/multiple-choice/{overdue}/result"


def test_the_result_of_a_running_mock_leads_back_to_it(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = world.start(amira)
    reply = desk.get(f"/multiple-choice/{attempt_id}/result", expect=302)
    assert reply.location == f"/multiple-choice/{attempt_id}"


def test_while_a_mock_runs_the_answers_of_an_earlier_one_are_withheld(
    desk: Browser, world: World, amira: Known
) -> None:
    earlier = sitting.handed_in(world, amira, right=[3])
    world.start(amira)
    page = sitting.result(desk, earlier)
    assert shown(page) == []
    assert "They are shown here when it is handed in." in page.main


def test_the_topics_of_the_last_time_stand_beside_those_of_this_time(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    sitting.handed_in(world, amira, right=range(1, 41))
    clock.advance(timedelta(minutes=20))
    second = sitting.handed_in(world, amira, right=[])
    rows = sitting.result(desk, second).rows("Right answers by topic")
    assert rows[0] == ["Anatomy and physiology", "0", "4", "4 of 4"]


def test_a_first_result_speaks_of_no_last_time(desk: Browser, world: World, amira: Known) -> None:
    assert "Last time" not in sitting.result(desk, sitting.handed_in(world, amira, right=[3])).main


def test_what_happened_to_the_mock_can_be_read(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    attempt_id = sitting.handed_in(world, amira, right=[3, 4])
    page = sitting.result(desk, attempt_id)
    assert "23 November 2026, 09:00:00: Started: 40 questions, 60 minutes." in page.text
    assert "Handed in by you. 2 answers, saved 2 times in all." in page.text


def test_a_running_mock_goes_on_at_the_first_question_without_an_answer(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = world.start(amira)
    sitting.answer_all(world, amira, attempt_id, right=[1, 2, 4])
    reply = desk.get(f"/multiple-choice/{attempt_id}", expect=302)
    assert reply.location == f"/multiple-choice/{attempt_id}/questions/3"


def test_practise_next_starts_exactly_those_topics(desk: Browser, world: World, amira: Known) -> None:
    mock = world.start(amira)
    topics = {number: item.split("-")[0] for number, item in enumerate(world.items(mock), start=1)}
    right = [number for number, topic in topics.items() if topic not in ("WK2", "WK9")]
    sitting.answer_all(world, amira, mock, right=right)
    world.finish(amira, mock)
    desk.submit(sitting.result(desk, mock), button="Practise these topics")
    started = int(desk.follow().address.split("/")[3])
    assert {item.split("-")[0] for item in world.items(started)} == {"WK2", "WK9"}


def test_while_a_mock_runs_practice_is_not_offered(desk: Browser, world: World, amira: Known) -> None:
    mock = sitting.handed_in(world, amira, right=[1])
    world.start(amira)
    page = sitting.result(desk, mock)
    assert "Practise next" not in page.main
    assert page.link("Go on with your mock") == "/multiple-choice/"
