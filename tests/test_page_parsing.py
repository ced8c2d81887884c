"""A page that was parsed before is not parsed again; one that differs in anything but drawn values is."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import tostring

import html5lib
import pytest
from flask import Flask

from tests import page_parsing
from tests.page import Browser
from tests.page_parsing import parsed

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Sign in</title></head><body><h1>Sign in</h1>
<div data-writer="Xy-1" data-csrf="a.b.c"></div>
<form><input type="hidden" name="csrf_token" value="a.b.c"><input type="hidden" name="writer" value="Xy-1">
<button>Go</button></form></body></html>"""


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """An entry for each time that a page is parsed."""
    found: list[None] = []

    class Counted(html5lib.HTMLParser):  # type: ignore[misc]
        def parse(self, *given: object, **named: object) -> object:
            found.append(None)
            return super().parse(*given, **named)

    page_parsing._parsed_once.cache_clear()
    monkeypatch.setattr(html5lib, "HTMLParser", Counted)
    return found


@pytest.mark.parametrize(("token", "writer"), [("a.b.c", "Xy-1"), ("Q-1.w_2.e3", "_"), ("same", "same")])
def test_a_page_with_other_drawn_values_keeps_its_own(times: list[None], token: str, writer: str) -> None:
    parsed(PAGE)
    page = PAGE.replace("a.b.c", token).replace("Xy-1", writer)
    tree, _ = parsed(page)
    assert tostring(tree) == tostring(html5lib.HTMLParser(namespaceHTMLElements=False).parse(page))


def test_a_page_that_differs_in_its_drawn_values_only_is_parsed_once(times: list[None]) -> None:
    for token in ("a.b.c", "Q-1.w_2.e3"):
        parsed(PAGE.replace("a.b.c", token).replace("Xy-1", f"writer-{token}"))
    assert len(times) == 1


@pytest.mark.parametrize(
    ("good", "other"),
    [
        ("Go", "Stop"),
        ("<button>", "<button >"),
        ("</h1>", "</h2>"),
        ('"a.b.c"', '"a.b.<"'),
        ('"a.b.c"', '"a.b.c" onclick="go()"'),
        ('"a.b.c"', "a.b.c"),
        ('"Xy-1"', '"Xy 1"'),
        ('data-csrf="a.b.c"', 'data-csrf="another"'),  # the two were one and the same
        (' name="csrf_token"', ' name="token"'),
        ('type="hidden"', 'type="text"'),
    ],
)
def test_a_page_that_differs_in_anything_else_is_parsed_anew(
    times: list[None], good: str, other: str
) -> None:
    assert good in PAGE
    parsed(PAGE)
    page = PAGE.replace(good, other)
    tree, errors = parsed(page)
    assert len(times) >= 2
    fresh = html5lib.HTMLParser(namespaceHTMLElements=False)
    assert tostring(tree) == tostring(fresh.parse(page))
    assert errors == fresh.errors


def test_what_is_wrong_is_told_each_time(times: list[None]) -> None:
    bad = PAGE.replace("</h1>", "</h2>")
    first, again = parsed(bad)[1], parsed(bad)[1]
    assert first
    assert first == again


def test_who_changes_a_tree_changes_no_other(times: list[None]) -> None:
    parsed(PAGE)[0].clear()
    assert tostring(parsed(PAGE)[0]) == tostring(html5lib.HTMLParser(namespaceHTMLElements=False).parse(PAGE))


def test_a_page_of_the_site_that_is_met_again_is_not_parsed_again(
    times: list[None], browse: Callable[[], Browser]
) -> None:
    tokens = [browse().get("/sign-in").forms[0].values for _ in range(2)]
    assert len(times) == 1
    assert tokens[0] != tokens[1]


def test_a_bad_page_is_refused_however_often_it_comes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.view_functions, "accounts.sign_in", lambda: PAGE.replace("</h1>", "</h2>"))
    for _ in range(2):
        with pytest.raises(AssertionError, match="is a bad page"):
            Browser(app).get("/sign-in")
