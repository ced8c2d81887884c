"""The pages of administrators: people, roles, providers, cohorts, assessors."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.accounts.models import Cohort, Organisation, Person
from app.notices.models import Letter
from tests.accounts.letters import Browse
from tests.accounts.north import North
from tests.build import World
from tests.page import Browser


@pytest.fixture
def desk(browse: Browse, north: North) -> Browser:
    """The administrator's browser."""
    browser = browse()
    browser.sign_in(north.administrator)
    return browser


def names(browser: Browser, query: str = "") -> list[str]:
    page = browser.get(f"/people/{query}")
    return [one.text for one in page.links if one.href.startswith("/people/") and one.href[-1].isdigit()]


NEW_PERSON = {"name": "Ines Vale", "email": "Ines@Northshire.example", "role": "assessor", "organisation": ""}


def test_a_person_is_added_and_invited(desk: Browser, world: World) -> None:
    desk.submit(desk.get("/people/add"), NEW_PERSON)
    page = desk.follow()
    assert page.h1 == "Ines Vale"
    assert "Invited" in page.main
    with world.reading() as db:
        assert db.scalars(select(Letter.to_address)).all() == ["ines@northshire.example"]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("name", "", "Enter the person's name"),
        ("email", "", "Enter the person's e-mail address"),
        ("email", "nobody", "correct format"),
        ("role", "apprentice", "Choose the organisation"),
    ],
)
def test_a_person_who_cannot_be_added_is_not_and_what_was_typed_is_kept(
    desk: Browser, world: World, field: str, value: str, why: str
) -> None:
    page = desk.submit(desk.get("/people/add"), {**NEW_PERSON, field: value}, expect=422)
    assert why in page.main
    assert ("Ines Vale" if field != "name" else "Ines@Northshire.example") in page.body
    with world.reading() as db:
        assert db.scalars(select(Person.id).where(Person.name == "Ines Vale")).all() == []


def test_an_address_that_is_taken_is_said_so(desk: Browser, north: North) -> None:
    page = desk.submit(desk.get("/people/add"), {**NEW_PERSON, "email": north.amira.email}, expect=422)
    assert f"already an account with the e-mail address {north.amira.email}" in page.main


def test_the_list_holds_everybody_by_name(desk: Browser, north: North) -> None:
    assert names(desk) == ["Adele Young", "Amira Osei", "Asha Verma", "Tomas Reid"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=osei", ["Amira Osei"]),
        ("?q=OSEI+amira", ["Amira Osei"]),
        ("?q=tomas.reid", ["Tomas Reid"]),
        ("?q=%25", []),
        ("?role=assessor", ["Asha Verma"]),
        ("?organisation=1", ["Amira Osei", "Tomas Reid"]),
        ("?organisation=1&role=provider", ["Tomas Reid"]),
        ("?q=nobody", []),
        ("?role=king&organisation=x", ["Adele Young", "Amira Osei", "Asha Verma", "Tomas Reid"]),
    ],
)
def test_the_filter_narrows_the_list(desk: Browser, query: str, found: list[str]) -> None:
    assert names(desk, query) == found


def test_the_filter_keeps_what_was_chosen(desk: Browser) -> None:
    page = desk.get("/people/?q=osei&role=apprentice")
    assert dict(page.forms[-1].values)["q"] == "osei"
    assert dict(page.forms[-1].values)["role"] == "apprentice"


def test_disabling_ends_sign_ins_and_enabling_lets_in_again(
    desk: Browser, browse: Browse, north: North
) -> None:
    theirs = browse()
    theirs.sign_in(north.amira)
    page = desk.get(desk.get(f"/people/{north.amira.id}").link("Disable the account"))
    theirs.get("/settings")
    desk.submit(page, button="Disable the account")
    assert "Disabled" in desk.follow().main
    theirs.get("/settings", expect=302)
    desk.submit(desk.get(f"/people/{north.amira.id}"), button="Enable the account")
    theirs.get("/settings", expect=302)
    browse().sign_in(north.amira)


def test_ones_own_account_offers_no_button_to_disable_it(desk: Browser, north: North) -> None:
    page = desk.get(f"/people/{north.administrator.id}")
    assert "Disable the account" not in page.main


def test_ones_own_administrator_role_offers_no_withdrawal(desk: Browser, north: North) -> None:
    page = desk.get(f"/people/{north.administrator.id}")
    assert not [one for one in page.links if one.text.startswith("Withdraw")]
    assert "Another administrator can withdraw it" in page.main


def test_the_page_before_the_only_role_is_withdrawn_says_that_it_is_the_only_one(
    desk: Browser, north: North
) -> None:
    page = desk.get(desk.get(f"/people/{north.assessor.id}").link("Withdraw assessor"))
    assert "It is their only role" in page.main


def test_disabling_oneself_by_hand_is_refused(desk: Browser, north: North) -> None:
    assert "your own" in desk.post(f"/people/{north.administrator.id}/disable", expect=409).main


def test_a_role_is_added_and_withdrawn(desk: Browser, north: North) -> None:
    page = desk.get(f"/people/{north.tutor.id}/roles/add")
    desk.submit(page, {"role": "administrator", "organisation": ""})
    page = desk.follow()
    assert "Administrator" in page.main
    desk.submit(desk.get(page.link("Withdraw administrator")), button="Withdraw the role")
    assert "Administrator" not in desk.follow().main


