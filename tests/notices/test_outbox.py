"""The outbox: what is taken when, and what an administrator sees of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.notices.actions import BETWEEN_TRIES, MOST_TRIES, note_sent, take_next_letter, write_letter
from app.notices.models import Letter
from app.notices.queries import count_waiting, waiting_letters
from app.outcomes import NotThere
from tests.build import FakeClock, World
from tests.page import Browser

Browse = Callable[[], Browser]
SECRET = "https://site.example/new-password/secret"


def write(world: World, to: str = "amira@example.org", hours: float | None = None) -> None:
    with world.writing() as db:
        until = world.now + timedelta(hours=hours) if hours else None
        write_letter(
            db, "hello", to=to, subject="Hello", body=f"Open\n\n{SECRET}", now=world.now, useful_until=until
        )


def take(world: World) -> str | None:
    with world.writing() as db:
        found = take_next_letter(db, now=world.now)
        return found.to_address if found else None


def test_letters_are_taken_in_the_order_they_were_written(world: World) -> None:
    for to in ("a@example.org", "b@example.org"):
        write(world, to)
    assert [take(world), take(world), take(world)] == ["a@example.org", "b@example.org", None]


def test_a_letter_that_was_taken_is_not_taken_again_soon(world: World, clock: FakeClock) -> None:
    write(world)
    take(world)
    clock.advance(BETWEEN_TRIES - timedelta(seconds=1))
    assert take(world) is None


def test_a_letter_that_was_taken_and_never_sent_is_tried_again_later(world: World, clock: FakeClock) -> None:
    write(world)
    take(world)
    clock.advance(BETWEEN_TRIES)
    assert take(world) == "amira@example.org"


def test_a_letter_that_cannot_be_sent_does_not_hold_up_the_others(world: World, clock: FakeClock) -> None:
    write(world, "broken@example.org")
    take(world)
    write(world, "fine@example.org")
    clock.advance(BETWEEN_TRIES)
    assert take(world) == "fine@example.org"


def test_a_letter_is_given_up_after_many_tries(world: World, clock: FakeClock) -> None:
    write(world)
    for _ in range(MOST_TRIES):
        assert take(world) is not None
        clock.advance(BETWEEN_TRIES)
    assert take(world) is None


def test_a_letter_is_not_sent_once_it_is_of_no_use(world: World, clock: FakeClock) -> None:
    write(world, hours=2)
    clock.advance(timedelta(hours=2))
    assert take(world) is None


def test_a_letter_that_was_sent_is_not_taken_and_its_text_is_gone(world: World, clock: FakeClock) -> None:
    write(world)
    with world.writing() as db:
        found = take_next_letter(db, now=world.now)
        assert found is not None
        note_sent(db, found.id, now=world.now)
    clock.advance(timedelta(days=1))
    assert take(world) is None
    with world.reading() as db:
        assert db.scalars(select(Letter.body)).all() == [""]


@pytest.mark.parametrize("query", [waiting_letters, count_waiting])
def test_only_administrators_ask_about_letters(world: World, query: Callable[..., object]) -> None:
    with pytest.raises(NotThere), world.reading() as db:
        query(db, world.tutor().viewer, now=world.now)


@pytest.fixture
def desk(browse: Browse, world: World) -> Browser:
    browser = browse()
    browser.sign_in(world.administrator())
    return browser


@pytest.fixture
def mail_server(app: Flask) -> Iterator[None]:
    """A mail server is set, though nothing is sent to it."""
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(before, mail_server="mail.example:25")
    yield
    app.extensions["settings"] = before


def test_without_a_mail_server_the_administrator_can_pass_the_link_on(desk: Browser, world: World) -> None:
    write(world)
    page = desk.get("/outbox/")
    assert SECRET in page.main
    assert "No mail server is set" in page.main


@pytest.mark.usefixtures("mail_server")
def test_with_a_mail_server_nobody_reads_a_letter(desk: Browser, world: World) -> None:
    write(world)
    page = desk.get("/outbox/")
    assert "amira@example.org" in page.main
    assert SECRET not in page.body


def test_a_letter_that_was_sent_is_not_shown(desk: Browser, world: World) -> None:
    write(world)
    with world.writing() as db:
        note_sent(db, 1, now=world.now)
    assert "Nothing waits" in desk.get("/outbox/").main


def test_a_letter_that_is_of_no_use_any_more_is_not_shown(
    desk: Browser, world: World, clock: FakeClock
) -> None:
    write(world, hours=0.25)
    clock.advance(timedelta(minutes=15))
    assert "Nothing waits" in desk.get("/outbox/").main
