"""Asking for a new password: the same answer whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select

from app.accounts.actions.people import disable
from app.accounts.models import Link
from tests.accounts.letters import letters, reset
from tests.build import FakeClock, Known, World
from tests.page import Browser, Page

Browse = Callable[[], Browser]


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Everything the database is asked meanwhile."""
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def ask(browser: Browser, email: str, expect: int = 302) -> Page:
    return browser.submit(browser.get("/forgotten-password"), {"email": email}, expect=expect)


def test_asking_for_a_new_password_answers_the_same_whoever_it_is(
    browse: Browse, world: World, amira: Known
) -> None:
    answers = []
    for email in (amira.email, "nobody@example.org"):
        browser = browse()
        ask(browser, email)
        answers.append(browser.follow().main)
    assert answers[0] == answers[1]


def test_asking_takes_as_many_statements_whoever_it_is(
    browse: Browse, app: Flask, world: World, amira: Known
) -> None:
    counted = []
    for email in ("nobody@example.org", amira.email):
        browser = browse()
        page = browser.get("/forgotten-password")
        with statements(app.extensions["engine"]) as found:
            browser.submit(page, {"email": email})
        counted.append(len(found))
    assert abs(counted[0] - counted[1]) <= 1, counted


def test_a_letter_goes_to_nobody_else(browse: Browse, world: World, amira: Known) -> None:
    ask(browse(), "nobody@example.org")
    assert letters(world) == []


def test_no_letter_goes_to_a_disabled_account(browse: Browse, world: World, amira: Known) -> None:
    with world.writing() as db:
        disable(db, amira.id, by=None, now=world.now)
    ask(browse(), amira.email)
    assert letters(world) == []


@pytest.mark.parametrize("known", [True, False])
def test_the_fourth_letter_within_the_hour_has_to_wait(
    browse: Browse, amira: Known, clock: FakeClock, known: bool
) -> None:
    email = amira.email if known else "nobody@example.org"
    for _ in range(3):
        ask(browse(), email)
    page = ask(browse(), email, expect=429)
    assert "Wait 15 minutes" in page.text
    assert email in page.body
    clock.advance(timedelta(minutes=15))
    ask(browse(), email)


def test_no_more_letters_are_written_than_were_asked_for(browse: Browse, world: World, amira: Known) -> None:
    for _ in range(3):
        ask(browse(), amira.email)
    ask(browse(), amira.email, expect=429)
    assert len(letters(world)) == 3


def test_the_newest_of_several_letters_is_the_one_that_works(
    browse: Browse, world: World, amira: Known
) -> None:
    first = reset(browse, world, amira.email)
    second = reset(browse, world, amira.email)
    browse().get(first, expect=410)
    browse().get(second)
    with world.reading() as db:
        assert db.scalar(select(func.count(Link.id))) == 2
