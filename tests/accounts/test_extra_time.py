"""Recording extra time: by whom, for whom, and what cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.accounts.actions import extra_time, people
from app.accounts.actions.extra_time import Approved
from app.accounts.queries.extra_time import extra_percent
from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.people import Grant, Role, Viewer
from tests.accounts.north import North, acts
from tests.build import FakeClock, Known, World

SOON = date(2027, 6, 30)


def approve(world: World, known: Known, approved: Approved, by: Known | None = None) -> None:
    with world.writing() as db:
        extra_time.set_extra_time(db, known.id, approved, by=by.viewer if by else None, now=world.now)


def percent(world: World, known: Known) -> int:
    with world.reading() as db:
        return extra_percent(db, known.id, now=world.now)


@pytest.mark.parametrize("who", ["tutor", "administrator"])
def test_the_provider_and_administrators_set_extra_time(world: World, north: North, who: str) -> None:
    approve(world, north.amira, Approved(25, "Learning support", SOON), getattr(north, who))
    assert percent(world, north.amira) == 25


def test_the_trail_holds_who_set_extra_time_and_for_whom(world: World, north: North) -> None:
    approve(world, north.amira, Approved(25, "Learning support", SOON), north.tutor)
    assert acts(world)[-1] == ("extra-time-set", north.tutor.id, north.amira.id)


def test_the_newest_record_counts(world: World, north: North) -> None:
    for each in (25, 50):
        approve(world, north.amira, Approved(each, "Learning support", SOON))
    assert percent(world, north.amira) == 50


def test_nought_ends_extra_time(world: World, north: North) -> None:
    for each in (25, 0):
        approve(world, north.amira, Approved(each, "Learning support", SOON))
    assert percent(world, north.amira) == 0


def test_extra_time_counts_to_the_end_of_its_last_day(world: World, north: North, clock: FakeClock) -> None:
    approve(world, north.amira, Approved(25, "Learning support", clock.now().date()))
    clock.advance(timedelta(hours=14))
    assert percent(world, north.amira) == 25
    clock.advance(timedelta(hours=1))
    assert percent(world, north.amira) == 0


@pytest.mark.parametrize("each", [-1, 301])
def test_a_percentage_that_cannot_be_is_refused(world: World, north: North, each: int) -> None:
    with pytest.raises(BadInput, match="between 0 and 300"):
        approve(world, north.amira, Approved(each, "Learning support", SOON))


@pytest.mark.parametrize("approver", ["", "   ", "x" * 121])
def test_extra_time_names_who_approved_it(world: World, north: North, approver: str) -> None:
    with pytest.raises(BadInput, match="who approved it"):
        approve(world, north.amira, Approved(25, approver, SOON))


def test_extra_time_does_not_end_before_it_begins(world: World, north: North) -> None:
    with pytest.raises(BadInput, match="is over"):
        approve(world, north.amira, Approved(25, "Learning support", world.now.date() - timedelta(days=1)))


@pytest.mark.parametrize("who", ["assessor", "amira"])
def test_nobody_else_sets_extra_time(world: World, north: North, who: str) -> None:
    with pytest.raises(NotThere):
        approve(world, north.amira, Approved(25, "Learning support", SOON), getattr(north, who))


def test_the_people_of_another_provider_do_not_set_it(world: World, north: North) -> None:
    with pytest.raises(NotThere):
        approve(world, north.amira, Approved(25, "Learning support", SOON), world.tutor(name="Toby Far"))


def test_extra_time_is_for_apprentices(world: World, north: North) -> None:
    with pytest.raises(NotThere):
        approve(world, north.assessor, Approved(25, "Learning support", SOON), north.tutor)


def test_nobody_sets_their_own(world: World, north: North) -> None:
    with world.writing() as db:
        people.grant_role(db, north.amira.id, Grant(Role.PROVIDER, north.place.id), by=None, now=world.now)
    both = Viewer(
        north.amira.id, "A", (Grant(Role.APPRENTICE, north.place.id), Grant(Role.PROVIDER, north.place.id))
    )
    approved = Approved(25, "Learning support", SOON)
    with pytest.raises(NotAllowedNow, match="somebody else"), world.writing() as db:
        extra_time.set_extra_time(db, north.amira.id, approved, by=both, now=world.now)
