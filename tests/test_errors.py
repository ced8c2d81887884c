"""Refusals and faults are clear pages, or JSON for our scripts; never a trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from structlog.testing import capture_logs

from app import access
from app.outcomes import TooManyTries
from tests.accounts.letters import invited
from tests.build import World
from tests.page import Browser

SECRET = "the secret of a broken view"
JSON = {"Accept": "application/json"}


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The site with a fault in the view of the privacy page."""

    def fail() -> str:
        raise RuntimeError(SECRET)

    monkeypatch.setitem(app.view_functions, "pages.privacy", access.public(fail))
    return app


def test_an_address_that_is_not_there_gives_a_page_with_a_way_home(browse: Callable[[], Browser]) -> None:
    page = browse().get("/nothing-here", expect=404)
    assert page.h1 == "Page not found"
    assert "Go to your home page" in [link.text for link in page.links]


def test_a_method_that_is_not_allowed_says_what_to_do(browse: Callable[[], Browser]) -> None:
    page = browse().post("/help", expect=405)
    assert page.h1 == "That cannot be done here"


def test_what_is_too_large_says_so(browse: Callable[[], Browser]) -> None:
    page = browse().post("/sign-in", {"email": "x" * 300_000, "password": "y"}, expect=413)
    assert page.h1 == "That is too large"


def test_a_fault_of_ours_is_owned_up_to_without_a_trace(broken: Flask) -> None:
    page = Browser(broken).get("/privacy", expect=500)
    assert page.h1 == "Something went wrong here"
    assert "It is our fault, not yours" in page.text
    assert SECRET not in page.body
    assert "Traceback" not in page.body


def test_a_fault_of_ours_told_to_a_script_holds_no_trace_either(broken: Flask) -> None:
    answer = broken.test_client().get("/privacy", headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (500, "fault")
    assert SECRET not in answer.text


def test_a_fault_is_written_to_the_log_with_its_trace(
    broken: Flask,
) -> None:
    with capture_logs() as written:
        Browser(broken).get("/privacy", expect=500)
    assert [(entry["event"], entry["kind"]) for entry in written] == [("fault", "RuntimeError")]
    assert SECRET in str(written[0]["exc_info"])


def test_even_a_fault_in_the_page_around_every_page_is_answered_with_a_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> dict[str, object]:
        raise RuntimeError(SECRET)

    monkeypatch.setitem(app.template_context_processors, None, [fail])
    page = Browser(app).get("/help", expect=500)
    assert page.h1 == "Something went wrong here"
    assert SECRET not in page.body


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/nothing-here", 404, "not-found"),
        ("DELETE", "/help", 405, "method-not-allowed"),
        ("GET", "/attempts/1/time", 401, "signed-out"),
        ("POST", "/sign-in", 400, "form-expired"),
    ],
)
def test_a_script_is_told_in_json(app: Flask, method: str, path: str, status: int, error: str) -> None:
    answer = app.test_client().open(path, method=method, headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (status, error)
    assert set(answer.json) == {"error", "message"}
    assert answer.json["message"].endswith(".")


def test_json_that_is_none_is_refused_with_words(world: World, app: Flask) -> None:
    browser, amira = Browser(app), world.apprentice()
    browser.sign_in(amira)
    attempt = world.start(amira)
    told = browser.json("POST", f"/attempts/{attempt}/answers", ["not", "an", "object"], expect=400)
    assert told["error"] == "bad-input"


def test_an_expired_form_gives_back_what_was_typed_but_never_a_password(
    browse: Callable[[], Browser],
) -> None:
    sent = {"email": "amira@example.org", "password": "do not show me", "csrf_token": "long ago"}
    page = browse().post("/sign-in", sent, expect=400)
    assert page.h1 == "This form had expired"
    assert "amira@example.org" in page.text
    assert "do not show me" not in page.body
    assert "long ago" not in page.body


def test_an_expired_form_leads_back_to_the_form(browse: Callable[[], Browser]) -> None:
    page = browse().post("/sign-in?next=/settings", {"csrf_token": "long ago"}, expect=400)
    assert page.link("Open the form again") == "/sign-in?next=/settings"


def test_an_expired_button_without_a_page_of_its_own_leads_home_only(
    world: World, browse: Callable[[], Browser]
) -> None:
    browser = browse()
    browser.sign_in(world.apprentice())
    page = browser.post("/sign-out", {"csrf_token": "long ago"}, expect=400)
    assert "Open the form again" not in page.main


def test_no_password_typed_into_any_form_is_given_back(world: World, browse: Callable[[], Browser]) -> None:
    guest, signed_in = browse(), browse()
    signed_in.sign_in(world.apprentice())
    for browser, path in ((guest, "/sign-in"), (guest, invited(world)), (signed_in, "/settings/password")):
        secrets = [one.get("name", "") for one in browser.get(path).elements("input", type="password")]
        assert secrets, f"{path} asks for no password"
        typed = {name: f"do not show {place}" for place, name in enumerate(secrets)}
        page = browser.post(path, {**typed, "csrf_token": "long ago"}, expect=400)
        assert page.h1 == "This form had expired"
        assert "do not show" not in page.body


def test_of_a_form_with_a_password_only_the_address_is_given_back(browse: Callable[[], Browser]) -> None:
    sent = {"email": "amira@example.org", "new_password": "x", "again": "do not show me", "csrf_token": "old"}
    page = browse().post("/sign-in", sent, expect=400)
    assert "amira@example.org" in page.text
    assert "do not show me" not in page.body


def test_what_our_pages_send_by_themselves_is_not_given_back(browse: Callable[[], Browser]) -> None:
    sent = dict.fromkeys(("base", "writer", "go", "clear", "value", "flagged", "next"), "of the page")
    page = browse().post("/sign-in", {**sent, "words": "of the person", "csrf_token": "old"}, expect=400)
    assert "of the person" in page.text
    assert "of the page" not in page.body


def test_signs_that_no_page_may_hold_are_left_out_of_what_is_given_back(
    browse: Callable[[], Browser],
) -> None:
    page = browse().post(
        "/sign-in", {"email": "ami\x00ra", "wo\x07rds": "a\nb", "csrf_token": "old"}, expect=400
    )
    assert "amira" in page.main


def test_what_was_typed_comes_back_as_text_and_not_as_markup(browse: Callable[[], Browser]) -> None:
    sent = {"email": "<script>alert(1)</script>", "csrf_token": "long ago"}
    page = browse().post("/sign-in", sent, expect=400)
    assert "<script>alert" not in page.body
    assert "<script>alert(1)</script>" in page.text


def test_without_its_token_a_form_changes_nothing(world: World, browse: Callable[[], Browser]) -> None:
    browser = browse()
    browser.sign_in(world.apprentice())
    browser.post("/sign-out", expect=400, token=False)
    assert browser.get("/settings").status == 200


def test_a_token_of_another_sign_in_is_not_taken(world: World, browse: Callable[[], Browser]) -> None:
    one, other = browse(), browse()
    one.sign_in(world.apprentice())
    other.sign_in(world.apprentice("Bilal Khan"))
    one.post("/sign-out", {"csrf_token": other.token()}, expect=400)


def test_who_tries_too_often_is_told_how_long_to_wait(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise TooManyTries("Please wait a minute.", 60)

    monkeypatch.setitem(app.view_functions, "pages.privacy", access.public(refuse))
    assert Browser(app).get("/privacy", expect=429).headers["Retry-After"] == "60"
    assert app.test_client().get("/privacy", headers=JSON).headers["Retry-After"] == "60"
