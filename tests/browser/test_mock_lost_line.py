"""A mock whose network or browser fails: nothing that was answered is lost, and the page says how it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.mock import (
    choose,
    chosen,
    close_off_line,
    enter,
    expect_kept,
    expect_saved,
    kept,
    open_question,
    press_next,
    saved,
)
from tests.build import Known, World
from tests.sittings import answers

pytestmark = pytest.mark.browser

# In a page with this, a save is under way long enough for somebody to click meanwhile.
SLOW_SAVING = """
  const send = window.fetch;
  window.fetch = async (...call) => {
    if (String(call[0]).endsWith("/answers")) await new Promise((go) => setTimeout(go, 1500));
    return send(...call);
  };
"""


@pytest.fixture
def tab(context: BrowserContext, amira: Known, mock: int) -> Page:
    """Amira at question 1."""
    return enter(context, amira, mock)


def answer_off_line(context: BrowserContext, tab: Page, places: tuple[int, ...]) -> None:
    """Lose the network, then answer one question after the other."""
    context.set_offline(True)
    for place in places:
        choose(tab, place)
        press_next(tab)
    expect_kept(tab)


def test_off_line_the_page_says_that_it_could_not_save_and_that_nothing_is_lost(
    context: BrowserContext, tab: Page
) -> None:
    context.set_offline(True)
    choose(tab, 2)
    expect_kept(tab)


def test_off_line_a_further_answer_does_not_look_as_if_it_were_being_saved(
    context: BrowserContext, tab: Page
) -> None:
    answer_off_line(context, tab, (1, 2))
    choose(tab, 3)
    assert saved(tab).text_content() == "Not saved, trying again. Kept on this device"


def test_off_line_one_can_move_and_answer_as_before(context: BrowserContext, tab: Page) -> None:
    answer_off_line(context, tab, (1, 2, 3, 4))
    expect(tab.locator("#place")).to_have_text("Question 5 of 40")
    expect(tab.locator("#unanswered-count")).to_have_text("36")


def test_on_line_again_everything_is_sent_and_the_page_says_when(
    context: BrowserContext, tab: Page, world: World, mock: int
) -> None:
    answer_off_line(context, tab, (1, 2, 3, 4))
    context.set_offline(False)
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "1", 2: "2", 3: "3", 4: "4"}


def test_what_was_sent_is_no_longer_kept_on_the_device(context: BrowserContext, tab: Page) -> None:
    answer_off_line(context, tab, (1, 2))
    assert len(kept(tab)) == 2
    context.set_offline(False)
    expect_saved(tab)
    assert kept(tab) == []


def test_of_several_changes_of_one_answer_the_last_is_sent(
    context: BrowserContext, tab: Page, world: World, mock: int
) -> None:
    context.set_offline(True)
    for place in (1, 2, 3):
        choose(tab, place)
    expect_kept(tab)
    context.set_offline(False)
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "3"}


def test_a_page_that_was_closed_off_line_sends_what_it_kept_when_it_is_opened_again(
    context: BrowserContext, tab: Page, world: World, mock: int
) -> None:
    answer_off_line(context, tab, (1, 2, 3))
    close_off_line(context, tab)
    again = context.new_page()
    open_question(again, mock, 2)
    assert chosen(again) == "2"
    expect_saved(again)
    assert answers.values(world, mock) == {1: "1", 2: "2", 3: "3"}


def test_what_a_closed_page_kept_is_sent_once(
    context: BrowserContext, tab: Page, world: World, mock: int
) -> None:
    answer_off_line(context, tab, (1,))
    close_off_line(context, tab)
    again = context.new_page()
    open_question(again, mock)
    expect_saved(again)
    assert kept(again) == []
    assert answers.slot(world, mock, 1).revision == 1


def test_a_tab_that_is_killed_in_the_middle_of_a_save_comes_back_with_the_answer(
    context: BrowserContext, tab: Page, world: World, mock: int
) -> None:
    tab.route("**/answers", lambda _route: None)  # the request leaves, and no answer ever comes
    choose(tab, 3)
    expect(saved(tab)).to_have_text("Saving…")
    tab.close()
    again = context.new_page()
    open_question(again, mock)
    assert chosen(again) == "3"
    expect_saved(again)
    assert answers.values(world, mock) == {1: "3"}


def test_an_answer_whose_acknowledgement_was_lost_is_not_counted_twice(
    tab: Page, world: World, mock: int
) -> None:
    lost: list[int] = []

    def lose_the_first_reply(route: object) -> None:
        if not lost:
            lost.append(route.fetch().status)  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    tab.route("**/answers", lose_the_first_reply)
    choose(tab, 3)
    expect_saved(tab)
    assert (lost, answers.slot(world, mock, 1).revision) == ([200], 1)


def test_a_fault_of_the_site_is_tried_again_and_never_leaves_the_page(
    tab: Page, world: World, mock: int
) -> None:
    tab.route("**/answers", lambda route: route.fulfill(status=500, body="broken"))
    choose(tab, 3)
    expect_kept(tab)
    tab.unroute("**/answers")
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "3"}


def test_an_answer_of_something_else_than_the_site_is_no_acknowledgement(
    tab: Page, world: World, mock: int
) -> None:
    """Guest networks answer everything with a page of their own, and call it a success."""
    tab.route("**/answers", lambda route: route.fulfill(status=200, body="<h1>Guest network</h1>"))
    choose(tab, 3)
    expect_kept(tab)
    assert len(kept(tab)) == 1
    tab.unroute("**/answers")
    expect_saved(tab)
    assert answers.values(world, mock) == {1: "3"}


def test_finishing_off_line_waits_and_then_hands_everything_in(
    context: BrowserContext, tab: Page, world: World, amira: Known, mock: int
) -> None:
    answer_off_line(context, tab, (1, 2))
    tab.locator("#to-review").click()
    tab.get_by_role("button", name="Finish and hand in").click()
    expect(tab.locator("#stopped-title")).to_have_text("Not handed in yet")
    context.set_offline(False)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Your result")
    assert answers.values(world, mock) == {1: "1", 2: "2"}


def test_whoever_cannot_hand_in_for_want_of_a_line_may_go_on_answering(
    context: BrowserContext, tab: Page, world: World, mock: int
) -> None:
    context.set_offline(True)
    tab.locator("#to-review").click()
    tab.get_by_role("button", name="Finish and hand in").click()
    tab.get_by_role("button", name="Go on answering").click()
    tab.locator("#cell-3").click()
    choose(tab, 2)
    context.set_offline(False)
    expect_saved(tab)
    assert (answers.attempt(world, mock).state, answers.values(world, mock)) == ("running", {3: "2"})


def test_while_a_mock_is_being_handed_in_no_question_is_in_reach(context: BrowserContext, tab: Page) -> None:
    context.set_offline(True)
    tab.locator("#to-review").click()
    tab.get_by_role("button", name="Finish and hand in").click()
    expect(tab.locator("#stopped-title")).to_have_text("Not handed in yet")
    expect(tab.locator("#paper")).to_be_hidden()


def test_an_answer_chosen_while_the_one_of_a_closed_page_is_sent_is_the_one_that_counts(
    context: BrowserContext, tab: Page, world: World, mock: int
) -> None:
    context.set_offline(True)
    choose(tab, 2)
    expect_kept(tab)
    close_off_line(context, tab)
    context.add_init_script(SLOW_SAVING)
    again = context.new_page()
    open_question(again, mock)
    choose(again, 3)
    expect_saved(again)
    assert (chosen(again), answers.values(world, mock)) == ("3", {1: "3"})


def test_an_old_change_that_nobody_can_read_does_not_keep_a_mock_from_being_handed_in(
    context: BrowserContext, tab: Page, amira: Known, mock: int
) -> None:
    tab.evaluate(
        "(key) => localStorage.setItem(key, JSON.stringify({ slot: 2, writer: 'old', value: 'B', at: 1 }))",
        f"coderready.attempt.{mock}.{amira.id}.old.2",
    )
    context.route("**/answers", lambda route: route.abort())
    again = context.new_page()
    open_question(again, mock)
    expect_kept(again)
    again.locator("#to-review").click()
    again.get_by_role("button", name="Finish and hand in").click()
    expect(again.locator("#stopped-title")).to_have_text("Handed in")
    expect(again.locator("#stopped-words")).to_have_text("0 answers handed in. 1 change could not be read.")
