"""A mock of part 2: from case to case, two devices, the end of its time, and the result."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cases.coding_desk import codes, enter, lines, open_case, type_codes
from tests.browser.conftest import sign_in
from tests.browser.mock import expect_saved
from tests.browser.timed_attempts.passing import pass_time
from tests.build import FakeClock, Known, World
from tests.case_studies import coded
from tests.case_studies.desk import stored

pytestmark = [pytest.mark.browser]


@pytest.fixture
def mock(world: World, amira: Known) -> int:
    """A mock of part 2 just begun."""
    return coded.begun(world, amira)


@pytest.fixture
def tab(context: BrowserContext, amira: Known, mock: int) -> Page:
    """Amira at case 1."""
    return enter(context, amira, mock)


def test_moving_between_cases_needs_no_network(context: BrowserContext, tab: Page) -> None:
    context.set_offline(True)
    tab.get_by_role("button", name="Next case").click()
    expect(tab.locator("#place")).to_have_text("Case 2 of 4")
    tab.get_by_role("button", name="Previous case").click()
    expect(tab.locator("#place")).to_have_text("Case 1 of 4")
    context.set_offline(False)


def test_back_goes_to_the_case_before(tab: Page) -> None:
    tab.get_by_role("button", name="Next case").click()
    tab.go_back()
    expect(tab.locator("#place")).to_have_text("Case 1 of 4")


def test_turning_a_page_of_the_record_is_no_other_case(tab: Page) -> None:
    tab.locator("#case-1 .nhsuk-tabs__tab").nth(1).click()
    tab.go_back()
    expect(tab.locator("#place")).to_have_text("Case 1 of 4")


def test_the_review_counts_the_codes_and_finishing_shows_the_result(tab: Page) -> None:
    type_codes(tab, "I10.X", "E11.9")
    expect_saved(tab)
    tab.get_by_role("link", name="Review and finish").click()
    expect(tab.locator("#review-1")).to_have_text("2 diagnoses. No procedures entered.")
    tab.get_by_role("button", name="Finish and hand in").click()
    expect(tab.get_by_role("heading", name="Your result")).to_be_visible()


def test_two_devices_are_shown_both_lists_and_one_is_chosen(
    tab: Page, phone: BrowserContext, world: World, amira: Known, mock: int
) -> None:
    other = enter(phone, amira, mock)
    type_codes(tab, "I10.X")
    expect_saved(tab)
    other.locator(".cr-case:not([hidden]) [data-view=codes]").click()
    type_codes(other, "E11.9")
    expect(other.get_by_text("Yours were: diagnoses E11.9; procedures none")).to_be_visible()
    assert codes(other) == ["I10.X"]
    expect(lines(other).first).to_be_disabled()
    expect(other.locator("#flag-1")).to_be_disabled()
    other.get_by_role("button", name="Use mine instead").click()
    expect_saved(other)
    assert codes(other) == ["E11.9"]
    assert stored(world, mock)["diagnoses"] == ["E11.9"]


def test_when_time_is_over_what_was_entered_is_handed_in(
    context: BrowserContext, world: World, amira: Known, clock: FakeClock, mock: int
) -> None:
    tab = context.new_page()
    tab.clock.install()
    sign_in(tab, amira)
    open_case(tab, mock)
    type_codes(tab, "I10.X")
    pass_time(tab, clock, timedelta(minutes=120))
    expect(tab.get_by_role("heading", name="Time is over")).to_be_visible()
    expect(tab.get_by_text("1 answer handed in.")).to_be_visible()
    assert stored(world, mock)["diagnoses"] == ["I10.X"]
