"""Builds the people and places of a test, through the product's own actions."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import assignments, extra_time, organisations, people, signing
from app.accounts.passwords import Passwords
from app.db import open_session
from app.knowledge_test.part import PART as KNOWLEDGE_TEST
from app.knowledge_test.rules.practising import Wish
from app.people import Grant, Role, Viewer
from app.sittings.actions.finishing import finish_attempt
from app.sittings.actions.saving import Change, Saved, TooLate, save_answer
from app.sittings.actions.starting import start_attempt
from app.sittings.models import Mode, Slot
from app.sittings.parts import Order, Part

PASSWORD = "a long enough password"
SEPTEMBER = date(2026, 9, 1)
TEN_OF_ANY = Wish(number=10)
FAR_AWAY = date(2036, 1, 1)


@lru_cache
def _hash_by(passwords: Passwords) -> str:
    """The hash of everybody's password, made once: hashing is slow on purpose."""
    return passwords.make(PASSWORD)


class FakeClock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The time it shows."""
        return self._moment

    def advance(self, by: timedelta) -> datetime:
        """Move on; the new time."""
        self._moment += by
        return self._moment

    def set(self, moment: datetime) -> None:
        """Show `moment`, which must be aware."""
        assert moment.tzinfo is not None
        self._moment = moment


@dataclass(frozen=True)
class Place:
    """An organisation, or a cohort of one (`organisation_id` is then the provider's)."""

    id: int
    name: str
    organisation_id: int


@dataclass(frozen=True)
class Known:
    """Somebody with an account, and all that is needed to act as them."""

    id: int
    name: str
    email: str
    password: str
    viewer: Viewer


class World:
    """People and places in the database of `app`, made as they are asked for.

    Every call is one transaction of its own, as a request is.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._made = 0

    @property
    def now(self) -> datetime:
        """The time on the clock of the application."""
        moment: datetime = self._app.extensions["clock"].now()
        return moment

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session within the application; what is done is kept, unless it fails."""
        with (
            self._app.app_context(),
            open_session(self._app.extensions["engine"], may_write=True) as db,
            db.begin(),
        ):
            yield db

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session within the application that refuses to write."""
        with self._app.app_context(), open_session(self._app.extensions["engine"], may_write=False) as db:
            yield db

    def organisation(self, name: str = "") -> Place:
        """A training provider."""
        name = name or f"Provider {self._next()}"
        with self.writing() as db:
            made = organisations.add_organisation(db, name, by=None, now=self.now)
        return Place(made.id, name, made.id)

    def cohort(self, organisation: Place | None = None, name: str = "", starts_on: date = SEPTEMBER) -> Place:
        """A cohort; of a provider of its own where none is given."""
        owner = organisation or self.organisation()
        name = name or f"Cohort {self._next()}"
        with self.writing() as db:
            made = organisations.add_cohort(db, owner.id, name, starts_on, by=None, now=self.now)
        return Place(made.id, name, owner.id)

    def apprentice(
        self, name: str = "Amira Osei", cohort: Place | None = None, extra_percent: int = 0
    ) -> Known:
        """An apprentice in a cohort (of their own where none is given), with extra time if any."""
        of = cohort or self.cohort()
        known = self._person(name, Grant(Role.APPRENTICE, of.organisation_id))
        with self.writing() as db:
            organisations.enrol(db, known.id, of.id, by=None, now=self.now)
        if extra_percent:
            self.extra_time(known, extra_percent)
        return known

    def tutor(self, organisation: Place | None = None, name: str = "Tomas Reid") -> Known:
        """Somebody who works for a training provider."""
        of = organisation or self.organisation()
        return self._person(name, Grant(Role.PROVIDER, of.organisation_id))

    def assessor(self, *apprentices: Known, name: str = "Asha Verma") -> Known:
        """An end-point assessor to whom `apprentices` are assigned."""
        known = self._person(name, Grant(Role.ASSESSOR, None))
        for one in apprentices:
            self.assign(known, one)
        return known

    def administrator(self, name: str = "Adele Young") -> Known:
        """An administrator of the site."""
        return self._person(name, Grant(Role.ADMINISTRATOR, None))

    def nobody_yet(self, name: str = "Nia Bell") -> Known:
        """Somebody with an account and no role."""
        return self._person(name)

    def assign(self, assessor: Known, apprentice: Known) -> None:
        """Give an apprentice to an assessor."""
        with self.writing() as db:
            assignments.assign(db, apprentice.id, assessor.id, by=None, now=self.now)

    def extra_time(self, apprentice: Known, percent: int, until: date = FAR_AWAY) -> None:
        """Record extra time, as approved until the end of a day."""
        approved = extra_time.Approved(percent, "Test approver", until)
        with self.writing() as db:
            extra_time.set_extra_time(db, apprentice.id, approved, by=None, now=self.now)

    def session_of(self, known: Known) -> str:
        """A sign-in as the sign-in page begins one; its token."""
        with self.writing() as db:
            return signing.begin(db, known.id, now=self.now, lasts=timedelta(hours=12))

    def start(
        self, known: Known, part: Part = KNOWLEDGE_TEST, *, seed: int = 1, mode: Mode = Mode.MOCK
    ) -> int:
        """Start an attempt; its id."""
        with self.writing() as db:
            return start_attempt(db, part, Order(known.viewer, mode, seed=seed, now=self.now)).id

    def practise(self, known: Known, wish: Wish = TEN_OF_ANY, *, seed: int = 1) -> int:
        """Start practice of part 1; its id."""
        order = Order(known.viewer, Mode.PRACTICE, seed=seed, now=self.now, choices=wish.as_choices())
        with self.writing() as db:
            return start_attempt(db, KNOWLEDGE_TEST, order).id

    def answer(
        self, known: Known, attempt_id: int, slot: int, value: str, *, base: int = 0
    ) -> Saved | TooLate:
        """Save one answer, as a page freshly opened would."""
        change = Change(slot, base, value, flagged=False, writer=secrets.token_hex(8), change=1)
        with self.writing() as db:
            return save_answer(db, known.viewer, attempt_id, change, now=self.now)

    def items(self, attempt_id: int) -> list[str]:
        """The items an attempt asks, in order."""
        with self.reading() as db:
            found = select(Slot.item).where(Slot.attempt_id == attempt_id).order_by(Slot.number)
            return list(db.scalars(found))

    def finish(self, known: Known, attempt_id: int) -> None:
        """Hand an attempt in."""
        with self.writing() as db:
            finish_attempt(db, known.viewer, attempt_id, now=self.now)

    def _next(self) -> int:
        self._made += 1
        return self._made

    def _person(self, name: str, *grants: Grant) -> Known:
        """Somebody who has come in already; by no letter, so that outbox and sign-ins stay empty."""
        local = ".".join(re.findall(r"[a-z]+", name.lower()))
        email = f"{local}.{self._next()}@example.org"
        hashed = _hash_by(self._app.extensions["passwords"])
        with self.writing() as db:
            made = people.add_person(db, name, email, grants, by=None, now=self.now)
            made.password_hash = hashed
        return Known(made.id, name, email, PASSWORD, Viewer(made.id, name, grants))
