"""Signs that no database takes, and numbers that none holds, typed anywhere; on both databases."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.emails import looked_up_email, stored_email
from app.accounts.rules.wording import line, without_unseen
from app.outcomes import BadInput
from tests.build import World
from tests.page import Browser


@pytest.fixture(params=["app", pytest.param("postgres_app", marks=pytest.mark.postgres)])
def either(request: pytest.FixtureRequest) -> Flask:
    """The application on SQLite, then on PostgreSQL."""
    found: Flask = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def desk(either: Flask) -> Browser:
    browser = Browser(either)
    browser.sign_in(World(either).administrator())
    return browser


@pytest.mark.parametrize("path", ["/sign-in", "/forgotten-password"])
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\u200b", "\u202e"])
def test_an_address_with_a_sign_that_cannot_be_seen_is_refused_with_words(
    either: Flask, path: str, sign: str
) -> None:
    browser = Browser(either)
    fields = {"email": f"amira{sign}@example.org", "password": "not the password"}
    page = browser.post(path, fields, expect=422)
    assert "Use only letters, figures and signs that can be seen" in page.main


@pytest.mark.parametrize("path", ["/sign-in", "/forgotten-password"])
@pytest.mark.parametrize("email", ["nobody", "@", "%", "a" * 254, "ß@ß", "İ" * 120 + "@example.org"])
def test_what_is_no_address_is_answered_like_any_other(either: Flask, path: str, email: str) -> None:
    fields = {"email": email, "password": "not the password"}
    assert Browser(either).post(path, fields, expect=None).status in (302, 422)


def test_a_password_with_a_sign_that_cannot_be_seen_is_a_wrong_one(either: Flask) -> None:
    amira = World(either).apprentice()
    fields = {"email": amira.email, "password": f"{amira.password}\x00"}
    assert "is wrong" in Browser(either).post("/sign-in", fields, expect=422).main


@pytest.mark.parametrize(
    "query",
    [
        *("q=%00", "q=ame%00lia", "q=%EF%BF%BF", "q=%FF", "q=" + "x" * 4000, "role=%00"),
        *("organisation=%00", "organisation=99999999999999999999", "organisation=" + "9" * 5000),
    ],
)
def test_the_list_of_people_can_be_asked_for_anything(desk: Browser, query: str) -> None:
    desk.get(f"/people/?{query}")


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/people/add", {"name": "Ines\x00Vale", "email": "i@example.org", "role": "assessor"}),
        ("/people/add", {"name": "Ines Vale", "email": "i\x00@example.org", "role": "assessor"}),
        ("/people/add", {"name": "Ines Vale", "email": "i@example.org", "role": "assessor\x00"}),
        ("/organisations/add", {"name": "North\x00"}),
        ("/organisations/{place}/cohorts/add", {"name": "Autumn\x00", "starts_on": "07/09/2026"}),
        ("/organisations/{place}/cohorts/add", {"name": "Autumn", "starts_on": "07\x0009/2026"}),
        (
            "/apprentices/{person}/extra-time",
            {"percent": "25", "approved_by": "Support\x00", "until": "30/06/2027"},
        ),
        (
            "/apprentices/{person}/extra-time",
            {"percent": "9" * 30, "approved_by": "Support", "until": "30/06/2027"},
        ),
        ("/apprentices/{person}/assessor", {"assessor": "99999999999999999999"}),
        ("/apprentices/{person}/cohort", {"cohort": "99999999999999999999"}),
        ("/apprentices/{person}/assessment-date", {"assessment_on": "\x00soon"}),
        ("/settings", {"text_size": "large\x00", "colours": "cream", "timer": "shown"}),
    ],
)
def test_what_administrators_type_is_refused_with_words(
    either: Flask, desk: Browser, path: str, fields: dict[str, str]
) -> None:
    world = World(either)
    cohort = world.cohort()
    amira = world.apprentice(cohort=cohort)
    where = path.format(place=cohort.organisation_id, person=amira.id)
    assert desk.post(where, fields, expect=422).title.startswith("Error:")


def test_a_line_is_kept_with_single_spaces() -> None:
    assert line("  Learning\r\n support\xa0team ", "") == "Learning support team"


@pytest.mark.parametrize("text", ["", " \n ", "x" * 121, "Support\x00", "Support\u200b", "Support\ud800"])
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="Enter it"):
        line(text, "Enter it")


def test_signs_that_cannot_be_seen_are_not_looked_for() -> None:
    assert without_unseen("\x00Amira\x07Osei\ud800") == "Amira Osei"
    assert looked_up_email("Nobody\x00") == "nobody"


@pytest.mark.parametrize("email", ["amira\x00@example.org", "İ" * 60 + "@" + "é." * 90 + "org"])
def test_an_address_that_no_column_holds_is_refused(email: str) -> None:
    with pytest.raises(BadInput):
        stored_email(email)
