"""Signing in, being slowed down, and signing out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.actions import trying
from app.accounts.actions.people import add_person, disable
from app.accounts.models import FailedTry, UserSession
from app.accounts.rules.slowing import KEPT
from tests.build import FakeClock, Known, World
from tests.page import Browser, Page

Browse = Callable[[], Browser]
WRONG = "The e-mail address or the password is wrong"


def try_once(browser: Browser, email: str, password: str, expect: int = 422) -> Page:
    return browser.submit(browser.get("/sign-in"), {"email": email, "password": password}, expect=expect)


def fail(browser: Browser, email: str, times: int) -> None:
    for _ in range(times):
        assert WRONG in try_once(browser, email, "not the password").text


def test_the_right_password_leads_home(browse: Browse, amira: Known) -> None:
    assert amira.name in browse().sign_in(amira).text


def test_the_address_may_be_typed_in_capitals_and_with_spaces(browse: Browse, amira: Known) -> None:
    browser = browse()
    try_once(browser, f"  {amira.email.upper()} ", amira.password, expect=302)
    assert amira.name in browser.follow().text


def test_after_signing_in_one_is_where_one_wanted_to_be(browse: Browse, amira: Known) -> None:
    browser = browse()
    browser.get("/settings", expect=302)
    page = browser.follow()
    browser.submit(page, {"email": amira.email, "password": amira.password})
    assert browser.follow().h1 == "Settings"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil"])
def test_signing_in_never_leads_to_another_site(browse: Browse, amira: Known, address: str) -> None:
    browser = browse()
    page = browser.get(f"/sign-in?next={address}")
    sent = browser.submit(page, {"email": amira.email, "password": amira.password})
    assert sent.location == "/"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(browse: Browse, amira: Known) -> None:
    wrong = try_once(browse(), amira.email, "not the password")
    unknown = try_once(browse(), "nobody@example.org", "not the password")
    assert wrong.main.replace(amira.email, "") == unknown.main.replace("nobody@example.org", "")


def test_the_address_typed_is_kept_and_the_password_is_not(browse: Browse, amira: Known) -> None:
    page = try_once(browse(), amira.email, "not the password")
    assert amira.email in page.body
    assert "not the password" not in page.body
    assert page.title.startswith("Error:")


def test_somebody_invited_cannot_sign_in_before_choosing_a_password(browse: Browse, world: World) -> None:
    with world.writing() as db:
        add_person(db, "Ines Vale", "ines@example.org", [], by=None, now=world.now)
    assert WRONG in try_once(browse(), "ines@example.org", "nobody has this password").text


def test_a_disabled_account_is_answered_like_an_unknown_one(
    browse: Browse, world: World, amira: Known
) -> None:
    with world.writing() as db:
        disable(db, amira.id, by=None, now=world.now)
    assert WRONG in try_once(browse(), amira.email, amira.password).text


def test_after_five_failures_even_the_right_password_has_to_wait(browse: Browse, amira: Known) -> None:
    browser = browse()
    fail(browser, amira.email, 5)
    page = try_once(browser, amira.email, amira.password, expect=429)
    assert "Wait 15 seconds" in page.text
    assert page.headers["Retry-After"] == "15"
    assert amira.email in page.body


def test_after_the_wait_the_right_password_is_taken(browse: Browse, amira: Known, clock: FakeClock) -> None:
    browser = browse()
    fail(browser, amira.email, 5)
    clock.advance(timedelta(seconds=15))
    try_once(browser, amira.email, amira.password, expect=302)


def test_waiting_in_vain_does_not_make_the_wait_longer(
    browse: Browse, amira: Known, clock: FakeClock
) -> None:
    browser = browse()
    fail(browser, amira.email, 5)
    for _ in range(3):
        try_once(browser, amira.email, "still wrong", expect=429)
    clock.advance(timedelta(seconds=15))
    try_once(browser, amira.email, amira.password, expect=302)


def test_the_next_failure_doubles_the_wait(browse: Browse, amira: Known, clock: FakeClock) -> None:
    browser = browse()
    fail(browser, amira.email, 5)
    clock.advance(timedelta(seconds=15))
    fail(browser, amira.email, 1)
    assert "Wait 30 seconds" in try_once(browser, amira.email, amira.password, expect=429).text


def test_an_account_that_does_not_exist_is_slowed_just_the_same(browse: Browse) -> None:
    browser = browse()
    fail(browser, "nobody@example.org", 5)
    assert "Wait 15 seconds" in try_once(browser, " Nobody@example.ORG", "guess", expect=429).text


def test_one_account_being_guessed_does_not_slow_another(browse: Browse, world: World, amira: Known) -> None:
    fail(browse(), amira.email, 5)
    browse().sign_in(world.tutor())


def test_a_success_forgets_the_failures_of_the_account(browse: Browse, amira: Known) -> None:
    browser = browse()
    fail(browser, amira.email, 4)
    try_once(browser, amira.email, amira.password, expect=302)
    fail(browse(), amira.email, 4)
    try_once(browse(), amira.email, amira.password, expect=302)


def test_sixty_failures_from_one_address_slow_every_account_there(browse: Browse, amira: Known) -> None:
    browser = browse()
    for number in range(60):
        fail(browser, f"guess{number}@example.org", 1)
    assert "Wait 15 seconds" in try_once(browser, amira.email, amira.password, expect=429).text


def test_a_success_does_not_forget_the_failures_of_the_address(browse: Browse, amira: Known) -> None:
    browser = browse()
    for number in range(59):
        fail(browser, f"guess{number}@example.org", 1)
    browse().sign_in(amira)
    fail(browser, "guess59@example.org", 1)
    try_once(browser, amira.email, amira.password, expect=429)


def test_the_sweep_drops_what_is_too_old_to_count(browse: Browse, world: World, clock: FakeClock) -> None:
    fail(browse(), "nobody@example.org", 2)
    clock.advance(KEPT + timedelta(seconds=1))
    fail(browse(), "other@example.org", 1)
    with world.writing() as db:
        trying.sweep(db, now=world.now)
        assert db.scalar(select(func.count(FailedTry.id))) == 2


def test_a_form_from_elsewhere_is_refused(browse: Browse, amira: Known) -> None:
    fields = {"email": amira.email, "password": amira.password}
    assert browse().post("/sign-in", fields, expect=400, token=False).h1 == "This form had expired"


def test_idle_time_ends_the_sign_in_and_the_page_says_why(
    browse: Browse, amira: Known, clock: FakeClock
) -> None:
    browser = browse()
    browser.sign_in(amira)
    clock.advance(timedelta(minutes=31))
    browser.get("/settings", expect=302)
    assert "nothing happened for 30 minutes" in browser.follow().text


def test_the_sign_in_page_opens_at_once_for_whoever_was_idle(
    browse: Browse, amira: Known, clock: FakeClock
) -> None:
    browser = browse()
    browser.sign_in(amira)
    clock.advance(timedelta(minutes=31))
    page = browser.get("/sign-in")
    assert "nothing happened for 30 minutes" in page.main
    assert amira.name not in page.text


def test_signing_out_after_the_idle_limit_ends_the_sign_in_and_wipes_the_device(
    browse: Browse, world: World, amira: Known, clock: FakeClock
) -> None:
    browser = browse()
    page = browser.sign_in(amira)
    clock.advance(timedelta(minutes=31))
    browser.submit(page, button="Sign out")
    assert browser.follow().headers["Clear-Site-Data"] == '"cache", "storage"'
    with world.reading() as db:
        assert db.scalars(select(UserSession.ended_at)).all() == [world.now]


def test_signing_out_when_the_sign_in_is_over_already_wipes_the_device(
    browse: Browse, amira: Known, clock: FakeClock
) -> None:
    browser = browse()
    page = browser.sign_in(amira)
    clock.advance(timedelta(hours=13))
    browser.submit(page, button="Sign out")
    assert browser.follow().headers["Clear-Site-Data"] == '"cache", "storage"'


def test_somebody_without_a_role_has_settings_and_signs_out(browse: Browse, world: World) -> None:
    browser = browse()
    browser.sign_in(world.nobody_yet())
    page = browser.get("/settings")
    browser.submit(page, button="Sign out")
    assert browser.follow().h1 == "You are signed out"


def test_signing_out_ends_the_sign_in_for_good(browse: Browse, world: World, amira: Known) -> None:
    browser = browse()
    browser.submit(browser.sign_in(amira), button="Sign out")
    page = browser.follow()
    assert page.h1 == "You are signed out"
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    with world.reading() as db:
        assert db.scalars(select(UserSession.ended_at)).all() == [world.now]


def test_the_signed_out_page_wipes_nothing_of_somebody_who_is_signed_in(browse: Browse, amira: Known) -> None:
    browser = browse()
    browser.sign_in(amira)
    assert browser.get("/signed-out", expect=302).location == "/"


def test_signing_in_again_ends_the_sign_in_before(browse: Browse, world: World, amira: Known) -> None:
    browser = browse()
    page = browser.get("/sign-in")
    for _ in range(2):
        fields = {"email": amira.email, "password": amira.password, "csrf_token": browser.token()}
        browser.post("/sign-in", fields)
    assert page.h1 == "Sign in"
    with world.reading() as db:
        assert db.scalar(select(func.count()).where(UserSession.ended_at.is_(None))) == 1


def test_whoever_is_signed_in_is_sent_on_from_the_sign_in_page(browse: Browse, amira: Known) -> None:
    browser = browse()
    browser.sign_in(amira)
    assert browser.get("/sign-in", expect=302).location == "/"
