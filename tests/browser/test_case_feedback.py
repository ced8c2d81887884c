"""Choosing a line of a case shows its evidence in the record, and leads back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, close, sign_in
from tests.browser.test_accessibility import overflows, violations
from tests.build import Known, World
from tests.case_studies import coded

pytestmark = pytest.mark.browser

MINE = {
    "code": "M16.0",
    "evidence": [{"document": "preop", "words": "osteoarthritis of the left hip. Night pain"}],
}
ELSEWHERE = {"code": "I10.X", "evidence": [{"document": "preop", "words": "NKDA"}]}
ON = ".cr-words--on"


@pytest.fixture
def address(world: World, amira: Known) -> str:
    """The feedback of a case with a wrong line, and with words linked to two lines."""
    attempt_id = coded.practised(world, amira, "which-cement", [MINE, ELSEWHERE], ["W94.1"])
    return f"/case-studies/{attempt_id}/result/cases/1"


@pytest.fixture
def tab(chrome: Page, amira: Known, address: str) -> Page:
    """That page on a wide window."""
    sign_in(chrome, amira)
    chrome.goto(address)
    return chrome


def choose(tab: Page, line: str) -> None:
    """Choose a line."""
    tab.locator(f"a[data-shows={line}]").click()


def test_at_first_the_evidence_of_every_line_is_marked(tab: Page) -> None:
    expect(tab.locator("#record mark[data-mine]")).to_have_count(4)
    expect(tab.locator("#chosen")).to_be_hidden()


def test_a_chosen_line_marks_its_own_evidence_and_no_other(tab: Page) -> None:
    choose(tab, "diagnoses-1")
    expect(tab.locator(ON)).to_have_text(
        ["Primary", "osteoarthritis of the left hip", ".", "Night pain", "R hip: space kept, no pain"]
    )


def test_mine_and_the_reference_s_are_drawn_apart(tab: Page) -> None:
    choose(tab, "diagnoses-1")
    style = "one => getComputedStyle(one).textDecorationStyle"
    drawn = [tab.locator(ON).nth(place).evaluate(style) for place in (0, 1, 2)]
    assert drawn == ["solid", "double", "wavy"]


def test_what_is_marked_is_said(tab: Page) -> None:
    choose(tab, "diagnoses-1")
    expect(tab.get_by_role("status")).to_have_text(
        "Evidence for M16.1: what the reference rests on is marked, and what you linked is marked."
    )


def test_evidence_that_is_chosen_is_in_sight(tab: Page) -> None:
    choose(tab, "diagnoses-2")
    expect(tab.locator(ON).first).to_be_in_viewport()


def test_the_way_back_leads_to_the_same_line(tab: Page) -> None:
    choose(tab, "diagnoses-2")
    tab.get_by_role("link", name="Back to the line").click()
    expect(tab.locator("a[data-shows=diagnoses-2]")).to_be_focused()


def test_all_evidence_can_be_shown_again(tab: Page) -> None:
    choose(tab, "diagnoses-1")
    tab.get_by_role("button", name="Show the evidence of all lines").click()
    expect(tab.locator(ON)).to_have_count(0)
    expect(tab.get_by_role("status")).to_have_text("The evidence of all lines is marked.")


def test_a_line_can_be_chosen_by_keyboard(tab: Page) -> None:
    tab.locator("a[data-shows=diagnoses-1]").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#record")).to_be_focused()


def test_axe_finds_nothing_with_a_line_chosen(tab: Page) -> None:
    choose(tab, "diagnoses-1")
    assert violations(tab) == []


@pytest.mark.parametrize("width", [360, 320])
def test_on_a_phone_the_record_is_a_view_of_its_own(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 740})
    choose(tab, "diagnoses-1")
    expect(tab.locator("#lines")).to_be_hidden()
    expect(tab.locator(ON).first).to_be_in_viewport()
    assert not overflows(tab)
    tab.get_by_role("link", name="Back to the line").click()
    expect(tab.locator("#line-diagnoses-1")).to_be_in_viewport()


def test_without_script_the_link_leads_to_the_document(
    chromium: Chromium, site: Site, amira: Known, address: str
) -> None:
    context = chromium.new_context(base_url=site.address, java_script_enabled=False)
    tab = context.new_page()
    sign_in(tab, amira)
    tab.goto(address)
    choose(tab, "diagnoses-2")
    assert tab.url.endswith("#page-ward")
    expect(tab.locator("#page-ward-title")).to_be_in_viewport()
    close(context)
