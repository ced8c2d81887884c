"""GET /codes/search, for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.classifications.rules.look_up import LookUp
from tests.addresses import come_in
from tests.build import Known, World


@pytest.fixture
def script(app: Flask, world: World, amira: Known) -> FlaskClient:
    """A script on a page of Amira's."""
    return come_in(app, world, amira)


@pytest.fixture
def allowed(app: Flask) -> Iterator[Callable[[LookUp], None]]:
    before = app.extensions["look_up"]
    yield lambda now: app.extensions.update(look_up=lambda _db, _viewer: now)
    app.extensions["look_up"] = before


def test_a_result_says_all_that_a_page_needs(script: FlaskClient) -> None:
    told = script.get("/codes/search?system=icd10&q=meningitis+in+bacterial+diseases").get_json()
    assert told["results"][0] == {
        "code": "G01.X",
        "key": "G01X",
        "title": "Meningitis in bacterial diseases classified elsewhere",
        "kind": "assignable",
        "mark": "asterisk",
        "url": "/codes/icd10/G01X",
    }


def test_the_answer_says_what_was_asked_and_of_which_list(script: FlaskClient) -> None:
    told = script.get("/codes/search?system=opcs4&q=turp").get_json()
    assert (told["query"], told["system"], told["edition"]) == (
        "turp",
        "opcs4",
        "CoderReady practice extract of OPCS-4, not the published list",
    )


def test_ten_results_are_given_unless_another_number_is_asked_for(script: FlaskClient) -> None:
    ten = script.get("/codes/search?system=icd10&q=fracture").get_json()["results"]
    three = script.get("/codes/search?system=icd10&q=fracture&limit=3").get_json()["results"]
    assert (len(ten), three) == (10, ten[:3])


def test_an_empty_query_gives_no_result_and_no_error(script: FlaskClient) -> None:
    assert script.get("/codes/search?system=icd10").get_json()["results"] == []


@pytest.mark.parametrize(
    "query",
    ["q=hip", "system=icd11&q=hip", *(f"system=icd10&q=hip&limit={n}" for n in ("0", "51", "x", "²", ""))],
)
def test_what_cannot_be_meant_is_refused_in_json(script: FlaskClient, query: str) -> None:
    answer = script.get(f"/codes/search?{query}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (400, "bad-input")


@pytest.mark.parametrize("now", [LookUp.TABULAR, LookUp.BOOKS])
def test_a_mock_whose_plan_has_no_search_refuses_it(
    script: FlaskClient, allowed: Callable[[LookUp], None], now: LookUp
) -> None:
    allowed(now)
    answer = script.get("/codes/search?system=icd10&q=hip", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (409, "not-now")


def test_who_is_not_signed_in_is_told_so(app: Flask) -> None:
    answer = app.test_client().get("/codes/search?system=icd10&q=hip", headers={"Accept": "application/json"})
    assert answer.status_code == 401
