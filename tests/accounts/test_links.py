"""Coming in by a link: invitations and new passwords."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions.people import disable
from app.accounts.actions.ways_in import invite, use_link
from app.accounts.links import ways
from app.accounts.models import Link, Person
from app.accounts.rules.links import Purpose
from app.notices.queries import waiting_letters
from app.outcomes import NotAllowedNow, NotThere
from app.people import Grant, Role, Viewer
from tests.accounts.letters import NEW, UNUSABLE, choose, invited, letters, path, reset
from tests.build import FakeClock, Known, World
from tests.page import Browser

Browse = Callable[[], Browser]
ADMINISTRATOR = Viewer(0, "Adele", (Grant(Role.ADMINISTRATOR, None),))


def test_an_invitation_leads_to_a_password_and_in(browse: Browse, world: World) -> None:
    browser = browse()
    way = invited(world)
    assert browser.get(way).h1 == "Choose your password"
    choose(browser, way)
    assert "Ines Vale" in browser.follow().text


def test_the_password_chosen_signs_in_from_then_on(browse: Browse, world: World) -> None:
    choose(browse(), invited(world))
    browser = browse()
    browser.submit(browser.get("/sign-in"), {"email": "ines@northshire.example", "password": NEW})
    assert "Ines Vale" in browser.follow().text


def test_the_letter_names_the_person_the_service_and_the_limit(world: World) -> None:
    invited(world)
    (letter,) = letters(world)
    assert letter.to_address == "ines@northshire.example"
    assert letter.subject == "Your account with CoderReady"
    assert "Hello Ines Vale" in letter.body
    assert "for 7 days" in letter.body
    assert letter.useful_until == world.now + timedelta(days=7)


def test_looking_at_a_link_does_not_use_it_up(browse: Browse, world: World) -> None:
    way = invited(world)
    for _ in range(3):
        browse().get(way)
    choose(browse(), way)


def test_a_link_works_once(browse: Browse, world: World) -> None:
    way = invited(world)
    choose(browse(), way)
    assert browse().get(way, expect=410).h1 == UNUSABLE


def test_a_link_used_between_looking_and_sending_changes_nothing(browse: Browse, world: World) -> None:
    way, late = invited(world), browse()
    page = late.get(way)
    choose(browse(), way)
    assert late.submit(page, {"password": "another fox plum harbour"}, expect=410).h1 == UNUSABLE


def test_of_two_who_use_a_link_at_once_one_is_too_late(app: Flask, world: World) -> None:
    invited(world)
    with world.reading() as db:
        link_id = db.scalars(select(Link.id)).one()
    tokens: list[str | None] = []

    def use() -> None:
        with world.writing() as db:
            tokens.append(
                use_link(db, Purpose.INVITATION, link_id, "hash", now=world.now, lasts=timedelta(hours=1))
            )

    both = [threading.Thread(target=use) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(token is None for token in tokens) == [False, True]


@pytest.mark.parametrize(("purpose", "days"), [("invitation", 7), ("new-password", 2 / 24)])
def test_a_link_ends_at_its_very_end(
    browse: Browse, world: World, amira: Known, clock: FakeClock, purpose: str, days: float
) -> None:
    way = invited(world) if purpose == "invitation" else reset(browse, world, amira.email)
    clock.advance(timedelta(days=days) - timedelta(seconds=1))
    browse().get(way)
    clock.advance(timedelta(seconds=1))
    assert browse().get(way, expect=410).h1 == UNUSABLE


def test_every_link_that_does_not_work_gets_the_same_page(
    browse: Browse, world: World, amira: Known, clock: FakeClock
) -> None:
    used, forged = invited(world), "/invitation/abc.def"
    choose(browse(), used)
    shut = invited(world, "Una Shut", "una@northshire.example")
    with world.writing() as db:
        person_id = db.scalars(select(Person.id).where(Person.email == "una@northshire.example")).one()
        disable(db, person_id, by=None, now=world.now)
    old = reset(browse, world, amira.email)
    other_kind = old.replace("new-password", "invitation")
    clock.advance(timedelta(days=30))
    pages = [
        browse().get(way, expect=410) for way in (used, forged, forged + "\N{SNOWMAN}", shut, old, other_kind)
    ]
    assert len({page.main for page in pages}) == 1


def test_an_address_of_another_kind_is_not_there(browse: Browse) -> None:
    browse().get("/gift/abc.def", expect=404)


def test_an_invitation_does_not_open_as_a_new_password(browse: Browse, world: World) -> None:
    way = invited(world).replace("/invitation/", "/new-password/")
    browse().get(way, expect=410)


@pytest.mark.parametrize("password", ["", "too short", "CoderReady2026", "Ines-Vale-1234", "password1234"])
def test_a_password_that_is_not_taken_uses_nothing_up(browse: Browse, world: World, password: str) -> None:
    way = invited(world)
    page = choose(browse(), way, password, expect=422)
    assert page.title.startswith("Error:")
    choose(browse(), way)


def test_inviting_again_ends_the_earlier_invitation(browse: Browse, world: World) -> None:
    first = invited(world)
    with world.writing() as db:
        person_id = db.scalars(select(Person.id)).one()
        second = path(invite(db, person_id, ways(), by=None, now=world.now))
    browse().get(first, expect=410)
    browse().get(second)


def test_somebody_who_has_come_in_is_not_invited_again(world: World, amira: Known) -> None:
    with pytest.raises(NotAllowedNow, match="already chosen"), world.writing() as db:
        invite(db, amira.id, ways(), by=None, now=world.now)


def test_somebody_disabled_is_not_invited(world: World, amira: Known) -> None:
    with world.writing() as db:
        disable(db, amira.id, by=None, now=world.now)
    with pytest.raises(NotAllowedNow, match="disabled"), world.writing() as db:
        invite(db, amira.id, ways(), by=None, now=world.now)


@pytest.mark.parametrize("role", [Role.APPRENTICE, Role.ASSESSOR, Role.PROVIDER])
def test_only_administrators_invite(world: World, amira: Known, role: Role) -> None:
    by = {Role.APPRENTICE: amira, Role.ASSESSOR: world.assessor(), Role.PROVIDER: world.tutor()}[role].viewer
    with pytest.raises(NotThere), world.writing() as db:
        invite(db, amira.id, ways(), by=by, now=world.now)


def test_a_new_password_by_link_ends_every_other_sign_in(browse: Browse, world: World, amira: Known) -> None:
    elsewhere = browse()
    elsewhere.sign_in(amira)
    choose(browse(), reset(browse, world, amira.email))
    elsewhere.get("/settings", expect=302)


def test_a_new_password_ends_every_other_link(browse: Browse, world: World) -> None:
    invitation = invited(world)
    choose(browse(), reset(browse, world, "ines@northshire.example"))
    browse().get(invitation, expect=410)


def test_the_old_password_is_no_good_after_a_reset(browse: Browse, world: World, amira: Known) -> None:
    choose(browse(), reset(browse, world, amira.email))
    browser = browse()
    fields = {"email": amira.email, "password": amira.password}
    browser.submit(browser.get("/sign-in"), fields, expect=422)


def waiting(world: World) -> list[str]:
    with world.reading() as db:
        return [one.kind for one in waiting_letters(db, ADMINISTRATOR, now=world.now)]


def test_once_a_link_is_used_no_letter_waits_with_it(browse: Browse, world: World) -> None:
    way = invited(world)
    assert waiting(world) == ["invitation"]
    choose(browse(), way)
    assert waiting(world) == []


def test_a_letter_that_a_newer_one_replaces_no_longer_waits(
    browse: Browse, world: World, amira: Known
) -> None:
    for _ in range(2):
        reset(browse, world, amira.email)
    assert waiting(world) == ["new-password"]


def test_asking_for_a_new_password_leaves_an_invitation_in_force(browse: Browse, world: World) -> None:
    way = invited(world)
    reset(browse, world, "ines@northshire.example")
    browse().get(way)
    assert sorted(waiting(world)) == ["invitation", "new-password"]
