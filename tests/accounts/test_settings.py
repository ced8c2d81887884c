"""Settings: how pages look, the password, other devices, who can see one's work."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.accounts.actions.people import disable
from tests.build import Known, World
from tests.page import Browser, Page

Browse = Callable[[], Browser]
NEW = "kettle fox plum harbour"


def change(browser: Browser, present: str, new: str, expect: int = 302) -> Page:
    return browser.submit(
        browser.get("/settings/password"), {"present_password": present, "password": new}, expect=expect
    )


def signed_in(browse: Browse, known: Known) -> Browser:
    browser = browse()
    browser.sign_in(known)
    return browser


def test_what_was_chosen_is_kept_and_shows_on_every_page(browse: Browse, amira: Known) -> None:
    browser = signed_in(browse, amira)
    chosen = {"text_size": "largest", "colours": "dark", "timer": "hidden"}
    browser.submit(browser.get("/settings"), chosen, button="Save")
    html = browser.follow().elements("html")[0].get("class", "")
    assert "cr-text-largest cr-colours-dark cr-timer-hidden" in html


def test_what_is_in_force_is_chosen_at_first(browse: Browse, amira: Known) -> None:
    page = signed_in(browse, amira).get("/settings")
    chosen = [
        one.get("value") for one in page.elements("input", type="radio") if one.get("checked") is not None
    ]
    assert chosen == ["standard", "standard", "shown"]


@pytest.mark.parametrize("field", ["text_size", "colours", "timer"])
def test_a_value_that_is_not_offered_is_refused(browse: Browse, amira: Known, field: str) -> None:
    browser = signed_in(browse, amira)
    fields = {"text_size": "large", "colours": "cream", "timer": "shown", field: "enormous"}
    assert browser.post("/settings", fields, expect=422).title.startswith("Error:")


def test_the_present_password_changes_the_password(browse: Browse, amira: Known) -> None:
    change(signed_in(browse, amira), amira.password, NEW)
    browser = browse()
    browser.submit(browser.get("/sign-in"), {"email": amira.email, "password": NEW})


def test_a_wrong_present_password_changes_nothing(browse: Browse, amira: Known) -> None:
    page = change(signed_in(browse, amira), "not the password", NEW, expect=422)
    assert "This is not your present password" in page.text
    signed_in(browse, amira)


def test_guessing_the_present_password_is_slowed(browse: Browse, amira: Known) -> None:
    browser = signed_in(browse, amira)
    for _ in range(5):
        change(browser, "not the password", NEW, expect=422)
    assert "Wait 15 seconds" in change(browser, amira.password, NEW, expect=429).text


def test_a_new_password_that_is_not_taken_is_refused(browse: Browse, amira: Known) -> None:
    assert "at least 12" in change(signed_in(browse, amira), amira.password, "short", expect=422).text


def test_changing_the_password_ends_the_other_sign_ins_and_keeps_this_one(
    browse: Browse, amira: Known
) -> None:
    here, there = signed_in(browse, amira), signed_in(browse, amira)
    change(here, amira.password, NEW)
    here.follow()
    there.get("/settings", expect=302)


def test_signing_out_everywhere_else_keeps_this_sign_in(browse: Browse, amira: Known) -> None:
    here, there = signed_in(browse, amira), signed_in(browse, amira)
    here.submit(here.get("/settings"), button="Sign out everywhere else")
    assert "Signed out on 1 other device" in here.follow().text
    there.get("/settings", expect=302)


def test_signing_out_everywhere_ends_this_sign_in_too_and_wipes_the_device(
    browse: Browse, amira: Known
) -> None:
    here, there = signed_in(browse, amira), signed_in(browse, amira)
    here.submit(here.get("/settings"), button="Sign out everywhere, here too")
    page = here.follow()
    assert page.h1 == "You are signed out"
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    here.get("/settings", expect=302)
    there.get("/settings", expect=302)


def test_signing_out_everywhere_else_says_when_there_was_nowhere_else(browse: Browse, amira: Known) -> None:
    here = signed_in(browse, amira)
    here.submit(here.get("/settings"), button="Sign out everywhere else")
    assert "nowhere else" in here.follow().text


def test_an_apprentice_sees_by_name_who_can_see_what(browse: Browse, world: World) -> None:
    north = world.organisation()
    amira = world.apprentice(cohort=world.cohort(north))
    tutor = world.tutor(north)
    assessor = world.assessor(amira)
    page = signed_in(browse, amira).get("/settings/who-can-see")
    assert tutor.name in page.main
    assert assessor.name in page.main


def test_people_of_another_provider_and_other_assessors_are_not_among_them(
    browse: Browse, world: World
) -> None:
    amira = world.apprentice()
    stranger = world.tutor(name="Toby Far")
    other = world.assessor(world.apprentice("Bola Adeyemi"), name="Other Assessor")
    page = signed_in(browse, amira).get("/settings/who-can-see")
    assert stranger.name not in page.main
    assert other.name not in page.main


def test_a_disabled_person_is_not_among_them(browse: Browse, world: World) -> None:
    amira = world.apprentice()
    assessor = world.assessor(amira)
    with world.writing() as db:
        disable(db, assessor.id, by=None, now=world.now)
    assert assessor.name not in signed_in(browse, amira).get("/settings/who-can-see").main


def test_whoever_is_no_apprentice_is_told_that_there_is_nothing_to_see(browse: Browse, world: World) -> None:
    page = signed_in(browse, world.tutor()).get("/settings/who-can-see")
    assert "no assessed work" in page.main


@pytest.mark.parametrize("path", ["/settings", "/settings/password", "/settings/who-can-see"])
def test_nobody_sees_settings_without_signing_in(browse: Browse, path: str) -> None:
    assert browse().get(path, expect=302).location.startswith("/sign-in?next=")
