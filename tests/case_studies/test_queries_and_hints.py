"""Asking, and being told which way a line is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.case_studies.models import CaseQuery
from app.case_studies.rules.asking import KINDS
from tests.build import FakeClock, Known, World
from tests.case_studies import coded
from tests.case_studies.desk import case_page, send
from tests.page import Browser

CASE = "black-stools"  # the cause of the anaemia has to be asked
SENT = {"about": "cause", "text": "Is the anaemia due to the bleed?"}
REPLY = "Acute anaemia from blood loss"


@pytest.fixture
def practice(world: World, amira: Known) -> int:
    """A case just opened for practice."""
    return coded.opened(world, amira, CASE)


def test_what_comes_back_is_not_on_the_page_before_it_was_asked_for(desk: Browser, practice: int) -> None:
    assert REPLY not in case_page(desk, practice).body


def test_a_query_brings_its_answer_into_the_record(desk: Browser, practice: int) -> None:
    desk.post(f"/case-studies/{practice}/cases/1/queries", SENT)
    page = desk.follow()
    assert REPLY in page.main
    assert SENT["text"] in page.main


def test_the_workspace_gets_the_answer_as_a_piece_of_the_page(desk: Browser, practice: int) -> None:
    told = desk.json("POST", f"/case-studies/{practice}/cases/1/queries", SENT)
    assert REPLY in told["html"]


def test_the_list_of_kinds_is_the_same_in_every_case(desk: Browser, practice: int) -> None:
    page = case_page(desk, practice)
    offered = [one.get("value") for one in page.elements("option")]
    assert offered == ["", *KINDS]


def test_a_kind_that_the_case_does_not_provide_for_gets_nothing_more(desk: Browser, practice: int) -> None:
    desk.post(f"/case-studies/{practice}/cases/1/queries", SENT | {"about": "imaging"})
    assert "There is nothing to add" in desk.follow().main


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"about": "", "text": "Is it due to the bleed?"}, "Choose what your query is about."),
        ({"about": "cause", "text": "why"}, "Write what you would ask, in a sentence."),
        ({"about": "cause", "text": "why " * 200}, "Keep the query under 600 characters."),
    ],
)
def test_a_query_that_says_too_little_or_too_much_is_told_what_to_do_and_kept(
    desk: Browser, practice: int, sent: dict[str, str], told: str
) -> None:
    page = desk.post(f"/case-studies/{practice}/cases/1/queries", sent, expect=422)
    assert told in page.main
    assert page.title.startswith("Error:")
    assert sent["text"].strip() in page.body


def test_asking_again_about_the_same_gives_the_first_answer_and_is_recorded_once(
    desk: Browser, world: World, practice: int
) -> None:
    again = [
        desk.json("POST", f"/case-studies/{practice}/cases/1/queries", {"about": "cause", "text": text})[
            "again"
        ]
        for text in ("Is the anaemia due to the bleed?", "And what about the anaemia?")
    ]
    assert again == [False, True]
    with world.reading() as db:
        assert db.scalars(select(CaseQuery.text)).all() == ["Is the anaemia due to the bleed?"]


def test_no_query_is_taken_when_time_is_over(
    desk: Browser, world: World, clock: FakeClock, amira: Known
) -> None:
    mock = coded.begun(world, amira)
    clock.advance(timedelta(minutes=121))
    desk.sign_in(amira)
    told = desk.json("POST", f"/case-studies/{mock}/cases/1/queries", SENT, expect=409)
    assert "Time is over" in told["message"]


@pytest.mark.parametrize(
    ("entered", "hint"),
    [
        (["K26.4"], "Right code, right place."),
        (["K26.9"], "Right category. Look at the fourth character."),
        (["K25.4"], "Near, but another category. Go back to the lead term."),
        (["I10.X", "K26.4"], "Right code, but something else comes first."),
        (["H26.9"], "Not needed. Does the record say that it was there and mattered in this episode?"),
    ],
)
def test_a_hint_says_which_way_a_line_is_wrong_and_never_which_code_is_right(
    desk: Browser, practice: int, entered: list[str], hint: str
) -> None:
    page = send_and_check(desk, practice, entered)
    assert hint in page.main
    assert "D62" not in page.main


def send_and_check(desk: Browser, practice: int, entered: list[str]) -> object:
    """Save the lines and ask for a hint to the first."""
    fields = {"base": "0", "writer": "p", "diagnoses": entered, "do": "check diagnoses 0"}
    return desk.post(f"/case-studies/{practice}/cases/1", fields, expect=200)


def test_the_workspace_asks_for_a_hint_to_what_is_stored(desk: Browser, practice: int) -> None:
    send(desk, practice, ["K26.4"])
    asked = {"list": "diagnoses", "line": 0}
    assert desk.json("POST", f"/case-studies/{practice}/cases/1/check", asked) == {
        "hint": "Right code, right place."
    }


def test_a_line_with_nothing_but_evidence_is_no_line_to_marking(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    coded.enter(
        world, amira, practice, [{"code": "", "evidence": [{"document": "ogd", "words": "x"}]}, "K26.9"]
    )
    hints = [
        desk.json("POST", f"/case-studies/{practice}/cases/1/check", {"list": "diagnoses", "line": line})[
            "hint"
        ]
        for line in (0, 1)
    ]
    assert hints == ["There is nothing in this line yet.", "Right category. Look at the fourth character."]


def test_while_a_mock_is_running_practice_answers_no_query(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    coded.begun(world, amira)
    told = desk.json("POST", f"/case-studies/{practice}/cases/1/queries", SENT, expect=409)
    assert "mock of yours is running" in told["message"]


@pytest.mark.parametrize("part", ["multiple choice", "case studies"])
def test_while_a_mock_is_running_practice_echoes_no_code(
    desk: Browser, world: World, amira: Known, practice: int, part: str
) -> None:
    world.start(amira) if part == "multiple choice" else coded.begun(world, amira)
    desk.json("GET", f"/case-studies/{practice}/cases/1/echo?system=icd10&text=E11.9", expect=409)


def test_a_case_that_was_handed_in_echoes_no_code(desk: Browser, world: World, amira: Known) -> None:
    ended = coded.practised(world, amira, CASE, ["K26.4"])
    desk.json("GET", f"/case-studies/{ended}/cases/1/echo?system=icd10&text=E11.9", expect=404)


def test_an_empty_line_gets_no_verdict(desk: Browser, practice: int) -> None:
    told = desk.json("POST", f"/case-studies/{practice}/cases/1/check", {"list": "procedures", "line": 0})
    assert told == {"hint": "There is nothing in this line yet."}


def test_there_is_no_hint_in_a_mock(desk: Browser, world: World, amira: Known) -> None:
    mock = coded.begun(world, amira)
    desk.json("POST", f"/case-studies/{mock}/cases/1/check", {"list": "diagnoses", "line": 0}, expect=404)


def test_there_is_no_hint_and_no_practice_while_a_mock_is_running(
    desk: Browser, world: World, amira: Known, practice: int
) -> None:
    send(desk, practice, ["K26.4"])
    coded.begun(world, amira)
    told = desk.json(
        "POST", f"/case-studies/{practice}/cases/1/check", {"list": "diagnoses", "line": 0}, expect=409
    )
    assert "mock of yours is running" in told["message"]
    assert case_page(desk, practice).h1 == "Practice waits"
