"""`flask codes search`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.classifications.conftest import Run


def test_a_phrase_gives_an_object_with_its_results(codes: Run) -> None:
    told = json.loads(codes("search", "broken hip", "--system", "icd10", "--json").stdout)
    assert (told["query"], told["results"][0]) == (
        "broken hip",
        {"code": "S72", "title": "Fracture of femur", "kind": "heading"},
    )


def test_a_file_gives_a_list_in_the_order_of_its_lines(codes: Run, tmp_path: Path) -> None:
    file = tmp_path / "phrases.txt"
    file.write_text("piles\n\n  heart attack \n", encoding="utf-8")
    told = json.loads(codes("search", "--file", file, "--json").stdout)
    assert [(one["query"], one["results"][0]["code"]) for one in told] == [
        ("piles", "K64"),
        ("heart attack", "I21"),
    ]


def test_a_file_with_one_line_gives_a_list_too(codes: Run, tmp_path: Path) -> None:
    file = tmp_path / "phrases.txt"
    file.write_text("piles", encoding="utf-8")
    assert len(json.loads(codes("search", "--file", file, "--json").stdout)) == 1


def test_operations_are_looked_up_in_the_other_classification(codes: Run) -> None:
    told = json.loads(codes("search", "TURP", "--system", "opcs4", "--json").stdout)
    assert told["results"][0]["code"] == "M65"


def test_ten_results_are_given_and_more_only_when_asked_for(codes: Run) -> None:
    ten = json.loads(codes("search", "fracture", "--json").stdout)["results"]
    more = json.loads(codes("search", "fracture", "--json", "--limit", "25").stdout)["results"]
    assert (len(ten), len(more)) == (10, 25)


def test_without_json_it_is_a_table(codes: Run) -> None:
    assert codes("search", "S72.0").stdout.splitlines() == [
        "S72.0   Fracture of neck of femur [heading]",
        "S72.00  Fracture of neck of femur: closed",
        "S72.01  Fracture of neck of femur: open",
    ]


def test_the_table_of_a_file_names_the_phrases(codes: Run, tmp_path: Path) -> None:
    file = tmp_path / "phrases.txt"
    file.write_text("S72.00\nqqqzzz\n", encoding="utf-8")
    assert codes("search", "--file", file).stdout.splitlines() == [
        "S72.00:",
        "S72.00  Fracture of neck of femur: closed",
        "qqqzzz:",
        "Nothing was found. Try other words, or the beginning of a code.",
    ]


def test_what_finds_nothing_is_an_empty_list_and_no_error(codes: Run) -> None:
    done = codes("search", "qqqzzz", "--json")
    assert (done.exit_code, json.loads(done.stdout)["results"]) == (0, [])


@pytest.mark.parametrize("words", [(), ("piles", "--file", __file__), ("piles", "--system", "icd11")])
def test_what_cannot_be_meant_is_refused(codes: Run, words: tuple[str, ...]) -> None:
    assert codes("search", *words).exit_code == 2


def test_a_file_that_is_no_text_is_refused(codes: Run, tmp_path: Path) -> None:
    file = tmp_path / "phrases.txt"
    file.write_bytes("piles".encode("utf-16"))
    done = codes("search", "--file", file)
    assert (done.exit_code, "not UTF-8" in done.output) == (1, True)
