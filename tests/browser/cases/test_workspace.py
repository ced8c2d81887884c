"""The workspace of a case: typing, moving, what is echoed, searching, linking, asking, and being saved."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cases.coding_desk import codes, enter, fits, lines, open_case, tool, type_codes
from tests.browser.mock import expect_kept, expect_saved
from tests.build import Known, World
from tests.case_studies import coded
from tests.case_studies.desk import stored

pytestmark = [pytest.mark.browser]
CASE = "last-three-steps"


@pytest.fixture
def practice(world: World, amira: Known) -> int:
    """A case just opened for practice."""
    return coded.opened(world, amira, CASE)


@pytest.fixture
def mock(world: World, amira: Known) -> int:
    """A mock of part 2 just begun."""
    return coded.begun(world, amira)


@pytest.fixture
def tab(context: BrowserContext, amira: Known, practice: int) -> Page:
    """Amira at the case she practises."""
    return enter(context, amira, practice)


def test_codes_are_typed_by_keyboard_alone_and_saved(tab: Page, world: World, practice: int) -> None:
    type_codes(tab, "S52.50", "W10.5")
    type_codes(tab, "W20.1", name="procedures")
    expect_saved(tab)
    assert stored(world, practice) == {"diagnoses": ["S52.50", "W10.5"], "procedures": ["W20.1"]}


def test_what_was_typed_is_there_after_the_browser_was_killed(
    context: BrowserContext, tab: Page, practice: int
) -> None:
    type_codes(tab, "S52.50")
    expect_saved(tab)
    tab.close()
    again = context.new_page()
    open_case(again, practice)
    assert codes(again) == ["S52.50"]


def test_an_arrow_with_alt_moves_a_line_and_the_focus_goes_along(
    tab: Page, world: World, practice: int
) -> None:
    type_codes(tab, "W10.5", "S52.50")
    lines(tab).nth(1).focus()
    tab.keyboard.press("Alt+ArrowUp")
    assert codes(tab) == ["S52.50", "W10.5"]
    expect(lines(tab).first).to_be_focused()
    expect_saved(tab)
    assert stored(world, practice)["diagnoses"] == ["S52.50", "W10.5"]


def test_buttons_move_a_line_and_say_where_it_is_now(tab: Page) -> None:
    type_codes(tab, "W10.5", "S52.50")
    tool(tab, "Up", "Diagnosis 2").click()
    expect(tab.get_by_text("S52.50 is now line 1.")).to_be_visible()
    assert codes(tab) == ["S52.50", "W10.5"]


def test_a_removed_line_comes_back(tab: Page, world: World, practice: int) -> None:
    type_codes(tab, "S52.50", "W10.5")
    tool(tab, "Remove", "Primary diagnosis").click()
    assert codes(tab) == ["W10.5"]
    tab.get_by_role("button", name="Undo").click()
    assert codes(tab) == ["S52.50", "W10.5"]
    expect_saved(tab)
    assert stored(world, practice)["diagnoses"] == ["S52.50", "W10.5"]


def test_the_echo_says_what_was_understood_and_what_is_wrong(tab: Page) -> None:
    type_codes(tab, "i10", "S72.0")
    expect(tab.get_by_text("I10.X Essential (primary) hypertension")).to_be_visible()
    expect(tab.get_by_text("S72.0 needs a fifth character.")).to_be_visible()


def test_clinical_words_bring_suggestions_and_a_choice_puts_in_its_code(
    tab: Page, world: World, practice: int
) -> None:
    lines(tab).first.press_sequentially("inguinal hernia", delay=20)
    expect(tab.get_by_role("option").first).to_be_visible()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(lines(tab).first).to_have_value(re.compile(r"^K40"))
    expect_saved(tab)
    assert stored(world, practice)["diagnoses"][0].startswith("K40")


def test_enter_opens_the_next_line_while_suggestions_are_shown(tab: Page) -> None:
    lines(tab).first.press_sequentially("S52.50", delay=20)
    expect(tab.get_by_role("option").first).to_be_visible()
    tab.keyboard.press("Enter")
    tab.keyboard.type("W10.5")
    assert codes(tab) == ["S52.50", "W10.5"]


def test_words_longer_than_a_line_takes_are_cut_and_the_rest_is_saved(
    tab: Page, world: World, practice: int
) -> None:
    long = "closed fracture of the lower end of the left radius after a fall on the stairs"
    lines(tab).first.press_sequentially(long)
    tab.keyboard.press("Enter")
    tab.keyboard.type("W10.5")
    expect_saved(tab)
    assert stored(world, practice)["diagnoses"] == [long[:60].strip(), "W10.5"]


def test_leaving_the_input_chooses_nothing(tab: Page) -> None:
    lines(tab).first.press_sequentially("inguinal hernia", delay=20)
    expect(tab.get_by_role("option").first).to_be_visible()
    lines(tab, "procedures").first.focus()
    expect(lines(tab).first).to_have_value("inguinal hernia")


def test_a_mock_with_books_brings_no_suggestions(context: BrowserContext, amira: Known, mock: int) -> None:
    tab = enter(context, amira, mock)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url) if "/codes/" in request.url else None)
    lines(tab).first.press_sequentially("hernia", delay=20)
    expect_saved(tab)
    assert not asked
    assert not tab.locator("input[role=combobox]").count()


def test_a_hint_says_which_way_a_line_is_wrong(tab: Page) -> None:
    type_codes(tab, "S52.51")
    expect_saved(tab)
    tool(tab, "Check this line", "Primary diagnosis").click()
    expect(tab.get_by_text("Right to the fourth character. Look at the fifth.")).to_be_visible()


def test_a_check_waits_for_what_was_just_typed(tab: Page) -> None:
    type_codes(tab, "S52.51")
    expect_saved(tab)
    lines(tab).first.fill("S52.50")
    tool(tab, "Check this line", "Primary diagnosis").click()
    expect(tab.get_by_text("Right code, right place.")).to_be_visible()


def test_words_are_linked_to_a_line_by_keyboard(tab: Page, world: World, practice: int) -> None:
    type_codes(tab, "S52.50")
    tool(tab, "Link evidence", "Primary diagnosis").press("Enter")
    pick = tab.get_by_label("Paragraph of the record")
    expect(pick).to_be_focused()
    pick.select_option(index=1)
    words = tab.get_by_label(re.compile("^The words that justify this code"))
    first = " ".join(words.input_value().split()[:3])
    words.fill(first)
    tab.get_by_role("button", name="Link to this line").press("Enter")
    expect(tab.get_by_text(f"“{first}”")).to_be_visible()
    expect_saved(tab)


def test_words_that_do_not_stand_in_the_record_are_not_linked(tab: Page) -> None:
    type_codes(tab, "S52.50")
    tool(tab, "Link evidence", "Primary diagnosis").click()
    tab.get_by_label(re.compile("^The words that justify this code")).fill("a broken nose")
    tab.get_by_role("button", name="Link to this line").click()
    expect(tab.get_by_text("These words do not stand in the record.")).to_be_visible()


def test_words_are_found_in_the_record_and_counted(tab: Page) -> None:
    tab.get_by_label("Find in the record").fill("wrist")
    expect(tab.get_by_text(re.compile(r"^\d+ found: "))).to_be_visible()
    tab.get_by_label("Find in the record").fill("xylophone")
    expect(tab.get_by_text("Not found in this record.")).to_be_visible()


def test_a_query_brings_its_answer_without_leaving_the_page(
    context: BrowserContext, world: World, amira: Known
) -> None:
    tab = enter(context, amira, coded.opened(world, amira, "black-stools"))
    type_codes(tab, "K26.4")
    tab.get_by_text("Raise a query").click()
    tab.get_by_label("What it is about").select_option("cause")
    tab.get_by_label("Your query").fill("Is the anaemia due to the bleeding ulcer?")
    tab.get_by_role("button", name="Send the query").click()
    expect(tab.get_by_text("Acute anaemia from blood loss, caused by the bleeding ulcer.")).to_be_visible()
    assert codes(tab) == ["K26.4"]


def test_without_a_line_codes_are_kept_and_sent_when_it_is_back(
    context: BrowserContext, tab: Page, world: World, practice: int
) -> None:
    context.set_offline(True)
    type_codes(tab, "S52.50", "S80.0")
    expect_kept(tab)
    context.set_offline(False)
    expect_saved(tab)
    assert stored(world, practice)["diagnoses"] == ["S52.50", "S80.0"]


def test_on_a_phone_record_and_codes_are_two_views_and_nothing_scrolls_sideways(tab: Page) -> None:
    tab.set_viewport_size({"width": 360, "height": 740})
    expect(tab.get_by_label("Find in the record")).to_be_visible()
    expect(lines(tab).first).to_be_hidden()
    tab.get_by_role("button", name="Codes (0)").click()
    expect(lines(tab).first).to_be_visible()
    expect(tab.get_by_label("Find in the record")).to_be_hidden()
    type_codes(tab, "S52.50")
    expect(tab.get_by_role("button", name="Codes (1)")).to_be_visible()
    fits(tab)


def test_at_400_per_cent_nothing_scrolls_sideways(tab: Page) -> None:
    tab.set_viewport_size({"width": 320, "height": 225})
    fits(tab)
