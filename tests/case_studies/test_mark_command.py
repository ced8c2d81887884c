"""`flask cases mark`: what it prints, and what it says of files that are wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from config import ROOT
from tests.case_studies.case_files import DIAGNOSES, PROCEDURES, answer_file, case_file, case_of

GUIDE = ROOT / "docs" / "marking.md"

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs `flask cases mark …`."""
    return lambda *words: app.test_cli_runner().invoke(args=["cases", "mark", *map(str, words)])


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(result: Result) -> str:
    """What a run that failed says; it fails in words, not with a traceback."""
    assert result.exit_code != 0
    assert isinstance(result.exception, SystemExit), result.exception
    assert not result.stdout
    assert result.stderr.startswith("Error: ")
    return result.stderr.removeprefix("Error: ").strip()


def verdicts(result: Result, side: str = "answer") -> list[str]:
    return [line["verdict"] for line in told(result)["lines"] if line["side"] == side]


def notes(result: Result) -> list[str]:
    return [note["text"] for note in told(result)["notes"]]


def test_json_has_lines_scores_overall_and_notes_and_nothing_else(run: Run, tmp_path: Path) -> None:
    result = run(case_file(tmp_path), answer_file(tmp_path, ["G56.0", "I10", "W19.0"]), "--json")
    assert told(result) == {
        "lines": [
            {"side": "answer", "code": "G56.0", "category": "PD", "verdict": "correct"},
            {"side": "answer", "code": "I10.X", "category": "SD", "verdict": "correct"},
            {"side": "answer", "code": "W19.0", "category": "EX", "verdict": "not_required"},
            {"side": "reference", "code": "G56.0", "category": "PD", "verdict": "correct"},
            {"side": "reference", "code": "I10.X", "category": "SD", "verdict": "correct"},
            {"side": "reference", "code": "A65.1", "category": "PP", "verdict": "omitted"},
            {"side": "reference", "code": "Z94.1", "category": "SP", "verdict": "omitted"},
        ],
        "scores": {
            "PD": {"correct": 1, "of": 1},
            "SD": {"correct": 1, "of": 2},
            "PP": {"correct": 0, "of": 1},
            "SP": {"correct": 0, "of": 1},
        },
        "overall": {"correct": 2, "of": 5},
        "notes": [
            {
                "list": "diagnoses",
                "line": 2,
                "kind": "writing",
                "text": "Understood as I10.X. Write the filler X, too.",
            },
            {
                "list": "diagnoses",
                "line": 3,
                "kind": "external-cause-after-injury",
                "text": "The external cause stands straight after the last injury it explains.",
                "standard": "DChS.XX.1",
            },
        ],
    }


