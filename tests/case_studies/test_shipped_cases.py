"""The shipped cases are sound, varied, and marked as the table of changes says, each of them."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from app import db
from app.assessment_plan.content import load_plan
from app.case_studies.actions.checking import problems_of
from app.case_studies.content.reading import read_cases
from app.case_studies.content.written import WrittenCase
from config import ROOT
from tests.case_studies.changes import changes
from tests.case_studies.coding import marked, perfect, shipped

FEWEST_CASES, FEWEST_CHAPTERS, FEWEST_WITH_QUERY = 12, 8, 2
each_case = pytest.mark.parametrize("case", shipped(), ids=lambda case: case.id)


def test_every_shipped_case_can_be_loaded(app: Flask) -> None:
    plan = load_plan(ROOT / "app" / "assessment_plan" / "plans", "practice-2026")
    written, report = read_cases(ROOT / "case_studies", plan)
    with app.app_context():
        problems = [*report.problems, *(one for case in written for one in problems_of(db.session(), case))]
    assert not problems


def test_there_are_cases_over_many_chapters_and_every_level() -> None:
    cases = shipped()
    assert len(cases) >= FEWEST_CASES
    assert len({case.chapter for case in cases}) >= FEWEST_CHAPTERS
    assert set(Counter(case.level for case in cases)) == {"straightforward", "working", "hard"}


def test_in_some_cases_asking_is_part_of_the_work() -> None:
    assert sum(any(ask.needed for ask in case.asks) for case in shipped()) >= FEWEST_WITH_QUERY


def test_nothing_claims_a_review_that_did_not_take_place() -> None:
    assert not [case.id for case in shipped() if case.reviewed_by or case.reviewed_on]


@each_case
def test_every_code_set_of_it_is_full_marks(case: WrittenCase) -> None:
    for code_set in case.code_sets:
        overall = marked(case.code_sets, *perfect(code_set)).overall
        assert overall.correct == overall.of


@each_case
def test_every_change_of_the_table_gives_its_verdict(case: WrittenCase) -> None:
    """Against the author's own coding: an alternate may well take a changed code as right."""
    code_set = case.code_sets[0]
    whole = marked(code_set, *perfect(code_set)).overall.of
    wrong = []
    for change in changes(code_set):
        found = marked(code_set, change.diagnoses, change.procedures)
        told = tuple(line.verdict.value for line in found.side("answer") if line.verdict.value != "correct")
        expected = (change.verdict, whole - change.lost, whole + change.extra)
        if (told, found.overall.correct, found.overall.of) != expected:
            wrong.append((change.name, told, found.overall, expected))
    assert not wrong