def test_a_role_that_brings_an_assessor_too_near_is_refused(
    desk: Browser, world: World, north: North
) -> None:
    world.assign(north.assessor, north.amira)
    page = desk.get(f"/people/{north.assessor.id}/roles/add")
    fields = {"role": "provider", "organisation": str(north.place.id)}
    page = desk.submit(page, fields, expect=422)
    assert "no other role" in page.main
    assert dict(page.forms[-1].values)["role"] == "provider"


def test_an_assessor_is_assigned_and_the_assignment_ended(desk: Browser, north: North) -> None:
    page = desk.get(f"/apprentices/{north.amira.id}/assessor")
    desk.submit(page, {"assessor": str(north.assessor.id)})
    page = desk.follow()
    assert north.assessor.name in page.main
    page = desk.get(page.link(f"End the assignment to {north.assessor.name}"))
    assert f"{north.assessor.name} is no longer the assessor" in page.main
    desk.submit(page, button="End the assignment")
    assert north.assessor.name not in desk.follow().main


def test_choosing_no_assessor_is_refused(desk: Browser, north: North) -> None:
    page = desk.submit(desk.get(f"/apprentices/{north.amira.id}/assessor"), {"assessor": ""}, expect=422)
    assert "Choose an assessor" in page.main


def test_somebody_who_is_no_apprentice_has_no_page_for_an_assessor(desk: Browser, north: North) -> None:
    desk.get(f"/apprentices/{north.tutor.id}/assessor", expect=404)


def test_a_place_in_a_cohort_is_ended_and_given_again(desk: Browser, north: North) -> None:
    page = desk.get(desk.get(f"/people/{north.amira.id}").link("End the place in this cohort"))
    assert "They leave Autumn of Northshire College" in page.main
    desk.submit(page, button="End the place in this cohort")
    assert "In no cohort" in desk.follow().main
    page = desk.get(f"/apprentices/{north.amira.id}/cohort")
    desk.submit(page, {"cohort": str(north.cohort.id), "assessment_on": "4 May 2027"})
    assert "4 May 2027" in desk.follow().main


@pytest.mark.parametrize("day", ["31/02/2027", "soon"])
def test_a_day_that_is_none_is_refused_and_kept(desk: Browser, north: North, day: str) -> None:
    page = desk.get(f"/apprentices/{north.amira.id}/assessment-date")
    page = desk.submit(page, {"assessment_on": day}, expect=422)
    assert "Enter a date, like 31/12/2026" in page.main
    assert day in page.body


def test_a_provider_and_its_cohort_are_added(desk: Browser, world: World) -> None:
    desk.submit(desk.get("/organisations/add"), {"name": "Southmere Health Skills"})
    page = desk.follow()
    assert page.h1 == "Southmere Health Skills"
    page = desk.get(page.link("Add a cohort"))
    desk.submit(page, {"name": "Spring 2027", "starts_on": "01/03/2027"})
    assert "Spring 2027" in desk.follow().main
    with world.reading() as db:
        assert db.scalars(select(Cohort.name)).all() == ["Autumn", "Spring 2027"]


def test_a_providers_name_that_is_taken_is_said_so(desk: Browser, world: World, north: North) -> None:
    page = desk.submit(desk.get("/organisations/add"), {"name": north.place.name}, expect=422)
    assert "already an organisation called" in page.main
    with world.reading() as db:
        assert len(db.scalars(select(Organisation)).all()) == 1


ONLY_ADMINISTRATORS = """
    /people/ /people/add /people/1 /people/1/roles/add /organisations/ /organisations/add /organisations/1
    /organisations/1/cohorts/add /apprentices/1/assessor /apprentices/1/cohort /outbox/ /home/administrator
"""


@pytest.mark.parametrize("path", ONLY_ADMINISTRATORS.split())
@pytest.mark.parametrize("who", ["amira", "tutor", "assessor"])
def test_nobody_else_opens_these_pages(browse: Browse, north: North, who: str, path: str) -> None:
    browser = browse()
    browser.sign_in(getattr(north, who))
    browser.get(path, expect=404)


@pytest.mark.parametrize("path", ["/people/99", "/organisations/99", "/apprentices/99/extra-time"])
def test_what_is_not_there_is_not_found(desk: Browser, path: str) -> None:
    desk.get(path, expect=404)


def test_the_home_counts_as_many_as_the_list_shows(desk: Browser, north: North) -> None:
    desk.post(f"/people/{north.amira.id}/disable")
    assert "Apprentices 1" in desk.get("/home/administrator").main
    assert names(desk, "?role=apprentice") == ["Amira Osei"]


def test_who_works_for_a_provider_is_called_a_tutor(browse: Browse, desk: Browser, north: North) -> None:
    assert "Tutors 1" in desk.get("/home/administrator").main
    assert "(tutor)" in browse().sign_in(north.tutor).text


def test_the_home_counts_people_providers_and_letters(desk: Browser) -> None:
    desk.submit(desk.get("/people/add"), NEW_PERSON)
    page = desk.get("/home/administrator")
    assert "Assessors 2" in page.main
    assert "Northshire College 1 cohort" in page.main
    assert "1 letter waits in the outbox" in page.main
