"""A cast of people, and for every address that names a thing, things of theirs to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app
from app.accounts.actions import people, ways_in
from app.accounts.links import Ways
from app.accounts.models import Assignment, Enrolment, RoleGrant
from config import Settings
from tests.build import Known, Place, World
from tests.case_studies import coded

NOT_THERE = 999_999
SAVE = {"slot": 1, "base": 0, "value": "1", "writer": "a page", "change": 1}

CASE = "day-six"
CODES = {"base": "0", "writer": "a page", "diagnoses": "T81.0"}
QUERY = {"about": "side", "text": "Which side was it, please?"}
OTHERS = frozenset({"bilal, of her cohort", "chen, of another provider"})
FORM = {"base": "0", "value": "1", "writer": "a page"}


@dataclass(frozen=True)
class Cast:
    """Two providers with everybody that belongs to them. Amira's work is what is asked for."""

    actors: Mapping[str, Known]
    north: Place
    cohort: Place
    running: int
    closed: int
    practice: int
    ended_practice: int
    cases: tuple[int, int]
    case_mock: int
    grant: int
    enrolment: int
    assignment: int
    token: str


@dataclass(frozen=True)
class Sample:
    """An address to ask for. missing: the same of something that is not there; open_to: who gets it."""

    values: Mapping[str, Any]
    missing: Mapping[str, Any]
    open_to: frozenset[str]
    json: Mapping[str, Any] | None = None
    fields: Mapping[str, Any] | None = None


def cast_in(world: World, app: Flask) -> Cast:
    """Everybody, in a world."""
    north, south = world.organisation("North"), world.organisation("South")
    cohort, other_cohort = world.cohort(north, "Autumn"), world.cohort(south, "Spring")
    amira = world.apprentice("Amira Osei", cohort)
    chen = world.apprentice("Chen Li", other_cohort)
    actors = {
        "amira": amira,
        "bilal, of her cohort": world.apprentice("Bilal Khan", cohort),
        "chen, of another provider": chen,
        "her tutor": world.tutor(north, "Tomas Reid"),
        "another tutor": world.tutor(south, "Ursula Finch"),
        "her assessor": world.assessor(amira, name="Asha Verma"),
        "another assessor": world.assessor(chen, name="Ben Ward"),
        "administrator": world.administrator(),
        "somebody without a role": world.nobody_yet(),
    }
    closed = world.start(amira, seed=1)
    world.finish(amira, closed)
    ended_practice = world.practise(amira)
    world.finish(amira, ended_practice)
    practice = world.practise(amira)
    coded_case = coded.practised(world, amira, CASE, ["T81.0"])
    case_mock = coded.sat(world, amira)
    with world.writing() as db:
        invited = people.add_person(db, "Nils Dahl", "nils@example.org", [], by=None, now=world.now)
        address = ways_in.invite(db, invited.id, Ways(app.extensions["settings"]), by=None, now=world.now)
        grant = db.scalars(select(RoleGrant.id).where(RoleGrant.person_id == amira.id)).one()
        enrolment = db.scalars(select(Enrolment.id).where(Enrolment.person_id == amira.id)).one()
        assignment = db.scalars(select(Assignment.id).where(Assignment.apprentice_id == amira.id)).one()
    return Cast(
        actors=actors,
        north=north,
        cohort=cohort,
        running=world.start(amira, seed=2),
        closed=closed,
        practice=practice,
        ended_practice=ended_practice,
        cases=(coded.opened(world, amira, CASE), coded_case),
        case_mock=case_mock,
        grant=grant,
        enrolment=enrolment,
        assignment=assignment,
        token=address.rsplit("/", maxsplit=1)[-1],
    )


