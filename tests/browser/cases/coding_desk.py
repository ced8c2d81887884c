"""Coding a case in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import sign_in
from tests.build import Known

LISTS = {"diagnoses": "Diagnoses", "procedures": "Procedures"}


def open_case(tab: Page, attempt: int, number: int = 1) -> None:
    """Open the page of a case and wait until its script is at work."""
    tab.goto(f"/case-studies/{attempt}/cases/{number}")
    expect(tab.locator(f"#case-{number} [data-keys]")).not_to_have_attribute("hidden", "")


def enter(context: BrowserContext, known: Known, attempt: int, number: int = 1) -> Page:
    """A new tab of a signed-in browser, at one case."""
    tab = context.new_page()
    sign_in(tab, known)
    open_case(tab, attempt, number)
    return tab


def lines(tab: Page, name: str = "diagnoses") -> Locator:
    """The inputs of a list of the case in sight."""
    return tab.locator(f".cr-case:not([hidden]) input[name={name}]")


def codes(tab: Page, name: str = "diagnoses") -> list[str]:
    """What stands in them, the empty line at the end left out."""
    return [one.input_value() for one in lines(tab, name).all()][:-1]


def type_codes(tab: Page, *entered: str, name: str = "diagnoses") -> None:
    """Type codes into the empty line, each followed by Enter, as a coder does."""
    lines(tab, name).last.focus()
    for code in entered:
        tab.keyboard.type(code)
        tab.keyboard.press("Enter")


def tool(tab: Page, which: str, label: str) -> Locator:
    """A button beside a line, such as Up beside "Diagnosis 2"."""
    named = re.compile(f"^{which} ?: {label}$")  # a blank comes before what only a reader of the screen hears
    return tab.locator(".cr-case:not([hidden])").get_by_role("button", name=named)


def fits(tab: Page) -> None:
    """Nothing scrolls sideways, once the page has arranged itself for its window."""
    tab.wait_for_function("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
