"""The print views of part 2: everything open, nothing to press."""

from __future__ import annotations

import pytest

from tests.build import Known, World
from tests.case_studies import coded
from tests.page import Browser, Page


@pytest.fixture(params=["result", "result/cases/2"])
def printed(request: pytest.FixtureRequest, desk: Browser, world: World, amira: Known) -> Page:
    """The print view of a mock, and of one of its cases."""
    attempt_id = coded.sat(world, amira)
    return desk.get(f"/case-studies/{attempt_id}/{request.param}?view=print")


def test_everything_that_folds_is_open(printed: Page) -> None:
    found = printed.elements("details")
    assert found
    assert all(one.get("open") is not None for one in found)


def test_there_is_nothing_to_press_but_what_prints_it(printed: Page) -> None:
    (main,) = printed.elements("main")
    (button,) = main.iter("button")
    assert (button.get("id"), button.get("hidden")) == ("print-now", "")
    assert not [form for form in printed.forms if form.in_main]


def test_it_says_whose_it_is(printed: Page, amira: Known) -> None:
    assert amira.name in printed.main


def test_it_leads_back(printed: Page) -> None:
    (back,) = printed.elements("a", class_="nhsuk-back-link")
    assert back.get("href") == printed.address.removesuffix("?view=print")


@pytest.mark.parametrize("page", ["result", "result/cases/1"])
def test_the_page_leads_to_its_print_view(desk: Browser, world: World, amira: Known, page: str) -> None:
    address = f"/case-studies/{coded.sat(world, amira)}/{page}"
    assert desk.get(address).link("Print view") == f"{address}?view=print"


def test_practice_is_printed_by_its_one_case(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.practised(world, amira, "which-cement")
    reply = desk.get(f"/case-studies/{attempt_id}/result?view=print", expect=302)
    assert reply.location == f"/case-studies/{attempt_id}/result/cases/1?view=print"


def test_the_record_with_its_marks_is_printed_too(desk: Browser, world: World, amira: Known) -> None:
    page = coded.feedback(desk, coded.practised(world, amira, "which-cement"), view="print")
    assert page.elements("mark", data_reference="diagnoses-1")