def samples(cast: Cast) -> dict[str, list[Sample]]:
    """Things to ask each address for, by endpoint. A new address that names a thing needs an entry here."""
    amira = cast.actors["amira"].id
    owner = frozenset({"amira"})
    tutor = frozenset({"her tutor"})
    office = frozenset({"administrator"})

    def one(
        to: frozenset[str],
        json: Mapping[str, Any] | None = None,
        fields: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> Sample:
        missing = {name: NOT_THERE if name.endswith("_id") else value for name, value in values.items()}
        return Sample(values, missing, to, json, fields)

    papers = [one(owner, attempt_id=cast.running), one(owner, attempt_id=cast.closed)]
    person = [one(office, person_id=amira)]
    staff = [one(tutor | office, person_id=amira)]
    question = [one(owner, None, FORM, attempt_id=each, number=1) for each in (cast.running, cast.closed)]
    practice = [one(owner, attempt_id=each) for each in (cast.practice, cast.ended_practice)]
    practised = [
        one(owner, None, FORM, attempt_id=each, number=1) for each in (cast.practice, cast.ended_practice)
    ]
    link = [one(frozenset(cast.actors), purpose="invitation", token=cast.token)]
    cohorts = [one(office, organisation_id=cast.north.id)]
    cohort = [one(office, cohort_id=cast.cohort.id)]
    cases = [one(owner, attempt_id=each) for each in cast.cases]
    of_cases = [one(owner, None, CODES, attempt_id=each, number=1) for each in cast.cases]
    open_case = {"attempt_id": cast.cases[0], "number": 1}
    codes = [one(frozenset(cast.actors), system="icd10", place=place) for place in ("XIX", "S72", "G01X")]
    return {
        "accounts.link": link,
        "accounts.use_link_now": link,
        "apprentices.assessment_date": staff,
        "apprentices.assessment_date_now": staff,
        "apprentices.assessor": person,
        "apprentices.assessor_now": person,
        "apprentices.end_assignment": [one(office, assignment_id=cast.assignment)],
        "apprentices.end_enrolment": [one(office, enrolment_id=cast.enrolment)],
        "apprentices.enrol": person,
        "apprentices.enrol_now": person,
        "apprentices.extra": staff,
        "apprentices.extra_now": staff,
        "case_results.case": [*of_cases, one(owner, attempt_id=cast.case_mock, number=2)],
        "case_results.result": [*cases, one(owner, attempt_id=cast.case_mock)],
        "case_studies.practise_now": [Sample({"case_id": CASE}, {"case_id": "no-such-case"}, owner | OTHERS)],
        "cases.ask": [one(owner, None, QUERY, **open_case)],
        "cases.case": of_cases,
        "cases.check": [one(owner, json={"list": "diagnoses", "line": 0}, **open_case)],
        "cases.finish": cases,
        "cases.go_on": cases,
        "cases.review": cases,
        "cases.save_case": [one(owner, None, CODES, **open_case)],
        "cases.understood": [one(owner, **open_case)],
        "codes.look": codes,
        "confirming.disable": person,
        "confirming.end_assignment": [one(office, assignment_id=cast.assignment)],
        "confirming.end_enrolment": [one(office, enrolment_id=cast.enrolment)],
        "confirming.withdraw_role": [one(office, person_id=amira, grant_id=cast.grant)],
        "knowledge_test.finish": papers,
        "knowledge_test.question": question,
        "knowledge_test.go_on": papers,
        "knowledge_test.result": papers,
        "knowledge_test.review": papers,
        "knowledge_test.save_question": question,
        "organisations.add_cohort": cohorts,
        "organisations.change_cohort": cohort,
        "organisations.change_cohort_now": cohort,
        "organisations.rename": cohorts,
        "organisations.rename_now": cohorts,
        "organisations.add_cohort_now": cohorts,
        "organisations.one": cohorts,
        "people.add_role": person,
        "people.add_role_now": person,
        "people.disable": person,
        "people.enable": person,
        "people.invite": person,
        "people.person": person,
        "people.withdraw_role": [one(office, person_id=amira, grant_id=cast.grant)],
        "practice.check": practised,
        "practice.end": practice,
        "practice.go_on": practice,
        "practice.question": practised,
        "practice.result": practice,
        "progress.apprentice": [one(tutor, person_id=amira)],
        "progress.cohort": [one(tutor, cohort_id=cast.cohort.id)],
        "sittings.finish": [one(owner, attempt_id=cast.running, json={})],
        "sittings.open_attempt": papers,
        "sittings.save": [one(owner, attempt_id=cast.running, json=SAVE)],
        "sittings.time": [one(owner, attempt_id=cast.running, json={})],
    }


@dataclass(frozen=True)
class Address:
    """An endpoint of the URL map with its one method."""

    endpoint: str
    method: str
    names: frozenset[str]


def addresses() -> list[Address]:
    """Every address of the site but the static files, in order."""
    made = create_app(Settings(secret_key="x", database_url="sqlite://", testing=True))
    rules = [rule for rule in made.url_map.iter_rules() if rule.endpoint != "static"]
    found = {
        Address(rule.endpoint, method, frozenset(rule.arguments))
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    return sorted(found, key=lambda one: (one.endpoint, one.method))


def url(app: Flask, endpoint: str, values: Mapping[str, Any]) -> str:
    """The path of an endpoint."""
    with app.test_request_context():
        return app.url_for(endpoint, **values)


def come_in(app: Flask, world: World, known: Known) -> FlaskClient:
    """A client that is signed in, without the way through the sign-in page."""
    client = app.test_client()
    token = world.session_of(known)
    with client.session_transaction() as cookie:
        cookie.update(_user_id=token, _fresh=True, seen=int(world.now.timestamp()))
    return client
