"""The result page in a real browser: choosing in place, printing, and what a closed page left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from app.sittings.models import LateAnswer
from tests.browser.conftest import Site, sign_in
from tests.browser.mock import choose, close_off_line, enter, expect_kept, kept, press_next, scrolls_sideways
from tests.browser.test_accessibility import violations
from tests.build import FakeClock, Known, World
from tests.knowledge_test import sitting

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
FOUR_HUNDRED_PER_CENT = {"width": 320, "height": 256}


@pytest.fixture
def result(world: World, amira: Known) -> int:
    """A mock of Amira's with five wrong and one flag."""
    return sitting.handed_in(world, amira, right=range(1, 36), wrong=range(36, 41), flagged=[2])


@pytest.fixture
def tab(context: BrowserContext, amira: Known, result: int) -> Page:
    """Amira before her result."""
    opened = context.new_page()
    sign_in(opened, amira)
    opened.goto(f"/multiple-choice/{result}/result")
    return opened


def in_sight(tab: Page) -> int:
    """How many questions the page shows."""
    return tab.locator(".cr-marked:visible").count()


def test_choosing_shows_the_questions_in_place_and_says_how_many(tab: Page) -> None:
    tab.evaluate("window.same = true")
    tab.get_by_role("link", name="All (40)").click()
    expect(tab.get_by_text("40 questions shown")).to_be_visible()
    assert (in_sight(tab), tab.evaluate("window.same")) == (40, True)


def test_the_focus_stays_where_one_chose_and_the_choice_is_marked(tab: Page) -> None:
    link = tab.get_by_role("link", name="Flagged (1)")
    link.press("Enter")
    expect(tab.locator("#shown-count")).to_have_text("1 question shown")
    expect(link).to_be_focused()
    expect(tab.locator("#which-links [aria-current]")).to_have_text("Flagged (1)")


def test_what_was_opened_stays_open(tab: Page) -> None:
    tab.locator("#question-36 summary").click()
    tab.get_by_role("link", name="All (40)").click()
    expect(tab.locator("#question-36 .cr-stem")).to_be_visible()


def test_the_address_follows_so_that_a_reload_shows_the_same(tab: Page) -> None:
    tab.get_by_role("link", name="Flagged (1)").click()
    tab.wait_for_url("**/result?show=flagged*")
    tab.reload()
    assert in_sight(tab) == 1


def test_where_nothing_is_wrong_the_choice_says_so(context: BrowserContext, world: World) -> None:
    ben = world.apprentice("Ben Ode")
    mock = sitting.handed_in(world, ben, right=range(1, 41))
    tab = context.new_page()
    sign_in(tab, ben)
    tab.goto(f"/multiple-choice/{mock}/result")
    expect(tab.get_by_text("Nothing wrong to show.")).to_be_visible()
    tab.get_by_role("link", name="Flagged (0)").click()
    expect(tab.get_by_text("Nothing wrong to show.")).to_be_hidden()
    expect(tab.get_by_text("You flagged no question.")).to_be_visible()
    tab.get_by_role("link", name="Wrong or unanswered (0)").click()
    expect(tab.get_by_text("Nothing wrong to show.")).to_be_visible()


def test_on_a_phone_a_select_takes_the_place_of_the_links(tab: Page) -> None:
    expect(tab.get_by_label("Questions to show", exact=True)).to_be_hidden()
    tab.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(tab.get_by_role("link", name="All (40)")).to_be_hidden()
    tab.get_by_label("Questions to show", exact=True).select_option("all")
    expect(tab.locator("#shown-count")).to_have_text("40 questions shown")
    assert in_sight(tab) == 40


