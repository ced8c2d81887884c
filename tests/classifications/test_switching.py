"""`flask codes editions`, `off` and `on`: which lists are here, and which serve."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import db
from app.classifications.models import SwitchedOff
from app.classifications.queries.catalogue import catalogue_named
from app.results.models import Result
from app.trail.models import TrailEntry
from tests.build import Known, World
from tests.case_studies import coded
from tests.classifications.conftest import Run


def told(codes: Run) -> dict[str, dict[str, Any]]:
    """The lists by id."""
    listed: list[dict[str, Any]] = json.loads(codes("editions", "--json").stdout)
    return {one["id"]: one for one in listed}


def states(codes: Run) -> dict[str, str]:
    return {id: one["state"] for id, one in told(codes).items()}


def test_at_first_our_two_lists_serve(codes: Run) -> None:
    assert states(codes) == {"icd10-practice": "in use", "opcs4-practice": "in use"}


def test_a_list_says_what_it_is(codes: Run) -> None:
    ours = told(codes)["icd10-practice"]
    source = ours.pop("source")
    assert "WHO 2019" in source
    assert ours == {
        "id": "icd10-practice",
        "system": "icd10",
        "name": "CoderReady practice list of ICD-10, not the UK edition",
        "stands_for": "ICD-10 5th Edition",
        "checksum": "3c2c29187a88c98743f2695e3741ae7ec65ea0888a0a65a1f2a626a6c9f0ca62",
        "in_force_from": "2016-04-01",
        "in_force_to": None,
        "assignable": 15_641,
        "heading": 2_293,
        "retired": 0,
        "partial": False,
        "state": "in use",
    }


def test_the_table_says_the_same_in_words(codes: Run) -> None:
    lines = codes("editions").output.splitlines()
    assert lines[0] == "icd10-practice: CoderReady practice list of ICD-10, not the UK edition [in use]"
    assert lines[1] == "    in force from 1 April 2016; 15,641 codes, 0 retired, 2,293 headings"


def test_an_imported_list_serves_instead_of_ours(codes: Run, fifth: Path) -> None:
    codes("import", fifth, "--yes")
    assert states(codes) == {"icd10-practice": "on", "icd10-5": "in use", "opcs4-practice": "in use"}


def test_an_imported_list_that_is_not_in_force_is_only_on(codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    assert states(codes)["opcs4-4.10"] == "on"


def test_ours_can_be_switched_off_beside_an_imported_one(codes: Run, fifth: Path) -> None:
    codes("import", fifth, "--yes")
    assert codes("off", "icd10-practice").output == "icd10-practice is switched off.\n"
    assert states(codes)["icd10-practice"] == "off"


def test_the_imported_one_can_be_switched_off_and_ours_serves_again(codes: Run, fifth: Path) -> None:
    codes("import", fifth, "--yes")
    codes("off", "icd10-5")
    assert states(codes) == {"icd10-practice": "in use", "icd10-5": "off", "opcs4-practice": "in use"}


def test_what_is_switched_off_still_serves_the_cases_that_name_it(app: Flask, codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    codes("off", "opcs4-4.10")
    with app.app_context(), db.open_session(db.engine(), may_write=False) as own:
        assert catalogue_named(own, "OPCS-4.10").edition.id == "opcs4-4.10"


def test_a_mock_is_marked_though_the_list_of_its_cases_was_switched_off(
    world: World, amira: Known, codes: Run, ten: Path
) -> None:
    mock = coded.begun(world, amira)
    coded.enter(world, amira, mock, ["I10.X"])
    codes("import", ten, "--yes")
    codes("off", "opcs4-practice")
    coded.hand_in(world, amira, mock)
    with world.reading() as own:
        assert own.scalars(select(Result.of)).one() > 0


def test_where_ours_is_off_the_newest_imported_one_serves_beyond_its_time(codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    codes("off", "opcs4-practice")
    assert states(codes)["opcs4-4.10"] == "in use"


@pytest.mark.parametrize("id", ["icd10-practice", "opcs4-practice"])
def test_the_last_list_of_a_system_stays_on(app: Flask, codes: Run, id: str) -> None:
    result = codes("off", id)
    assert result.exit_code == 1
    assert "one is needed. Import or switch on another one first. Nothing was changed." in result.output
    assert off(app) == []


def test_a_list_of_the_other_system_does_not_count_as_another(codes: Run, ten: Path) -> None:
    codes("import", ten, "--yes")
    assert codes("off", "icd10-practice").exit_code == 1


def test_switching_off_again_changes_nothing(app: Flask, codes: Run, fifth: Path) -> None:
    codes("import", fifth, "--yes")
    codes("off", "icd10-practice")
    assert codes("off", "icd10-practice").output == "icd10-practice was off already.\n"
    assert trail(app) == ["import edition", "switch edition off"]


def test_what_is_off_can_be_switched_on_again(app: Flask, codes: Run, fifth: Path) -> None:
    codes("import", fifth, "--yes")
    codes("off", "icd10-practice")
    assert codes("on", "icd10-practice").output == "icd10-practice is switched on.\n"
    assert off(app) == []


def test_what_is_on_stays_on(app: Flask, codes: Run) -> None:
    assert codes("on", "icd10-practice").output == "icd10-practice was on already.\n"
    assert trail(app) == []


@pytest.mark.parametrize("verb", ["off", "on"])
def test_a_list_that_is_not_there_is_refused_with_those_that_are(codes: Run, verb: str) -> None:
    result = codes(verb, "icd11")
    assert "There is no list 'icd11'. There are: icd10-practice, opcs4-practice." in result.output


def test_without_an_imported_edition_there_is_nothing_to_compare_with(codes: Run) -> None:
    assert "No edition is imported that our practice lists stand for." in codes("compare").output


def test_our_icd10_beside_an_imported_one_shows_no_difference(codes: Run, fifth: Path) -> None:
    codes("import", fifth, "--yes")
    result = codes("compare")
    assert (result.exit_code, result.output) == (0, "icd10-practice beside icd10-5: no difference.\n")


def off(app: Flask) -> list[str]:
    with app.app_context(), db.open_session(db.engine(), may_write=False) as own:
        return [*own.scalars(select(SwitchedOff.edition_id))]


def trail(app: Flask) -> list[str]:
    with app.app_context(), db.open_session(db.engine(), may_write=False) as own:
        return [*own.scalars(select(TrailEntry.act).order_by(TrailEntry.id))]
