"""What the axe engine finds on each page. It proves little alone; `tests/page_rules.py` holds the rest."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PUBLIC = ("/sign-in", "/help", "/privacy", "/accessibility", "/nothing-here")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = pytest.mark.browser


def violations(tab: Page) -> list[str]:
    """What axe holds against the page that the tab shows."""
    found = Axe().run(tab, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("address", PUBLIC)
def test_axe_finds_nothing_wrong_with_a_public_page(chrome: Page, address: str) -> None:
    chrome.goto(address)
    assert violations(chrome) == []


def test_axe_would_find_an_input_without_a_label(chrome: Page) -> None:
    chrome.goto("/help")
    chrome.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert any(fault.startswith("label:") for fault in violations(chrome))
