"""Refusals and faults are clear pages, or JSON for our scripts; never a trace."""

from __future__ import annotations

from collections.abc import Callable

from tests.page import Browser


def test_an_address_that_is_not_there_gives_a_clear_page(browse: Callable[[], Browser]) -> None:
    page = browse().get("/nothing-here", expect=404)
    assert page.h1 == "Page not found"
