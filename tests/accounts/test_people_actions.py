"""What administrators do with people: refusals, what ends with what, and the trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.actions import assignments, organisations, people
from app.accounts.models import Assignment, Enrolment, RoleGrant
from app.accounts.queries.apprentices import my_apprentices
from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.people import Grant, Role, Viewer
from tests.accounts.north import North, acts
from tests.build import Known, World

SOON = date(2027, 6, 30)


@pytest.mark.parametrize(
    "email", ["", "amira", "amira@", "a b@example.org", "amira@nodots", "amira@example.test"]
)
def test_what_is_no_address_is_refused(world: World, email: str) -> None:
    with pytest.raises(BadInput, match="e-mail address"), world.writing() as db:
        people.add_person(db, "Ines Vale", email, [], by=None, now=world.now)


@pytest.mark.parametrize("email", ["Tutor@Northshire.EXAMPLE", "  tutor@northshire.example "])
def test_an_address_is_stored_in_small_letters(world: World, email: str) -> None:
    with world.writing() as db:
        made = people.add_person(db, "Tess Low", email, [], by=None, now=world.now)
    assert made.email == "tutor@northshire.example"


def test_an_address_is_taken_once_in_whatever_case(world: World, north: North) -> None:
    with (
        pytest.raises(NotAllowedNow, match=f"already an account.*{north.amira.email}"),
        world.writing() as db,
    ):
        people.add_person(db, "Another", north.amira.email.upper(), [], by=None, now=world.now)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Amira\x00Osei"])
def test_what_is_no_name_is_refused(world: World, name: str) -> None:
    with pytest.raises(BadInput, match="name"), world.writing() as db:
        people.add_person(db, name, "ines@northshire.example", [], by=None, now=world.now)


def test_a_name_on_two_lines_becomes_one(world: World) -> None:
    with world.writing() as db:
        made = people.add_person(db, "Ines\r\n  Vale", "ines@northshire.example", [], by=None, now=world.now)
    assert made.name == "Ines Vale"


def test_a_role_at_a_provider_that_is_not_there_is_refused(world: World) -> None:
    with pytest.raises(NotThere), world.writing() as db:
        people.add_person(db, "A", "a@b.example", [Grant(Role.APPRENTICE, 99)], by=None, now=world.now)


def test_granting_a_role_twice_grants_it_once(world: World, north: North) -> None:
    with world.writing() as db:
        people.grant_role(db, north.assessor.id, Grant(Role.ASSESSOR, None), by=None, now=world.now)
        held = select(RoleGrant).where(RoleGrant.person_id == north.assessor.id)
        assert len(db.scalars(held).all()) == 1


def everything(north: North) -> list[Callable[[Session, Viewer, Any], object]]:
    """Every act that only administrators do."""
    place, cohort, amira, assessor = north.place.id, north.cohort.id, north.amira.id, north.assessor.id
    return [
        lambda db, by, now: people.add_person(db, "A", "a@b.example", [], by=by, now=now),
        lambda db, by, now: people.grant_role(db, amira, Grant(Role.ASSESSOR, None), by=by, now=now),
        lambda db, by, now: people.withdraw_role(db, amira, 1, by=by, now=now),
        lambda db, by, now: people.disable(db, amira, by=by, now=now),
        lambda db, by, now: people.enable(db, amira, by=by, now=now),
        lambda db, by, now: organisations.add_organisation(db, "A", by=by, now=now),
        lambda db, by, now: organisations.add_cohort(db, place, "A", SOON, by=by, now=now),
        lambda db, by, now: organisations.enrol(db, amira, cohort, by=by, now=now),
        lambda db, by, now: organisations.end_enrolment(db, 1, by=by, now=now),
        lambda db, by, now: assignments.assign(db, amira, assessor, by=by, now=now),
        lambda db, by, now: assignments.unassign(db, 1, by=by, now=now),
    ]


@pytest.mark.parametrize("who", ["amira", "tutor", "assessor"])
@pytest.mark.parametrize("place", range(11))
def test_nobody_but_administrators_may(world: World, north: North, who: str, place: int) -> None:
    by: Known = getattr(north, who)
    with pytest.raises(NotThere), world.writing() as db:
        everything(north)[place](db, by.viewer, world.now)


def test_every_act_is_in_the_trail_with_who_did_it(world: World, north: North) -> None:
    by, now = north.administrator.viewer, world.now
    before = len(acts(world))
    with world.writing() as db:
        made = assignments.assign(db, north.amira.id, north.assessor.id, by=by, now=now)
        assignments.unassign(db, made.id, by=by, now=now)
        people.disable(db, north.amira.id, by=by, now=now)
        people.enable(db, north.amira.id, by=by, now=now)
    who = (by.person_id, north.amira.id)
    assert acts(world)[before:] == [
        ("assigned", *who),
        ("unassigned", *who),
        ("signed-out-everywhere", *who),
        ("disabled", *who),
        ("enabled", *who),
    ]


def test_somebody_who_works_for_the_provider_does_not_assess_its_apprentices(
    world: World, north: North
) -> None:
    with world.writing() as db:
        people.grant_role(db, north.tutor.id, Grant(Role.ASSESSOR, None), by=None, now=world.now)
    with pytest.raises(NotAllowedNow, match="no other role"):
        world.assign(north.tutor, north.amira)


def test_an_assessor_is_given_no_role_at_the_provider_of_their_apprentice(world: World, north: North) -> None:
    world.assign(north.assessor, north.amira)
    grant = Grant(Role.PROVIDER, north.place.id)
    with pytest.raises(NotAllowedNow, match="no other role"), world.writing() as db:
        people.grant_role(db, north.assessor.id, grant, by=None, now=world.now)


def test_an_apprentice_does_not_move_to_where_their_assessor_works(world: World, north: North) -> None:
    south = world.organisation("Southmere")
    world.assign(north.assessor, north.amira)
    with world.writing() as db:
        people.grant_role(db, north.assessor.id, Grant(Role.PROVIDER, south.id), by=None, now=world.now)
    with pytest.raises(NotAllowedNow, match="no other role"), world.writing() as db:
        people.grant_role(db, north.amira.id, Grant(Role.APPRENTICE, south.id), by=None, now=world.now)


def test_once_the_assignment_is_ended_the_role_can_be_given(world: World, north: North) -> None:
    with world.writing() as db:
        made = assignments.assign(db, north.amira.id, north.assessor.id, by=None, now=world.now)
        assignments.unassign(db, made.id, by=None, now=world.now)
        grant = Grant(Role.PROVIDER, north.place.id)
        people.grant_role(db, north.assessor.id, grant, by=None, now=world.now)


def test_assigning_twice_assigns_once(world: World, north: North) -> None:
    for _ in range(2):
        world.assign(north.assessor, north.amira)
    with world.reading() as db:
        assert len(db.scalars(select(Assignment)).all()) == 1


def test_only_apprentices_are_assessed(world: World, north: North) -> None:
    with pytest.raises(NotAllowedNow, match="is not an apprentice"), world.writing() as db:
        assignments.assign(db, north.tutor.id, north.assessor.id, by=None, now=world.now)


def test_only_assessors_assess(world: World, north: North) -> None:
    with pytest.raises(NotAllowedNow, match="is not an assessor"), world.writing() as db:
        assignments.assign(db, north.amira.id, north.administrator.id, by=None, now=world.now)


def test_a_disabled_assessor_is_given_nobody(world: World, north: North) -> None:
    with world.writing() as db:
        people.disable(db, north.assessor.id, by=None, now=world.now)
    with pytest.raises(NotAllowedNow, match="disabled"):
        world.assign(north.assessor, north.amira)


def grant_of(world: World, known: Known) -> int:
    with world.reading() as db:
        return db.scalars(select(RoleGrant.id).where(RoleGrant.person_id == known.id)).one()


def test_withdrawing_the_assessor_role_ends_what_was_assigned(world: World, north: North) -> None:
    world.assign(north.assessor, north.amira)
    with world.writing() as db:
        people.withdraw_role(db, north.assessor.id, grant_of(world, north.assessor), by=None, now=world.now)
        assert my_apprentices(db, north.assessor.viewer, now=world.now) == []


def test_withdrawing_the_apprentice_role_ends_place_and_assignment(world: World, north: North) -> None:
    world.assign(north.assessor, north.amira)
    with world.writing() as db:
        people.withdraw_role(db, north.amira.id, grant_of(world, north.amira), by=None, now=world.now)
        assert db.scalars(select(Enrolment.ended_on)).all() == [world.now.date()]
        assert db.scalars(select(Assignment.ended_at)).all() == [world.now]


def test_a_role_of_somebody_else_is_not_withdrawn_by_this_ones_page(world: World, north: North) -> None:
    with pytest.raises(NotThere), world.writing() as db:
        people.withdraw_role(db, north.tutor.id, grant_of(world, north.amira), by=None, now=world.now)


def test_an_administrator_cannot_take_their_own_role(world: World, north: North) -> None:
    by = north.administrator
    with pytest.raises(NotAllowedNow, match="your own"), world.writing() as db:
        people.withdraw_role(db, by.id, grant_of(world, by), by=by.viewer, now=world.now)


def test_an_administrator_cannot_disable_themselves(world: World, north: North) -> None:
    by = north.administrator
    with pytest.raises(NotAllowedNow, match="your own"), world.writing() as db:
        people.disable(db, by.id, by=by.viewer, now=world.now)


def test_the_last_administrator_cannot_be_disabled(world: World, north: North) -> None:
    with pytest.raises(NotAllowedNow, match="only administrator"), world.writing() as db:
        people.disable(db, north.administrator.id, by=None, now=world.now)


def test_the_last_administrators_role_cannot_be_withdrawn(world: World, north: North) -> None:
    last = north.administrator
    with pytest.raises(NotAllowedNow, match="only administrator"), world.writing() as db:
        people.withdraw_role(db, last.id, grant_of(world, last), by=None, now=world.now)


def test_a_disabled_administrator_is_none_who_remains(world: World, north: North) -> None:
    other = world.administrator("Bea Old")
    with world.writing() as db:
        people.disable(db, other.id, by=None, now=world.now)
    with pytest.raises(NotAllowedNow, match="only administrator"), world.writing() as db:
        people.disable(db, north.administrator.id, by=None, now=world.now)


def test_the_role_of_a_disabled_administrator_can_be_withdrawn(world: World, north: North) -> None:
    other = world.administrator("Bea Old")
    with world.writing() as db:
        people.disable(db, other.id, by=None, now=world.now)
        people.withdraw_role(db, other.id, grant_of(world, other), by=None, now=world.now)
