"""The print view of a result: everything open, nothing to press."""

from __future__ import annotations

import pytest

from tests.build import Known, World
from tests.knowledge_test import sitting
from tests.page import Browser, Page


@pytest.fixture
def attempt_id(world: World, amira: Known) -> int:
    """A mock with much right, something wrong and one flag."""
    return sitting.handed_in(world, amira, right=range(1, 36), wrong=[36], flagged=[3])


def print_view(desk: Browser, attempt_id: int, show: str = "") -> Page:
    """The print view, with a filter that must not matter."""
    return desk.get(f"/multiple-choice/{attempt_id}/result?view=print&show={show}")


def test_the_result_leads_to_its_print_view_and_back(desk: Browser, attempt_id: int) -> None:
    there = sitting.result(desk, attempt_id).link("Print view")
    assert desk.get(there).link("Back to the result") == f"/multiple-choice/{attempt_id}/result"


@pytest.mark.parametrize("show", ["", "wrong", "flagged"])
def test_every_question_is_there_whatever_the_filter(desk: Browser, attempt_id: int, show: str) -> None:
    found = print_view(desk, attempt_id, show).elements("details", class_="cr-marked")
    assert [one.get("id") for one in found] == [f"question-{number}" for number in range(1, 41)]


def test_everything_that_folds_is_open(desk: Browser, attempt_id: int) -> None:
    found = print_view(desk, attempt_id).elements("details")
    assert len(found) == 42
    assert all(one.get("open") is not None and one.get("hidden") is None for one in found)


def test_there_is_no_form_in_it_and_the_button_waits_for_the_script(desk: Browser, attempt_id: int) -> None:
    page = print_view(desk, attempt_id)
    (button,) = page.elements("button", id="print-now")
    assert (len([form for form in page.forms if form.in_main]), button.get("hidden")) == (0, "")


def test_it_says_whose_result_it_is(desk: Browser, attempt_id: int, amira: Known) -> None:
    assert print_view(desk, attempt_id).main.startswith(
        f"Back to the result Your result {amira.name} 35 of 40"
    )


def test_while_a_mock_runs_it_shows_no_questions_either(
    desk: Browser, attempt_id: int, world: World, amira: Known
) -> None:
    world.start(amira)
    page = print_view(desk, attempt_id)
    assert page.elements("details", class_="cr-marked") == []
    assert "They are shown here when it is handed in." in page.main
