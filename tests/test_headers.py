"""Every answer carries the security headers, to the letter."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, url_for

from app import create_app
from config import Settings
from tests.build import FakeClock, World
from tests.page import Browser

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data:; object-src 'none'"
)
EXPECTED = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ANSWERS = {
    "a page": "/sign-in",
    "a redirect": "/",
    "a page that is not there": "/nothing-here",
    "a static file": "/static/css/coderready.css",
    "a static file that is not there": "/static/nothing.css",
}


@pytest.fixture
def https_app(settings: Settings, clock: FakeClock) -> Iterator[Flask]:
    """The site as it stands behind one proxy that speaks HTTPS."""
    made = create_app(dataclasses.replace(settings, secure_cookies=True, trusted_proxies=1), clock)
    yield made
    made.extensions["engine"].dispose()


@pytest.mark.parametrize("address", ANSWERS.values(), ids=ANSWERS)
def test_the_headers_stand_on(app: Flask, address: str) -> None:
    found = app.test_client().get(address, buffered=True).headers
    assert {name: found.get(name) for name in EXPECTED} == EXPECTED


def test_the_headers_stand_on_json_too(app: Flask) -> None:
    found = app.test_client().get("/attempts/1/time", headers={"Accept": "application/json"})
    assert found.is_json
    assert {name: found.headers.get(name) for name in EXPECTED} == EXPECTED


def test_no_page_is_kept_by_a_cache_that_others_share(browse: Callable[[], Browser]) -> None:
    assert browse().get("/sign-in").headers["Cache-Control"] == "no-store"


def test_a_stylesheet_may_be_kept_for_a_day(app: Flask) -> None:
    found = app.test_client().get("/static/css/coderready.css", buffered=True).headers
    assert found["Cache-Control"] == "public, max-age=86400"


def test_the_address_of_a_stylesheet_changes_with_what_it_holds(app: Flask) -> None:
    body = app.test_client().get("/static/css/coderready.css", buffered=True).data
    with app.test_request_context():
        address = url_for("static", filename="css/coderready.css")
    assert address == f"/static/css/coderready.css?v={hashlib.sha256(body).hexdigest()[:12]}"
    assert app.test_client().get(address, buffered=True).data == body


def test_every_stylesheet_of_a_page_is_asked_for_with_its_version(browse: Callable[[], Browser]) -> None:
    sheets = [one.get("href", "") for one in browse().get("/help").elements("link", rel="stylesheet")]
    assert len(sheets) > 3
    assert all("?v=" in address for address in sheets), sheets


@pytest.mark.parametrize("name", ["js/page.mjs", "js/mock/saver.mjs", "js/supported.js", "favicon.svg"])
def test_what_has_the_same_address_after_an_upgrade_is_asked_for_each_time(app: Flask, name: str) -> None:
    client = app.test_client()
    first = client.get(f"/static/{name}", buffered=True)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(f"/static/{name}", headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")


def test_without_https_nobody_is_held_to_it(app: Flask) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/sign-in").headers


def test_behind_https_browsers_are_held_to_it(https_app: Flask) -> None:
    found = https_app.test_client().get("/sign-in").headers
    assert found["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(
    world: World, browse: Callable[[], Browser]
) -> None:
    cookie = browse().get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_https_the_cookie_travels_by_it_only(https_app: Flask) -> None:
    assert "Secure" in https_app.test_client().get("/sign-in").headers["Set-Cookie"]


def test_signing_out_has_the_browser_wipe_what_it_kept(world: World, browse: Callable[[], Browser]) -> None:
    browser = browse()
    page = browser.sign_in(world.apprentice())
    browser.submit(page, button="Sign out")
    assert browser.follow().headers["Clear-Site-Data"] == '"cache", "storage"'


def test_each_answer_has_a_request_id_of_its_own(browse: Callable[[], Browser]) -> None:
    browser = browse()
    first, second = (browser.get("/help").headers["X-Request-Id"] for _ in range(2))
    assert first
    assert first != second
