"""People are told what happened and what is to be done: about letters, and about a sign-in that ended."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts.actions.people import disable
from tests.accounts.letters import Browse, invited
from tests.accounts.north import North
from tests.build import World
from tests.page import Browser

BY_HAND = "No mail server is set: pass on the letter in the Outbox"
OUT = "You were signed out. Sign in to go on."


@pytest.fixture
def desk(browse: Browse, north: North) -> Browser:
    """The administrator's browser."""
    browser = browse()
    browser.sign_in(north.administrator)
    return browser


@pytest.fixture
def with_mail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site with a mail server."""
    settings = dataclasses.replace(app.extensions["settings"], mail_server="mail.example")
    monkeypatch.setitem(app.extensions, "settings", settings)


def newest_person(desk: Browser, world: World) -> str:
    invited(world)
    return desk.get("/people/?q=ines").link("Ines Vale")


def test_without_mail_an_invitation_is_passed_on_by_hand(desk: Browser, world: World) -> None:
    page = desk.get(newest_person(desk, world))
    assert BY_HAND in page.main
    assert {one.href for one in page.links if one.text == "Outbox"} == {"/outbox/"}


def test_somebody_to_whom_no_letter_waits_has_no_such_line(desk: Browser, north: North) -> None:
    assert BY_HAND not in desk.get(f"/people/{north.amira.id}").main


@pytest.mark.usefixtures("with_mail")
def test_with_mail_nothing_is_passed_on_by_hand(desk: Browser, world: World) -> None:
    assert BY_HAND not in desk.get(newest_person(desk, world)).main
    assert "They are sent a link" in desk.get("/people/add").main


def test_without_mail_the_form_says_who_passes_the_invitation_on(desk: Browser) -> None:
    assert "you pass it on" in desk.get("/people/add").main


def test_without_mail_nobody_is_told_to_check_theirs(browse: Browse) -> None:
    page = browse().get("/forgotten-password/sent")
    assert page.h1 == "Ask an administrator for your link"
    assert "An administrator will see the letter and can pass it on to you" in page.main
    assert "This site sends no e-mail" in browse().get("/forgotten-password").main


@pytest.mark.usefixtures("with_mail")
def test_with_mail_people_are_told_to_check_theirs(browse: Browse) -> None:
    assert browse().get("/forgotten-password/sent").h1 == "Check your e-mail"


def elsewhere(browse: Browse, world: World, north: North) -> None:
    browser = browse()
    browser.sign_in(north.amira)
    browser.post("/settings/sign-out-everywhere")


def shut(browse: Browse, world: World, north: North) -> None:
    with world.writing() as db:
        disable(db, north.amira.id, by=None, now=world.now)


@pytest.mark.parametrize("end", [elsewhere, shut])
def test_whoever_was_signed_out_from_elsewhere_is_told_so(
    browse: Browse, world: World, north: North, end: Callable[[Browse, World, North], None]
) -> None:
    browser = browse()
    browser.sign_in(north.amira)
    end(browse, world, north)
    browser.get("/settings", expect=302)
    assert OUT in browser.follow().main


def test_whoever_never_signed_in_is_not_told_so(browse: Browse) -> None:
    browser = browse()
    browser.get("/settings", expect=302)
    assert OUT not in browser.follow().main


def test_whoever_signed_out_here_is_not_told_so(browse: Browse, north: North) -> None:
    browser = browse()
    browser.sign_in(north.amira)
    browser.post("/sign-out")
    assert OUT not in browser.get("/sign-in").main
