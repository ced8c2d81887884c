"""Every reason to refuse a form is tied to its field: a link on top, words at the field, both read out."""

from __future__ import annotations

import pytest

from tests.accounts.letters import Browse
from tests.accounts.north import North
from tests.build import World
from tests.page import Browser, Page


@pytest.fixture
def desk(browse: Browse, north: North) -> Browser:
    """The administrator's browser."""
    browser = browse()
    browser.sign_in(north.administrator)
    return browser


def tied(page: Page) -> list[tuple[str, str]]:
    """The fields that the summary links to, in order, each with its words; all said at the field, too."""
    found = [(one.href.removeprefix("#"), one.text) for one in page.links if one.href.startswith("#")]
    found = [(field, text) for field, text in found if field not in ("maincontent", "main")]
    for field, text in found:
        control = next(one for one in page.elements() if one.get("id") == field)
        assert f"{field}-error" in control.get("aria-describedby", "").split()
        message = next(one for one in page.elements() if one.get("id") == f"{field}-error")
        assert text in "".join(message.itertext())
    return found


NEW = {"name": "Ines Vale", "email": "ines@example.org", "role": "assessor", "organisation": ""}


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "   "}, ["name"]),
        ({"email": "nobody"}, ["email"]),
        ({"role": "apprentice"}, ["organisation"]),
        ({"organisation": "1"}, ["organisation"]),
        ({"name": " ", "email": ""}, ["name", "email"]),
        ({"name": "", "email": "nobody", "role": "provider"}, ["name", "email", "organisation"]),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said_at_its_field_and_at_once(
    desk: Browser, changed: dict[str, str], fields: list[str]
) -> None:
    page = desk.submit(desk.get("/people/add"), {**NEW, **changed}, expect=422)
    assert [field for field, _ in tied(page)] == fields


def test_an_address_that_is_taken_is_said_at_the_address(desk: Browser, north: North) -> None:
    page = desk.submit(desk.get("/people/add"), {**NEW, "email": north.amira.email}, expect=422)
    assert [field for field, _ in tied(page)] == ["email"]


def test_a_blank_name_says_whose_name_to_enter(desk: Browser) -> None:
    page = desk.submit(desk.get("/people/add"), {**NEW, "name": "  "}, expect=422)
    assert tied(page) == [("name", "Enter the person's name")]


def test_a_providers_name_that_is_taken_is_said_at_the_name(desk: Browser, north: North) -> None:
    page = desk.submit(desk.get("/organisations/add"), {"name": north.place.name}, expect=422)
    assert [field for field, _ in tied(page)] == ["name"]


def test_a_cohorts_name_that_is_taken_is_said_at_the_name(desk: Browser, north: North) -> None:
    page = desk.get(f"/organisations/{north.place.id}/cohorts/add")
    page = desk.submit(page, {"name": "Autumn", "starts_on": "07/09/2026"}, expect=422)
    assert [field for field, _ in tied(page)] == ["name"]


def test_an_assessor_who_is_too_near_is_said_at_the_assessor(
    desk: Browser, world: World, north: North
) -> None:
    page = desk.get(f"/people/{north.tutor.id}/roles/add")
    desk.submit(page, {"role": "assessor", "organisation": ""})
    page = desk.get(f"/apprentices/{north.amira.id}/assessor")
    page = desk.submit(page, {"assessor": str(north.tutor.id)}, expect=422)
    assert [field for field, _ in tied(page)] == ["assessor"]


def test_extra_time_that_is_over_is_said_at_its_last_day(desk: Browser, north: North) -> None:
    page = desk.get(f"/apprentices/{north.amira.id}/extra-time")
    fields = {"percent": "25", "approved_by": "Learning support", "until": "01/01/2020"}
    assert [field for field, _ in tied(desk.submit(page, fields, expect=422))] == ["until"]


def test_a_change_of_password_lists_its_errors_in_the_order_of_the_fields(desk: Browser) -> None:
    page = desk.submit(desk.get("/settings/password"), {"present_password": "", "password": ""}, expect=422)
    assert [field for field, _ in tied(page)] == ["present_password", "password"]