def test_without_script_the_select_has_a_button(
    chromium: Chromium, site: Site, amira: Known, result: int
) -> None:
    plain = chromium.new_context(base_url=site.address, java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    tab = plain.new_page()
    sign_in(tab, amira)
    tab.goto(f"/multiple-choice/{result}/result")
    tab.get_by_label("Questions to show", exact=True).select_option("flagged")
    tab.get_by_role("button", name="Show").click()
    expect(tab.locator("#shown-count")).to_have_text("1 question shown")
    assert in_sight(tab) == 1
    plain.close()


def test_the_print_button_prints(context: BrowserContext, tab: Page) -> None:
    context.add_init_script("window.print = () => { window.printed = true; }")
    tab.get_by_role("link", name="Print view").click()
    tab.get_by_role("button", name="Print").click()
    assert tab.evaluate("window.printed") is True


def test_on_paper_there_is_nothing_to_press(tab: Page) -> None:
    tab.get_by_role("link", name="Print view").click()
    expect(tab.get_by_role("button", name="Print")).to_be_visible()
    tab.emulate_media(media="print")
    pressed = tab.locator("button, select, .nhsuk-back-link, nav").locator("visible=true")
    expect(pressed).to_have_count(0)


def test_on_paper_every_reason_can_be_read(tab: Page) -> None:
    tab.get_by_role("link", name="Print view").click()
    expect(tab.get_by_role("button", name="Print")).to_be_visible()
    tab.emulate_media(media="print")
    expect(tab.locator(".cr-reason__why:visible")).to_have_count(160)


# ---- What a page that was closed off-line left on the device ----


@pytest.fixture
def left(context: BrowserContext, world: World, amira: Known) -> int:
    """A mock that was handed in elsewhere; two of its answers are on this device only."""
    mock = world.start(amira)
    tab = enter(context, amira, mock)
    context.set_offline(True)
    choose(tab, 2)
    press_next(tab)
    choose(tab, 3)
    expect_kept(tab)
    close_off_line(context, tab)
    world.finish(amira, mock)
    return mock


def late(world: World) -> dict[int, str]:
    """What was kept apart, by question."""
    with world.reading() as db:
        return {one.slot: one.value for one in db.scalars(select(LateAnswer))}


def test_the_result_page_sends_what_was_left_and_lists_it(
    context: BrowserContext, world: World, left: int
) -> None:
    tab = context.new_page()
    tab.goto(f"/multiple-choice/{left}/result")
    expect(tab.get_by_role("heading", name="2 answers came too late and do not count")).to_be_visible()
    assert (late(world), kept(tab)) == ({1: "2", 2: "3"}, [])


def test_the_time_of_the_device_goes_with_it(context: BrowserContext, left: int) -> None:
    tab = context.new_page()
    tab.goto(f"/multiple-choice/{left}/result")
    expect(tab.get_by_role("heading", name="came too late")).to_be_visible()
    expect(tab.get_by_text("not told")).to_have_count(0)


@pytest.mark.parametrize("how", ["no line", "signed out"])
def test_what_cannot_be_sent_stays_on_the_device(
    context: BrowserContext, world: World, left: int, how: str
) -> None:
    tab = context.new_page()
    if how == "no line":
        tab.route("**/finish", lambda route: route.abort())
    else:
        tab.route("**/finish", lambda route: route.fulfill(status=401, json={"error": "signed-out"}))
    with tab.expect_request("**/finish"):
        tab.goto(f"/multiple-choice/{left}/result")
    tab.wait_for_load_state("networkidle")
    assert (late(world), len(kept(tab))) == ({}, 2)


def test_one_that_nobody_can_read_does_not_keep_the_others_back(
    context: BrowserContext, world: World, amira: Known, left: int
) -> None:
    tab = context.new_page()
    tab.goto("/help")
    tab.evaluate(
        "(key) => localStorage.setItem(key, JSON.stringify({ slot: 4, writer: 'old', value: 'B', at: 1 }))",
        f"coderready.attempt.{left}.{amira.id}.old.4",
    )
    tab.goto(f"/multiple-choice/{left}/result")
    expect(tab.get_by_role("heading", name="2 answers came too late")).to_be_visible()
    assert late(world) == {1: "2", 2: "3"}


def test_what_somebody_else_left_is_not_sent(context: BrowserContext, world: World, left: int) -> None:
    ben = world.apprentice("Ben Ode")
    theirs = sitting.handed_in(world, ben, right=[1])
    context.clear_cookies()
    tab = context.new_page()
    sign_in(tab, ben)
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(request.method))
    tab.goto(f"/multiple-choice/{theirs}/result")
    tab.wait_for_load_state("networkidle")
    assert ("POST" in sent, late(world), len(kept(tab))) == (False, {}, 2)


# ---- For everybody ----


@pytest.fixture
def arrive(context: BrowserContext, world: World, clock: FakeClock, amira: Known) -> Callable[[str], Page]:
    """Brings a tab to one of the states of a result."""

    def page(state: str) -> Page:
        marks = [30, 40, 40, 40, *range(5, 14)] if state == "many mocks" else [30, 12]
        for right in marks:
            clock.advance(timedelta(minutes=1))
            mock = sitting.handed_in(world, amira, right=range(1, right + 1))
        tab = enter(context, amira, world.start(amira)) if state == "withheld" else context.new_page()
        if state != "withheld":
            sign_in(tab, amira)
        if state == "late answers":
            tab.goto(f"/multiple-choice/{mock}/result")
            tab.evaluate(LEAVE, f"coderready.attempt.{mock}.{amira.id}.old.4")
        tab.goto(f"/multiple-choice/{mock}/result" + ("?view=print" if state == "print view" else ""))
        if state == "late answers":
            expect(tab.locator("#late")).to_be_visible()
        return tab

    return page


LEAVE = """(key) => localStorage.setItem(key, JSON.stringify(
  { slot: 4, base: 1, change: 1, writer: "old", value: "2", flagged: false, at: 1 }))"""
STATES = ("two mocks", "many mocks", "late answers", "withheld", "print view")


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_wrong_and_nothing_scrolls_sideways(
    arrive: Callable[[str], Page], state: str
) -> None:
    tab = arrive(state)
    for details in tab.locator("details:visible").all():
        details.evaluate("(one) => { one.open = true; }")
    for size in (WIDE, PHONE, FOUR_HUNDRED_PER_CENT):
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        assert violations(tab) == []
        assert not scrolls_sideways(tab)
