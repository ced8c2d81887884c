"""A browser without a window. It refuses a bad page, so a test of a journey also tests every page on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.build import Known
from tests.page_forms import Form, chosen_form, read_form
from tests.page_parsing import parsed
from tests.page_rules import faults_of
from tests.page_text import seen_text, words


@dataclass(frozen=True)
class Link:
    """A link of a page."""

    text: str
    href: str


@dataclass(frozen=True)
class Page:
    """An answer of the site."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: str
    is_html: bool
    tree: Element | None = field(repr=False)

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("Location", "")

    @cached_property
    def title(self) -> str:
        """The words of the title."""
        return words(next(iter(self._all("title"))))

    @cached_property
    def h1(self) -> str:
        """The words of the one heading."""
        return words(next(iter(self._all("h1"))))

    @cached_property
    def text(self) -> str:
        """What can be read on the page, white space made single."""
        assert self.tree is not None
        return seen_text(self.tree)

    @cached_property
    def main(self) -> str:
        """What can be read in the main part of the page."""
        return seen_text(next(iter(self._all("main"))))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link, in order."""
        return tuple(Link(words(a), a.get("href", "")) for a in self._all("a") if a.get("href"))

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Every form, in order."""
        main = next(iter(self._all("main")), None)
        inside = {id(one) for one in main.iter("form")} if main is not None else set()
        return tuple(
            read_form(one, self.address, in_main=id(one) in inside, rest=self._all("button"))
            for one in self._all("form")
        )

    def link(self, text: str) -> str:
        """The address of the one link that reads `text`."""
        found = {one.href for one in self.links if one.text == text}
        assert len(found) == 1, f"{len(found)} links read {text!r} among {[one.text for one in self.links]}"
        return found.pop()

    def rows(self, caption: str = "") -> list[list[str]]:
        """The cells of the body of a table, by the beginning of its caption."""
        for table in self._all("table"):
            named = next(iter(table.iter("caption")), None)
            if not caption or (named is not None and words(named).startswith(caption)):
                return [
                    [words(cell) for cell in row if cell.tag in ("td", "th")]
                    for body in table.iter("tbody")
                    for row in body.iter("tr")
                ]
        raise AssertionError(f"No table's caption begins with {caption!r}")

    def elements(self, tag: str = "*", **attributes: str) -> list[Element]:
        """Elements by tag and attributes (`class_="x"` for one of the classes)."""
        return [
            one
            for one in self._all(tag)
            if all(
                value in one.get("class", "").split()
                if name == "class_"
                else one.get(name.replace("_", "-")) == value
                for name, value in attributes.items()
            )
        ]

    def _all(self, tag: str) -> list[Element]:
        assert self.tree is not None, f"{self.address} answered {self.status} without a page"
        return [one for one in self.tree.iter(tag) if isinstance(one.tag, str)]


class Browser:
    """Somebody at a browser without script: cookies, pages, forms."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Page | None = None
        self._token: str | None = None

    def get(self, path: str, expect: int = 200, headers: Mapping[str, str] | None = None) -> Page:
        """Open an address."""
        return self._taken(self.client.get(path, headers=headers), expect)

    def post(
        self, path: str, fields: Mapping[str, Any] | None = None, expect: int = 302, *, token: bool = True
    ) -> Page:
        """Post fields as they are; the form token is added, unless `token` is off."""
        sent = MultiDict(fields or {})
        if token and "csrf_token" not in sent:
            sent["csrf_token"] = self.token()
        return self._taken(self.client.post(path, data=sent), expect)

    def follow(self, expect: int = 200) -> Page:
        """Go where the last answer sends, and on until there is a page."""
        assert self.page is not None
        assert self.page.location, f"{self.page.address} answered {self.page.status} and sends nowhere"
        for _ in range(5):
            address = urljoin(self.page.address, self.page.location)
            page = self._taken(self.client.get(address), None)
            if not page.location:
                assert page.status == expect, f"{address} answered {page.status}, not {expect}"
                return page
        raise AssertionError(f"{self.page.address} sends round in circles")

    def submit(
        self,
        page: Page,
        fields: Mapping[str, Any] | None = None,
        *,
        button: str | None = None,
        form: str | int | None = None,
        expect: int | None = 302,
    ) -> Page:
        """Fill in a form of the page and press a button of it.

        Args:
            fields: values by name; whatever is left out is sent as the page holds it.
            button: the words of the button to press; needed where there are several.
            form: a piece of the form's address, or its place; needed where several would fit.
        """
        chosen, pressed = chosen_form(page.forms, page.address, fields or {}, button, form)
        sent = chosen.filled(fields or {})
        if pressed and pressed.name:
            sent.add(pressed.name, pressed.value)
        address = urljoin(page.address, (pressed and pressed.action) or chosen.action)
        if chosen.method == "get":
            return self._taken(self.client.get(address, query_string=sent), 200 if expect == 302 else expect)
        return self._taken(self.client.post(address, data=sent), expect)

    def sign_in(self, known: Known) -> Page:
        """Sign in through the sign-in page; the page one is sent to."""
        page = self.get("/sign-in")
        self.submit(page, {"email": known.email, "password": known.password}, form="sign-in")
        return self.follow()

    def json(
        self,
        method: str,
        path: str,
        body: object = None,
        expect: int = 200,
        *,
        token: str | None = None,
    ) -> dict[str, Any]:
        """Speak as a script of a page does."""
        headers = {"Accept": "application/json"}
        if method not in ("GET", "HEAD"):
            headers["X-CSRFToken"] = self.token() if token is None else token
        answer = self.client.open(
            path, method=method, headers=headers, json=body if method != "GET" else None
        )
        told = answer.get_json(silent=True)
        assert answer.status_code == expect, f"{method} {path} answered {answer.status_code}: {told}"
        assert isinstance(told, dict), f"{method} {path} did not answer with a JSON object"
        self.page = _page_of(answer, None)
        return told

    def token(self) -> str:
        """The form token of this sign-in; a page is opened where none was seen yet."""
        if self._token is None:
            self.get("/help")
        if self._token is None:
            self.get("/sign-in")
        assert self._token is not None
        return self._token

    def _taken(self, answer: TestResponse, expect: int | None) -> Page:
        page = _read(answer, self.app)
        self.page = page
        if page.is_html and page.tree is not None:
            tokens = [one.get("value") for one in page.elements("input", name="csrf_token")]
            self._token = tokens[0] if tokens else self._token
        if page.location:
            self._token = None  # signing in and out changes it
        if expect is not None:
            told = f"\n{page.text}" if page.is_html and page.tree is not None else f" {page.location}"
            assert page.status == expect, f"{page.address} answered {page.status}, not {expect}:{told}"
        return page


def _read(answer: TestResponse, app: Flask) -> Page:
    if answer.mimetype != "text/html" or answer.status_code in (301, 302, 303, 307, 308):
        return _page_of(answer, None)
    tree, parse_errors = parsed(answer.get_data(as_text=True))
    page = _page_of(answer, tree)
    faults = faults_of(tree, parse_errors, app, page.address)
    assert not faults, f"{page.address} ({page.status}) is a bad page:\n  " + "\n  ".join(faults)
    return page


def _page_of(answer: TestResponse, tree: Element | None) -> Page:
    asked = urlsplit(answer.request.url)
    address = asked.path + (f"?{asked.query}" if asked.query else "")
    is_html = answer.mimetype == "text/html"
    text = answer.get_data(as_text=True) if answer.mimetype.startswith(("text/", "application/json")) else ""
    return Page(address, answer.status_code, dict(answer.headers), text, is_html, tree)
