"""What the axe engine finds on each page. It proves little alone; `tests/page_rules.py` holds the rest."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from app.access import declared
from tests.addresses import Address, Cast, addresses, come_in, samples, url
from tests.browser.conftest import Site
from tests.build import World

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NO_PAGES = {"sittings.time", "codes.found", "pages.home"}  # JSON, and a redirect
PAGES = [one for one in addresses() if one.method == "GET" and one.endpoint not in NO_PAGES]
NARROW = {"width": 360, "height": 740}

pytestmark = pytest.mark.browser


def violations(tab: Page) -> list[str]:
    """What axe holds against the page that the tab shows."""
    found = Axe().run(tab, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def overflows(tab: Page) -> bool:
    """Whether the page is wider than the window, so that one must scroll sideways to read."""
    return bool(tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def fits(tab: Page) -> bool:
    """Whether the page fits, once the menu has arranged itself anew."""
    for _ in range(20):
        if not overflows(tab):
            return True
        tab.wait_for_timeout(50)
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda one: one.endpoint)
def test_axe_finds_nothing_on_a_page_and_it_fits_a_phone(
    context: BrowserContext, chrome: Page, site: Site, app: Flask, world: World, cast: Cast, page: Address
) -> None:
    """As somebody who may open it, on each thing that it may show."""
    asked = declared(app, page.endpoint)
    assert asked
    for sample in samples(cast).get(page.endpoint, [None]):
        fitting = [
            name
            for name, known in cast.actors.items()
            if (name in sample.open_to if sample else asked.admits(known.viewer))
        ]
        if asked.signed_in:
            cookie = come_in(app, world, cast.actors[fitting[0]]).get_cookie("coderready")
            context.add_cookies([{"name": "coderready", "value": cookie.value, "url": site.address}])
        chrome.set_viewport_size({"width": 1280, "height": 900})
        chrome.goto(url(app, page.endpoint, sample.values if sample else {}))
        assert violations(chrome) == []
        chrome.set_viewport_size(NARROW)
        assert fits(chrome), "The page is wider than 360 px"


def test_axe_finds_nothing_on_a_page_that_is_not_there(chrome: Page) -> None:
    chrome.goto("/nothing-here")
    assert violations(chrome) == []


def test_axe_finds_nothing_on_a_form_with_errors(chrome: Page) -> None:
    chrome.goto("/sign-in")
    chrome.get_by_role("button", name="Sign in").click()
    expect(chrome.get_by_role("alert")).to_be_visible()
    assert violations(chrome) == []


def test_axe_would_find_an_input_without_a_label(chrome: Page) -> None:
    chrome.goto("/help")
    chrome.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert any(fault.startswith("label:") for fault in violations(chrome))


def test_a_page_that_is_too_wide_would_be_found(chrome: Page) -> None:
    chrome.set_viewport_size(NARROW)
    chrome.goto("/help")
    chrome.evaluate("document.querySelector('h1').textContent = 'x'.repeat(200)")
    chrome.evaluate("document.querySelector('h1').style.overflowWrap = 'normal'")
    assert not fits(chrome)
