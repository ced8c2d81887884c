"""The words and short keys of verdicts: a table of ours that may be edited."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from app.case_studies.content.audit_keys import FILE, audit_keys, read_audit_keys
from app.case_studies.rules.marking import Verdict
from app.case_studies.rules.reference import Category
from app.textfiles import Problem


@pytest.mark.parametrize(("verdict", "category"), list(itertools.product(Verdict, Category)))
def test_every_verdict_has_words_in_every_category(verdict: Verdict, category: Category) -> None:
    said = audit_keys()[verdict, category]
    assert said.words
    assert said.means.startswith(f"{category.words}: ")


def test_a_right_line_has_no_key() -> None:
    assert {audit_keys()[Verdict.CORRECT, category].key for category in Category} == {""}


@pytest.mark.parametrize(
    ("verdict", "category", "key"),
    [
        (Verdict.WRONG_4TH, Category.PD, "PD4"),
        (Verdict.WRONG_CATEGORY, Category.PD, "PD3"),
        (Verdict.OMITTED, Category.PD, "PDO"),
        (Verdict.WRONG_POSITION, Category.PD, "PDIS"),
        (Verdict.OMITTED, Category.SD, "SDO"),
        (Verdict.NOT_REQUIRED, Category.SD, "SDNR"),
        (Verdict.OMITTED, Category.EX, "SDO"),
        (Verdict.WRONG_CATEGORY, Category.PP, "PP3"),
        (Verdict.NOT_REQUIRED, Category.SP, "SPNR"),
        (Verdict.WRONG_POSITION, Category.SP, "SPIS"),
    ],
)
def test_keys_follow_the_pattern_of_the_audits(verdict: Verdict, category: Category, key: str) -> None:
    assert audit_keys()[verdict, category].key == key


def problems_of(tmp_path: Path, text: str) -> list[Problem]:
    """What a table is refused for."""
    path = tmp_path / "audit_keys.toml"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    read_audit_keys(path, problems)
    return problems


def test_a_missing_verdict_is_named(tmp_path: Path) -> None:
    text = re.sub(r"\[pair\].*?(?=\n\[)", "", FILE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [(one.entry, one.problem) for one in problems_of(tmp_path, text)] == [
        ("pair", "This verdict is missing. Add it.")
    ]


def test_a_verdict_that_does_not_exist_is_named(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8") + '\n[nearly]\nwords = "Nearly"\n'
    assert [one.entry for one in problems_of(tmp_path, text)] == ["nearly"]


def test_a_key_that_is_missing_or_odd_is_named(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8").replace('"PD4", SD = "SD4", ', '"four, "', 1)
    text = text.replace('"four, "', '"pd four", ', 1)
    fields = [one.field for one in problems_of(tmp_path, text)]
    assert sorted(fields) == ["keys.PD", "keys.SD"]
