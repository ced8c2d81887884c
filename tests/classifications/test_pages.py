"""The tabular view and the search box, as somebody without script uses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from app.classifications.rules.look_up import LookUp
from tests.build import Known, World
from tests.page import Browser


@pytest.fixture
def coder(amira: Known, browse: Callable[[], Browser]) -> Browser:
    """Amira at her browser."""
    browser = browse()
    browser.sign_in(amira)
    return browser


@pytest.fixture
def allowing(app: Flask) -> Iterator[Callable[[LookUp], None]]:
    """Lets nobody use more than this to look codes up."""
    with _kept(app) as change:
        yield change


@contextmanager
def _kept(app: Flask) -> Iterator[Callable[[LookUp], None]]:
    before = app.extensions["look_up"]
    yield lambda allowed: app.extensions.update(look_up=lambda _db, _viewer: allowed)
    app.extensions["look_up"] = before


def test_everybody_who_is_signed_in_finds_the_codes_in_the_menu(coder: Browser) -> None:
    assert coder.get("/help").link("Codes") == "/codes"


def test_both_classifications_are_shown_with_their_chapters(coder: Browser) -> None:
    page = coder.get("/codes")
    assert {"XIX Injury, poisoning and certain other consequences of external causes", "K Heart"} <= {
        link.text for link in page.links
    }


def test_the_page_says_which_lists_these_are_and_what_they_are_not(coder: Browser) -> None:
    text = coder.get("/codes").main
    assert "CoderReady practice list of ICD-10, not the UK edition, in force from 1 April 2016" in text
    assert "CoderReady practice extract of OPCS-4, not the published list" in text


def test_the_way_leads_from_the_chapter_over_block_and_category_to_the_code(coder: Browser) -> None:
    coder.get("/codes")
    steps = ("XIX Injury, poisoning", "S70-S79 Injuries", "S72 Fracture of femur", "S72.00 Fracture of neck")
    for step in steps:
        assert coder.page is not None
        coder.get(next(link.href for link in coder.page.links if link.text.startswith(step)))
    assert coder.page is not None
    assert coder.page.h1 == "S72.00 Fracture of neck of femur: closed"


def test_blocks_may_hold_blocks(coder: Browser) -> None:
    page = coder.get("/codes/icd10/C00-C97")
    assert any(link.text.startswith("C00-C75 ") for link in page.links)


@pytest.mark.parametrize(
    ("place", "word"),
    [("S72", "Heading"), ("S720", "Heading"), ("S7200", "Assignable"), ("I10X", "Assignable")],
)
def test_an_entry_says_whether_it_may_be_given_as_a_code(coder: Browser, place: str, word: str) -> None:
    assert word in coder.get(f"/codes/icd10/{place}").main


def test_an_asterisk_code_says_so_and_leads_to_its_partners(coder: Browser) -> None:
    page = coder.get("/codes/icd10/G01X")
    assert "* asterisk" in page.main
    assert page.link("A39.0 Meningococcal meningitis") == "/codes/icd10/A390"


def test_a_dagger_code_says_so_too(coder: Browser) -> None:
    assert "† dagger" in coder.get("/codes/icd10/A390").main


def test_a_retired_code_says_that_it_is_not_to_be_used(coder: Browser) -> None:
    text = coder.get("/codes/opcs4/L741").main
    assert "Not to be used any more" in text


def test_neighbours_stand_before_and_after(coder: Browser) -> None:
    links = {link.text: link.href for link in coder.get("/codes/icd10/S72").links}
    assert links["S71 Open wound of hip and thigh"] == "/codes/icd10/S71"
    assert links["S73 Dislocation, sprain and strain of joint and ligaments of hip"] == "/codes/icd10/S73"


def test_the_neighbour_of_the_last_code_of_a_category_is_the_first_of_the_next(coder: Browser) -> None:
    page = coder.get("/codes/icd10/S7291")
    assert any(link.text.startswith("S73.0 ") for link in page.links)


def test_the_first_and_the_last_entry_have_one_neighbour(coder: Browser) -> None:
    assert "Before" not in coder.get("/codes/icd10/A00").main
    assert "After" not in coder.get("/codes/opcs4/Z").main


@pytest.mark.parametrize("written", ["S72.00", "s72.00", "s7200"])
def test_a_code_written_another_way_leads_to_its_page(coder: Browser, written: str) -> None:
    assert coder.get(f"/codes/icd10/{written}", 302).location == "/codes/icd10/S7200"


def test_the_bare_category_of_an_undivided_code_leads_to_the_code(coder: Browser) -> None:
    assert coder.get("/codes/icd10/I10", 302).location == "/codes/icd10/I10X"


@pytest.mark.parametrize(
    "path", ["icd10/S7299", "icd10/I84", "icd10/nothing", "icd11/S72", "icd10/S72.0.0", "opcs4/S70-S79"]
)
def test_what_is_not_in_the_list_is_not_found(coder: Browser, path: str) -> None:
    coder.get(f"/codes/{path}", 404)


def test_the_search_box_leads_to_the_results(coder: Browser) -> None:
    found = coder.submit(coder.get("/codes"), {"q": "broken hip"}, form="/codes/find")
    assert found.h1 == "Codes for “broken hip”"
    assert found.link("S72 Fracture of femur") == "/codes/icd10/S72"


def test_the_search_looks_in_the_chosen_classification(coder: Browser) -> None:
    found = coder.submit(coder.get("/codes"), {"q": "grommets", "system": "opcs4"}, form="/codes/find")
    assert any(link.href == "/codes/opcs4/D15" for link in found.links)


def test_the_box_keeps_what_was_typed(coder: Browser) -> None:
    page = coder.get("/codes/find?system=opcs4&q=%22%3E%3Cscript%3E")
    assert [one.get("value") for one in page.elements("input", id="q")] == ['"><script>']


def test_a_search_that_finds_nothing_says_what_to_try(coder: Browser) -> None:
    assert "Try fewer or other words" in coder.get("/codes/find?system=icd10&q=qqqzzz").main


def test_an_empty_search_says_what_to_type(coder: Browser) -> None:
    assert "Type what a doctor or nurse would write" in coder.get("/codes/find?system=icd10&q=").main


def test_a_search_in_no_classification_is_refused(coder: Browser) -> None:
    coder.get("/codes/find?system=icd11&q=hip", 400)


def test_somebody_without_a_role_may_look_codes_up_too(world: World, browse: Callable[[], Browser]) -> None:
    browser = browse()
    browser.sign_in(world.nobody_yet())
    browser.get("/codes/icd10/S72")


def test_a_mock_without_search_leaves_the_tabular_view(
    coder: Browser, allowing: Callable[[LookUp], None]
) -> None:
    allowing(LookUp.TABULAR)
    assert "has no search" in coder.get("/codes").main
    assert not coder.get("/codes/icd10/S72").elements("input", id="q")


def test_a_mock_without_search_refuses_the_results(
    coder: Browser, allowing: Callable[[LookUp], None]
) -> None:
    allowing(LookUp.TABULAR)
    assert "mock without search" in coder.get("/codes/find?system=icd10&q=hip", 409).main


@pytest.mark.parametrize("path", ["/codes", "/codes/icd10/S72", "/codes/icd10/XIX", "/codes/find?q=hip"])
def test_a_mock_with_books_refuses_everything(
    coder: Browser, allowing: Callable[[LookUp], None], path: str
) -> None:
    allowing(LookUp.BOOKS)
    assert "your own books" in coder.get(path, 409).main