def test_the_example_of_the_documentation_is_what_it_prints(run: Run, tmp_path: Path) -> None:
    answer, printed = re.findall(r"```(?:toml|json)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "answer.toml"
    path.write_text(answer, encoding="utf-8")
    assert told(run("groin-lump-day-case", path, "--json")) == json.loads(printed)


def test_details_add_what_each_line_was_compared_with(run: Run, tmp_path: Path) -> None:
    result = run(case_file(tmp_path), answer_file(tmp_path, ["I10.X", "G56.1"]), "--json", "--details")
    found = told(result)
    assert (found["case"], found["code_set"]) == ("tingling-hands", 1)
    assert found["denominator"] == "reference and not required"
    assert found["lines"][1] == {
        "side": "answer",
        "list": "diagnoses",
        "code": "G56.1",
        "category": "PD",
        "verdict": "wrong_4th",
        "match": 1,
    }
    assert found["scores"]["PD"] == {"correct": 0, "of": 1, "right_category": 1}


def test_the_reference_alone_may_be_the_denominator(run: Run, tmp_path: Path) -> None:
    files = case_file(tmp_path), answer_file(tmp_path, [*DIAGNOSES, "J45.9"], PROCEDURES)
    assert told(run(*files, "--json", "--reference-only"))["overall"] == {"correct": 4, "of": 4}


def test_without_json_it_speaks_in_words(run: Run, tmp_path: Path) -> None:
    result = run(case_file(tmp_path), answer_file(tmp_path, ["G56.1", "I10"], PROCEDURES))
    assert "answer    PD  G56.1     wrong 4th" in result.stdout
    assert "Overall: 3 of 4" in result.stdout
    assert "diagnoses 2: Understood as I10.X." in result.stdout


def test_a_shipped_case_is_named_by_its_id(run: Run, tmp_path: Path) -> None:
    assert verdicts(run("day-six", answer_file(tmp_path, ["T81.0", "Y83.6"]), "--json")) == ["correct"] * 2


def test_what_was_typed_untidily_is_shown_as_it_was_understood(run: Run, tmp_path: Path) -> None:
    answer = answer_file(tmp_path, [" g560 ", "", "e11", "M32.1†", "high blood pressure"])
    lines = told(run(case_file(tmp_path), answer, "--json"))["lines"]
    assert [line["code"] for line in lines if line["side"] == "answer"] == [
        "G56.0",
        "E11",
        "M32.1",
        "high blood pressure",
    ]


@pytest.mark.parametrize(
    ("list_name", "code", "note"),
    [
        ("diagnoses", "E11", "E11 is a heading: it needs a fourth character."),
        ("diagnoses", "S72.0", "S72.0 needs a fifth character."),
        ("diagnoses", "D99.1", "D99.1 is not in the"),
        ("diagnoses", "Z99.99", "Z99.99 has a character too many: Z99.9 has no fifth one."),
        ("diagnoses", "I1O.X", "I1O.X holds a letter for a digit or a digit for a letter: I10.X is meant."),
        ("diagnoses", "A65.1", "A65.X is not divided."),
        ("procedures", "Y76.3", "Y76.3 is retired."),
        ("procedures", "Z94", "Z94 is a heading: it needs a fourth character."),
        ("procedures", "I10.X", "This is not shaped like a code of OPCS-4."),
        ("procedures", "B99.9", "It may exist all the same."),
    ],
)
def test_what_is_wrong_with_a_code_is_noted(
    run: Run, tmp_path: Path, list_name: str, code: str, note: str
) -> None:
    lists = {"diagnoses": [], "procedures": []} | {list_name: [code]}
    result = run(case_file(tmp_path), answer_file(tmp_path, **lists), "--json")
    assert any(note in text for text in notes(result)), notes(result)


def test_an_empty_answer_is_everything_omitted(run: Run, tmp_path: Path) -> None:
    answer = tmp_path / "answer.toml"
    answer.write_text("")
    assert verdicts(run(case_file(tmp_path), answer, "--json"), "reference") == ["omitted"] * 4


def test_a_very_long_answer_is_marked(run: Run, tmp_path: Path) -> None:
    answer = answer_file(tmp_path, DIAGNOSES * 50, PROCEDURES * 50)
    assert told(run(case_file(tmp_path), answer, "--json"))["overall"] == {"correct": 4, "of": 200}


QUERY = "Was the operation on both sides?"
ASKED = ("needed = false\nshould_ask = " + '""', 'needed = true\nshould_ask = "Which side."')


@pytest.mark.parametrize(
    ("is_needed", "query", "expected"),
    [
        (False, "", []),
        (False, QUERY, ["A query was raised that the record does not call for."]),
        (True, "", ["A query was needed and none was raised. It should ask: Which side."]),
        (True, QUERY, ["A query was needed. It should ask: Which side."]),
        (True, "  ", ["A query was needed and none was raised. It should ask: Which side."]),
    ],
)
def test_a_query_is_noted_against_what_the_case_needs(
    run: Run, tmp_path: Path, is_needed: bool, query: str, expected: list[str]
) -> None:
    case = case_file(tmp_path, *([ASKED] if is_needed else []))
    assert notes(run(case, answer_file(tmp_path, DIAGNOSES, PROCEDURES, query), "--json")) == expected


DOUBTS = [
    ('{ code = "I10" }', "Write I10.X, not I10."),
    ('{ code = "E11.9" }, { code = "E10.9" }', "one-type-of-diabetes"),
]


@pytest.mark.parametrize(("diagnoses", "doubt"), DOUBTS)
def test_a_case_that_would_not_be_loaded_is_marked_with_a_note(
    run: Run, tmp_path: Path, diagnoses: str, doubt: str
) -> None:
    result = run(case_of(tmp_path, diagnoses), answer_file(tmp_path, ["I10.X"]), "--json")
    assert any(note["list"] == "case" and doubt in note["text"] for note in told(result)["notes"])


def test_a_procedure_that_the_extract_lacks_can_be_marked(run: Run, tmp_path: Path) -> None:
    case = case_of(tmp_path, '{ code = "D12.5" }', '{ code = "B99.1" }, { code = "Z94.2" }')
    result = run(case, answer_file(tmp_path, ["D12.5"], ["B99.1", "Z94.2"]), "--json")
    assert verdicts(result) == ["correct"] * 3


BAD_ANSWERS = {
    "unknown field": (b'diagnoses = ["I10.X"]\ncodes = []', "answer.toml codes: No such field is known."),
    "text for a list": (b'diagnoses = "I10.X"', "answer.toml diagnoses: It must be a list"),
    "number for a code": (b"diagnoses = [10]", "answer.toml diagnoses.0: It must be text"),
    "day for a code": (b"procedures = [2026-05-06]", "answer.toml procedures.0: It must be text"),
    "table for a list": (b"[diagnoses]\nfirst = 1", "answer.toml diagnoses: It must be a list"),
    "number for the query": (b"query = 3", "answer.toml query: It must be text"),
    "not TOML": (b"G56.0, I10.X", "answer.toml: The file is not valid TOML"),
    "JSON": (b'{"diagnoses": []}', "answer.toml: The file is not valid TOML"),
    "not UTF-8": (b'query = "\xff"', "answer.toml: The file is not UTF-8 text."),
    "control character": (b'diagnoses = ["I10\\u0000"]', "answer.toml diagnoses.0: It holds a control"),
    "too many lines": (
        b"diagnoses = [" + b'"I10.X",' * 501 + b"]",
        "answer.toml diagnoses: The list should have at most 500 items",
    ),
    "a novel for a code": (b'diagnoses = ["' + b"x" * 201 + b'"]', "at most 200 characters"),
}


@pytest.mark.parametrize(("written", "words"), BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_file_is_refused_in_words(run: Run, tmp_path: Path, written: bytes, words: str) -> None:
    answer = tmp_path / "answer.toml"
    answer.write_bytes(written)
    assert words in refused(run(case_file(tmp_path), answer, "--json"))


def test_a_byte_order_mark_that_an_editor_put_in_front_is_overlooked(run: Run, tmp_path: Path) -> None:
    answer = tmp_path / "answer.toml"
    answer.write_bytes(b'\xef\xbb\xbfdiagnoses = ["G56.0"]\r\n')
    assert verdicts(run(case_file(tmp_path), answer, "--json")) == ["correct"]


def test_files_that_are_not_there_are_named(run: Run, tmp_path: Path) -> None:
    case, answer = case_file(tmp_path), answer_file(tmp_path, DIAGNOSES)
    assert "none.toml: The file cannot be read" in refused(run(case, tmp_path / "none.toml"))
    assert "none.toml: The file cannot be read" in refused(run(tmp_path / "none.toml", answer))
    assert "There is no case 'none'" in refused(run("none", answer))
    assert "The file cannot be read" in refused(run(tmp_path, answer))


def test_a_bad_case_file_is_refused_with_every_problem(run: Run, tmp_path: Path) -> None:
    case = case_file(
        tmp_path,
        ('level = "straightforward"', 'level = "easy"'),
        ("admitted = 2026-05-06", 'admitted = "2026-05-06"'),
    )
    told = refused(run(case, answer_file(tmp_path, DIAGNOSES), "--json"))
    assert [line.split(": ")[0] for line in told.splitlines()] == [
        "tingling-hands.toml level",
        "tingling-hands.toml episode.admitted",
    ]
