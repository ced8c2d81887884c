"""A real browser before a real server, for what only those can show."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.build import Known
from tests.conftest import leave_out

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Quiet(WSGIRequestHandler):
    """Tests have no use for an access log."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """The running site. `app` is the one that `world` builds in, on the same database and clock."""

    address: str
    app: Flask


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    """The site on a free port, several requests at a time."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", app)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The machine's Chromium."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        leave_out("no Chromium on this machine; install it or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


def close(context: BrowserContext) -> None:
    """Close a browser. What a test still holds back is let go first: its handler would outlive the page."""
    for page in context.pages:
        page.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.fixture
def context(chromium: Chromium, site: Site) -> Iterator[BrowserContext]:
    """A browser with cookies of its own, at home on the site."""
    made = chromium.new_context(
        base_url=site.address, viewport={"width": 1280, "height": 900}, locale="en-GB"
    )
    made.set_default_timeout(10_000)
    yield made
    close(made)


@pytest.fixture
def chrome(context: BrowserContext) -> Iterator[Page]:
    """A tab. Whatever the page reports as an error, refusals of the security policy too, fails the test."""
    tab = context.new_page()
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda entry: said.append(entry.text) if entry.type == "error" else None)
    yield tab
    real = [text for text in said if "Failed to load resource" not in text]  # an answer of 404, 409, 422 …
    assert not real, f"The page reported: {real}"


@pytest.fixture
def phone(chromium: Chromium, site: Site) -> Iterator[BrowserContext]:
    """A second device."""
    made = chromium.new_context(base_url=site.address, viewport={"width": 390, "height": 800})
    made.set_default_timeout(10_000)
    yield made
    close(made)


def sign_in(tab: Page, known: Known) -> None:
    """Sign in through the sign-in page."""
    tab.goto("/sign-in")
    tab.get_by_label("E-mail address").fill(known.email)
    tab.get_by_label("Password", exact=True).fill(known.password)
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url(lambda address: "/sign-in" not in address)
