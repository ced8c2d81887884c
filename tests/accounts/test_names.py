"""Names of providers and cohorts: one reader's name each, in order, and a slip can be mended."""

from __future__ import annotations

import pytest

from app.accounts.rules.wording import same
from tests.accounts.letters import Browse
from tests.accounts.north import North, acts
from tests.build import World
from tests.page import Browser


@pytest.fixture
def desk(browse: Browse, north: North) -> Browser:
    """The administrator's browser."""
    browser = browse()
    browser.sign_in(north.administrator)
    return browser


def test_capitals_and_white_space_make_no_other_name() -> None:
    assert same("Northshire  College", "northshire COLLEGE ")
    assert not same("Northshire College", "Northshire")


def test_a_provider_that_differs_in_capitals_only_is_refused(desk: Browser, north: North) -> None:
    page = desk.submit(desk.get("/organisations/add"), {"name": "northshire  COLLEGE"}, expect=422)
    assert "There is already an organisation called Northshire College" in page.main


def test_a_cohort_that_differs_in_capitals_only_is_refused(desk: Browser, north: North) -> None:
    page = desk.get(f"/organisations/{north.place.id}/cohorts/add")
    page = desk.submit(page, {"name": "AUTUMN", "starts_on": "07/09/2026"}, expect=422)
    assert "already has a cohort called Autumn" in page.main


def test_capitals_make_no_difference_to_the_order(desk: Browser, world: World) -> None:
    for name in ("apple Skills", "Zebra Skills"):
        world.organisation(name)
    main = desk.get("/organisations/").main
    assert main.index("apple Skills") < main.index("Northshire") < main.index("Zebra Skills")


def test_a_provider_is_renamed(desk: Browser, world: World, north: North) -> None:
    page = desk.get(f"/organisations/{north.place.id}")
    page = desk.get(page.link("Change the name of this training provider"))
    assert dict(page.forms[-1].values)["name"] == "Northshire College"
    desk.submit(page, {"name": "Northshire college"})
    assert desk.follow().h1 == "Northshire college"
    assert acts(world)[-1][:2] == ("organisation-renamed", north.administrator.id)


def test_a_provider_does_not_take_the_name_of_another(desk: Browser, world: World, north: North) -> None:
    world.organisation("Southmere")
    page = desk.get(f"/organisations/{north.place.id}/rename")
    assert "called Southmere" in desk.submit(page, {"name": "SOUTHMERE"}, expect=422).main


def test_a_cohort_is_changed(desk: Browser, north: North) -> None:
    page = desk.get(desk.get(f"/organisations/{north.place.id}").link("Change Autumn"))
    desk.submit(page, {"name": "Autumn 2026", "starts_on": "14/09/2026"})
    page = desk.follow()
    assert "Autumn 2026 From 14 September 2026" in page.main


def test_a_cohort_does_not_take_the_name_of_another(desk: Browser, world: World, north: North) -> None:
    world.cohort(north.place, "Spring")
    page = desk.get(f"/organisations/cohorts/{north.cohort.id}/change")
    assert "called Spring" in desk.submit(page, {"name": "spring"}, expect=422).main


def test_a_cohort_leads_to_its_apprentices(desk: Browser, world: World, north: North) -> None:
    world.apprentice("Chen Li")
    page = desk.get(desk.get(f"/organisations/{north.place.id}").link("1 apprentice of Autumn"))
    assert "Amira Osei" in page.main
    assert "Chen Li" not in page.main


def test_a_place_is_offered_in_cohorts_of_the_apprentices_provider_only(
    desk: Browser, world: World, north: North
) -> None:
    other = world.cohort()
    page = desk.get(f"/apprentices/{north.amira.id}/cohort")
    assert page.forms[-1].choices["cohort"] == {"", str(north.cohort.id)}
    assert other.name not in page.main
