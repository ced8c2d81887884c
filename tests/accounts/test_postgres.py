"""Accounts on PostgreSQL, where locks are of rows and not of the whole database."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions.ways_in import use_link
from app.accounts.models import Link
from app.accounts.rules.links import Purpose
from app.notices.actions import take_next_letter, write_letter
from tests.accounts.letters import choose, invited
from tests.build import World
from tests.page import Browser

pytestmark = pytest.mark.postgres


@pytest.fixture
def there(postgres_app: Flask) -> World:
    """The world on PostgreSQL."""
    return World(postgres_app)


def test_of_two_who_use_a_link_at_once_one_is_too_late(there: World) -> None:
    invited(there)
    with there.reading() as db:
        link_id = db.scalars(select(Link.id)).one()
    tokens: list[str | None] = []

    def use() -> None:
        with there.writing() as db:
            lasts = timedelta(hours=1)
            tokens.append(use_link(db, Purpose.INVITATION, link_id, "hash", now=there.now, lasts=lasts))

    both = [threading.Thread(target=use) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(token is None for token in tokens) == [False, True]


def test_a_letter_that_is_being_taken_is_passed_over(there: World) -> None:
    for to in ("a@example.org", "b@example.org"):
        with there.writing() as db:
            write_letter(db, "hello", to=to, subject="Hello", body="Hello", now=there.now)
    with there.writing() as first, there.writing() as second:
        taken = [take_next_letter(db, now=there.now) for db in (first, second)]
        assert [letter and letter.to_address for letter in taken] == ["a@example.org", "b@example.org"]


def test_every_page_of_accounts_is_read(postgres_app: Flask, there: World) -> None:
    place = there.organisation("Northshire College")
    cohort = there.cohort(place)
    amira = there.apprentice(cohort=cohort, extra_percent=25)
    who = {
        there.administrator(): f"/people/ /people/?q=a&role=apprentice&organisation={place.id} /outbox/ "
        f"/people/{amira.id} /organisations/ /organisations/{place.id} /apprentices/{amira.id}/cohort",
        there.tutor(place): f"/home/provider/cohorts/{cohort.id} /home/provider/apprentices/{amira.id}",
        there.assessor(amira): "/home/assessor",
        amira: "/settings/who-can-see",
    }
    for known, paths in who.items():
        browser = Browser(postgres_app)
        browser.sign_in(known)
        for path in paths.split():
            browser.get(path)


def test_an_invitation_leads_in(postgres_app: Flask, there: World) -> None:
    browser = Browser(postgres_app)
    choose(browser, invited(there))
    assert "Ines Vale" in browser.follow().text
