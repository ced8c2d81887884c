"""The check of content covers the plans; a site whose plan is faulty is not served, and says why."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from app.assessment_plan.content import PlanUnusable
from config import ROOT, Settings
from tests.banks import bank, filled, question

SHIPPED = ROOT / "app" / "assessment_plan" / "plans" / "practice-2026.toml"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of plans, with a copy of the shipped one in it."""
    folder = tmp_path / "plans"
    folder.mkdir()
    folder.joinpath(SHIPPED.name).write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


@pytest.fixture
def banks(tmp_path: Path) -> Path:
    """A bank for one topic of the shipped plan, with a fault of its own."""
    folder = tmp_path / "banks"
    folder.mkdir()
    bank(folder, "WK5", question("WK5", 1, key="E"), question("WK5", 2))
    return folder


def changed(plans: Path, old: str, new: str) -> None:
    """The shipped plan with one thing in it changed."""
    path = plans / SHIPPED.name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def flask(plans: Path, banks: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`flask …` as an operator runs it, in a process of its own."""
    own = {"ASSESSMENT_PLANS": str(plans), "QUESTION_BANKS": str(banks), "SECRET_KEY": "x"}
    own |= {"DATABASE_URL": f"sqlite:///{plans / 'none.sqlite3'}"}
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *arguments],
        cwd=ROOT,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def places(done: subprocess.CompletedProcess[str]) -> set[tuple[str, str, str]]:
    """File, entry and field of every problem in the report."""
    report: dict[str, Any] = json.loads(done.stdout)
    assert all(set(one) == {"file", "entry", "field", "problem"} for one in report["problems"])
    return {(one["file"], one["entry"], one["field"]) for one in report["problems"]}


def test_the_faults_of_a_plan_are_listed_with_those_of_the_banks(plans: Path, banks: Path) -> None:
    changed(plans, "minutes = { value = 60", "minutes = { value = 0")
    done = flask(plans, banks, "content", "check", "--json")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert places(done) >= {
        (SHIPPED.name, "practice-2026", "knowledge_test.minutes.value"),
        ("wk5.toml", "WK5-001", "key"),
    }


def test_a_plan_with_contradictions_still_says_what_the_banks_lack(plans: Path, banks: Path) -> None:
    changed(plans, "questions = { value = 40", "questions = { value = 41")
    found = places(flask(plans, banks, "content", "check", "--json"))
    assert (SHIPPED.name, "practice-2026", "knowledge_test.questions") in found
    assert (SHIPPED.name, "WK5", "quotas") in found


def test_every_plan_of_the_folder_is_checked(plans: Path, tmp_path: Path) -> None:
    (plans / "other.toml").write_text('id = "other"\n', encoding="utf-8")
    done = flask(plans, filled(tmp_path / "full", {"WK5": 1}), "content", "check")
    assert done.returncode == 1
    assert "other.toml, other, knowledge_test: It is missing. Add it." in done.stderr


def test_a_plan_that_is_not_there_is_a_problem_like_any_other(plans: Path, banks: Path) -> None:
    (plans / SHIPPED.name).unlink()
    assert (SHIPPED.name, "", "") in places(flask(plans, banks, "content", "check", "--json"))


@pytest.mark.parametrize("command", [("serve", "--port", "1"), ("demo", "make")], ids=lambda c: c[0])
def test_with_a_faulty_plan_a_command_that_needs_it_says_so(
    plans: Path, banks: Path, command: tuple[str, ...]
) -> None:
    changed(plans, "minutes = { value = 60", "minutes = { value = 0")
    done = flask(plans, banks, *command)
    assert done.returncode == 1
    assert "Error: The assessment plan 'practice-2026' cannot be used." in done.stderr
    assert "knowledge_test.minutes" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_does_not_start_with_a_faulty_plan(plans: Path, template_settings: Settings) -> None:
    changed(plans, "minutes = { value = 60", "minutes = { value = 0")
    with pytest.raises(PlanUnusable, match=r"knowledge_test\.minutes"):
        create_app(dataclasses.replace(template_settings, assessment_plans=plans))
