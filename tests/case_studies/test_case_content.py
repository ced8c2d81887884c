"""Everything that can be wrong with a case is found and said; the example of the guide has nothing wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app import db
from app.assessment_plan.content import load_plan
from app.case_studies.actions.checking import codes_of, looked_through
from app.case_studies.content.reading import Written, read_case, read_cases
from app.textfiles import Problem
from config import ROOT
from tests.case_studies.case_files import DIAGNOSES, PROCEDURES, case_file, case_of
from tests.case_studies.coding import marked

Faults = Callable[[Path], list[tuple[str, str]]]
GUIDE_LINES = '{ code = "I10.X" }, { code = "T81.2" }, { code = "Y60.0", after = ["T81.2"] }'


@pytest.fixture
def faults(app: Flask) -> Faults:
    """The field and the fault of everything wrong with a case file."""
    plan = load_plan(ROOT / "app" / "assessment_plan" / "plans", "practice-2026")

    def found(path: Path) -> list[tuple[str, str]]:
        problems: list[Problem] = []
        case = read_case(path, problems, plan)
        if case is not None:
            with app.app_context():
                looked = looked_through(db.session(), Written(path.name, case))
            problems += [one.problem for one in looked]
        return [(one.field, one.problem) for one in problems]

    return found


def told(found: list[tuple[str, str]], field: str, words: str) -> bool:
    return any(where == field and words in fault for where, fault in found)


def test_the_example_of_the_guide_has_nothing_wrong(faults: Faults, tmp_path: Path) -> None:
    assert not faults(case_file(tmp_path))


def test_the_example_of_the_guide_gets_full_marks_for_its_own_codes(tmp_path: Path) -> None:
    case = read_case(case_file(tmp_path), [])
    assert case is not None
    assert codes_of(case.code_sets[0]) == (DIAGNOSES, PROCEDURES)
    overall = marked(case.code_sets, DIAGNOSES, PROCEDURES).overall
    assert (overall.correct, overall.of) == (4, 4)


# A change to the example, the field it is told at, and words of what is told.
IN_THE_EXAMPLE = {
    "level": ('level = "straightforward"', 'level = "easy"', "level", "Input should be"),
    "unknown field": ('notice = ""', 'notes = ""', "notes", "No such field"),
    "field missing": ('title = "Tingling hands"\n', "", "title", "It is missing"),
    "KSB": ('"WS5"]', '"WS99"]', "ksbs", "WS99 is not a KSB of the plan"),
    "review without a day": ('reviewed_by = ""', 'reviewed_by = "A. Coder"', "reviewed_on", "neither"),
    "day of review": ('reviewed_on = ""', 'reviewed_on = "2026-02-30"', "reviewed_on", "no day"),
    "NHS number that could be real": ("999 000 0026", "401 023 2137", "patient.nhs_number", "begin with 999"),
    "check digit": ("999 000 0026", "999 000 0027", "patient.nhs_number", "check digit"),
    "stay that ends before it begins": (
        "discharged = 2026-05-06",
        "discharged = 2026-05-05",
        "episode.discharged",
        "before the admission",
    ),
    "two documents of one id": ('id = "letter"', 'id = "op-note"', "documents", "stands 2 times"),
    "ask with a document's id": ('id = "employment"', 'id = "letter"', "documents", "stands 2 times"),
    "needed without what to ask": (
        "needed = false",
        "needed = true",
        "asks.employment.should_ask",
        "just where it is needed",
    ),
    "what to ask without need": (
        'should_ask = ""',
        'should_ask = "When."',
        "asks.employment.should_ask",
        "just where it is needed",
    ),
    "evidence in no document": (
        'document = "op-note", words = "Both',
        'document = "note", words = "Both',
        "procedures.0.lines.1.evidence",
        "There is no document 'note'",
    ),
    "evidence that does not stand there": (
        'words = "Hypertension"',
        'words = "Hypertensive"',
        "diagnoses.1.evidence",
        "does not stand in 'letter'",
    ),
    "edition that is not here": ('"OPCS-4.11"', '"OPCS-4.9"', "editions", "is not here"),
    "two editions of one system": (
        '"OPCS-4.11"',
        '"ICD-10 5th Edition"',
        "editions",
        "one edition of ICD-10 and one of OPCS-4",
    ),
}


@pytest.mark.parametrize(("old", "new", "field", "words"), IN_THE_EXAMPLE.values(), ids=IN_THE_EXAMPLE)
def test_a_fault_of_the_example_is_found(
    faults: Faults, tmp_path: Path, old: str, new: str, field: str, words: str
) -> None:
    found = faults(case_file(tmp_path, (old, new)))
    assert told(found, field, words), found


def test_a_file_of_the_casebook_that_is_not_named_as_its_case_is_found(tmp_path: Path) -> None:
    case_file(tmp_path, name="other")
    _, report = read_cases(tmp_path, None)
    assert told([(one.field, one.problem) for one in report.problems], "id", "the file is other.toml")


def test_two_asks_about_the_same_are_found(faults: Faults, tmp_path: Path) -> None:
    path = case_file(tmp_path)
    text = path.read_text(encoding="utf-8")
    ask = text[text.index("[[asks]]") : text.index("[[diagnoses]]")]
    path.write_text(text.replace(ask, ask + ask.replace("employment", "more")), encoding="utf-8")
    assert told(faults(path), "asks", "2 of them are about 'history'")


def test_an_episode_before_the_edition_was_in_force_is_found(faults: Faults, tmp_path: Path) -> None:
    path = case_file(tmp_path, ("= 2026-05-06", "= 2026-03-31"))
    assert told(faults(path), "episode.discharged", "OPCS-4.11 was not in force on that day")


# Diagnoses in the record of the example, the field it is told at, and words of what is told.
IN_DIAGNOSES = {
    "after a later line": (
        '{ code = "T81.2", after = ["Y60.0"] }, { code = "Y60.0" }',
        "diagnoses.0.after",
        "Y60.0 is no earlier line",
    ),
    "after a code written otherwise": (
        '{ code = "T81.2" }, { code = "Y60.0", after = ["T812"] }',
        "diagnoses.1.after",
        "T812 is no earlier line",
    ),
    "pair with itself": (
        '{ code = "M32.1" }, { code = "N08.5", pair = "N08.5" }',
        "diagnoses.1.pair",
        "no other line",
    ),
    "pair with nothing": ('{ code = "N08.5", pair = "M32.1" }', "diagnoses.0.pair", "no other line"),
    "both": (
        '{ code = "M32.1" }, { code = "N08.5", pair = "M32.1", after = ["M32.1"] }',
        "diagnoses.1.pair",
        "both after and pair",
    ),
    "pair that is tied twice": (
        '{ code = "N08.5", pair = "M32.1" }, { code = "M32.1", after = ["N08.5"] }',
        "diagnoses.0.pair",
        "M32.1 stands behind it and has after",
    ),
    "optional primary": (
        '{ code = "I10.X", status = "optional" }',
        "diagnoses.0.status",
        "primary code cannot be optional",
    ),
    "status": ('{ code = "I10.X", status = "nice" }', "diagnoses.0.status", "Input should be"),
    "no code at all": ('{ code = "tired" }', "diagnoses.0.code", "not shaped like a code of ICD-10"),
    "unknown code": ('{ code = "D99.1" }', "diagnoses.0.code", "D99.1 is not in the"),
    "unknown choice": ('{ code = "I10.X", any_of = ["I11.5"] }', "diagnoses.0.code", "I11.5 is not in the"),
    "heading": ('{ code = "E11" }', "diagnoses.0.code", "E11 is a heading"),
    "heading of four characters": ('{ code = "S72.0" }', "diagnoses.0.code", "S72.0 is a heading"),
    "written without its filler": ('{ code = "I10" }', "diagnoses.0.code", "Write I10.X, not I10."),
    "written in small letters": ('{ code = "k26.4" }', "diagnoses.0.code", "Write K26.4, not k26.4."),
    "family of another category": (
        '{ code = "K26.4", family = "K27" }',
        "diagnoses.0.family",
        "K26.4 is not of the category K27",
    ),
    "family that is none": ('{ code = "K26.4", family = "K2" }', "diagnoses.0.family", "should match"),
    "convention": (
        '{ code = "E11.9" }, { code = "E10.9" }',
        "diagnoses",
        "E10.9 breaks a convention (one-type-of-diabetes, DCS.IV.1)",
    ),
    "order against its own ties": (
        '{ code = "I10.X" }, { code = "T81.2" }, { code = "E03.9" }, { code = "Y60.0", after = ["T81.2"] }',
        "diagnoses",
        "Entered as it stands, this coding gets 3 of 4",
    ),
}


@pytest.mark.parametrize(("diagnoses", "field", "words"), IN_DIAGNOSES.values(), ids=IN_DIAGNOSES)
def test_a_fault_of_the_diagnoses_is_found(
    faults: Faults, tmp_path: Path, diagnoses: str, field: str, words: str
) -> None:
    found = faults(case_of(tmp_path, diagnoses))
    assert told(found, field, words), found


def test_ties_as_the_guide_writes_them_are_no_fault(faults: Faults, tmp_path: Path) -> None:
    assert not faults(case_of(tmp_path, GUIDE_LINES))


@pytest.mark.parametrize(
    ("procedures", "field", "words"),
    [
        ('{ code = "Y76.3" }', "procedures.0.lines.0.code", "Y76.3 is retired"),
        ('{ code = "A65" }', "procedures.0.lines.0.code", "A65 is a heading"),
        ('{ code = "I10.X" }', "procedures.0.lines.0.code", "not shaped like a code of OPCS-4"),
        ('{ code = "B99.1" }', "procedures.0.lines.0.code", "B99.1 is not in the"),
        ('{ code = "A65.1", status = "optional" }', "procedures.0.lines.0.status", "cannot be optional"),
        ('{ code = "Z94.2" }, { code = "A65.1" }', "procedures", "methods-and-sites-not-first"),
        ('{ code = "A65.1", after = ["Z94.2"] }', "procedures.0.lines.0.after", "No such field"),
    ],
)
def test_a_fault_of_the_procedures_is_found(
    faults: Faults, tmp_path: Path, procedures: str, field: str, words: str
) -> None:
    found = faults(case_of(tmp_path, '{ code = "I10.X" }', procedures))
    assert told(found, field, words), found


@pytest.mark.parametrize(
    ("alternate", "field", "words"),
    [
        ('diagnoses = [{ code = "I10.X" }]', "alternates.0.why", "Say when this coding is as right"),
        ('why = "x", diagnoses = []', "alternates.0.diagnoses", "at least 1 item"),
        ('why = "x", diagnoses = [{ code = "E11" }]', "alternates.0.diagnoses.0.code", "E11 is a heading"),
        ('why = "x", diagnoses = [{ code = "W19.0" }]', "alternates.0.diagnoses", "external-cause-not-first"),
        (
            'why = "x", diagnoses = [{ code = "I10.X", status = "optional" }]',
            "alternates.0.diagnoses.0.status",
            "cannot be optional",
        ),
    ],
)
def test_a_fault_of_an_alternate_is_found(
    faults: Faults, tmp_path: Path, alternate: str, field: str, words: str
) -> None:
    path = case_of(tmp_path, '{ code = "I10.X" }', more=f"alternates = [{{ {alternate} }}]")
    assert told(faults(path), field, words), faults(path)


def test_only_what_makes_marking_impossible_hinders_it(app: Flask, tmp_path: Path) -> None:
    """What an extract lacks may exist, and what a convention or a date says changes no mark."""
    case = read_case(case_of(tmp_path, '{ code = "E11.9" }, { code = "E10" }', '{ code = "B99.1" }'), [])
    assert case is not None
    with app.app_context():
        looked = looked_through(db.session(), Written("x", case))
    assert {one.problem.field: one.hinders for one in looked} == {
        "diagnoses.1.code": True,
        "procedures.0.lines.0.code": False,
    }
