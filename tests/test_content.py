"""Content is checked whole, loaded whole or not at all, and stored as versions that never change."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from app.assessment_plan.content import load_plan
from app.knowledge_test.content import check_banks
from app.knowledge_test.models import Question, QuestionVersion
from config import ROOT
from tests.banks import bank, filled, question
from tests.build import World

SHIPPED = load_plan(ROOT / "app" / "assessment_plan" / "plans", "practice-2026").knowledge_test.quota_by_topic
FEWEST_IN_ALL = 80

Run = Callable[..., Result]


@pytest.fixture
def banks(app: Flask, tmp_path: Path) -> Path:
    """A folder of sound question banks that the site is set to."""
    folder = filled(tmp_path / "banks", SHIPPED, times=1)
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], question_banks=folder)
    return folder


@pytest.fixture
def content(app: Flask) -> Run:
    """Runs `flask content …`."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["content", *arguments])


def told(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_check_of_sound_banks_counts_each_topic_and_ends_well(banks: Path, content: Run) -> None:
    result = content("check", "--json")
    assert result.exit_code == 0
    assert told(result) | {"cases": {}} == {"questions": SHIPPED, "cases": {}, "problems": []}


def test_the_check_lists_every_problem_of_every_file_with_its_place(banks: Path, content: Run) -> None:
    bank(banks, "WK5", question("WK5", 1, key="E"), question("WK5", 2, difficulty="easy"))
    bank(
        banks,
        "WK10",
        question("WK10", 1, ksbs='["WK10", "XX9"]'),
        question("WK10", 2, options={"B": "WK10-002 A"}),
    )
    (banks / "broken.toml").write_text("topic = ", encoding="utf-8")
    (banks / "latin.toml").write_bytes(b'topic = "\xe9"')
    result = content("check", "--json")
    assert result.exit_code == 1
    problems = told(result)["problems"]
    places = {(p["file"], p["entry"], p["field"]) for p in problems}
    assert places >= {
        ("wk5.toml", "WK5-001", "key"),
        ("wk5.toml", "WK5-002", "difficulty"),
        ("wk10.toml", "WK10-001", "ksbs"),
        ("wk10.toml", "WK10-002", "options"),
        ("broken.toml", "", ""),
        ("latin.toml", "", ""),
        ("practice-2026.toml", "WK5", "quotas"),
    }
    assert all(
        set(p) == {"file", "entry", "field", "problem"} and p["problem"] for p in told(result)["problems"]
    )


def test_without_json_the_check_says_the_same_in_lines(banks: Path, content: Run) -> None:
    bank(banks, "WK5", question("WK5", 1, key="E"), question("WK5", 2))
    result = content("check")
    assert result.exit_code == 1
    assert "wk5.toml, WK5-001, key: " in result.output


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"id": "WK9-901"}, "id"),
        ({"id": "one"}, "id"),
        ({"ksbs": '["WK1"]'}, "ksbs"),
        ({"ksbs": "[]"}, "ksbs"),
        ({"stem": ""}, "stem"),
        ({"key": 'A"\nsurprise = "x'}, "surprise"),
        ({"options": {"A": ""}}, "options.A.text"),
        ({"options": {"E": "fifth"}}, "options.E"),
    ],
)
def test_the_check_finds(banks: Path, content: Run, wrong: dict[str, Any], field: str) -> None:
    bank(banks, "WK10", question("WK10", 1, **wrong), question("WK10", 2), question("WK10", 3))
    found = [(p["file"], p["field"]) for p in told(content("check", "--json"))["problems"]]
    assert found == [("wk10.toml", field)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"stem": " \\n\\t"}, "stem"),
        ({"stem": "\\u200b"}, "stem"),
        ({"options": {"B": "   "}}, "options.B.text"),
        ({"reason": " "}, "options.A.reason"),
        ({"rests_on": '[" "]'}, "rests_on.0"),
        ({"reviewed_by": "Ann Coder", "reviewed_on": "2026-99-99"}, "reviewed_on"),
        ({"reviewed_by": "Ann Coder", "reviewed_on": "20261122"}, "reviewed_on"),
        ({"reviewed_by": " ", "reviewed_on": "2026-11-22"}, "reviewed_by"),
        ({"stem": "What is\\u0000 this?"}, "stem"),
        ({"reason": "a\\u001bb"}, "options.A.reason"),
        ({"reviewed_by": "Ann\\u0007Coder", "reviewed_on": "2026-11-22"}, "reviewed_by"),
    ],
)
def test_the_check_finds_what_only_looks_filled_in(
    banks: Path, content: Run, wrong: dict[str, Any], field: str
) -> None:
    bank(banks, "WK10", question("WK10", 1, **wrong), question("WK10", 2), question("WK10", 3))
    found = [(p["file"], p["entry"], p["field"]) for p in told(content("check", "--json"))["problems"]]
    assert found == [("wk10.toml", "WK10-001", field)]


def test_a_review_with_a_name_and_a_real_day_is_sound(banks: Path, content: Run) -> None:
    reviewed = question("WK10", 1, reviewed_by="Ann Coder", reviewed_on="2028-02-29")
    bank(banks, "WK10", reviewed, question("WK10", 2))
    assert told(content("check", "--json"))["problems"] == []


def test_an_id_that_stands_twice_is_found_across_files(banks: Path, content: Run) -> None:
    bank(banks, "WK5", question("WK5", 1, stem="Something else?"), file="wk5-more.toml")
    found = {(p["entry"], p["field"]) for p in told(content("check", "--json"))["problems"]}
    assert ("WK5-001", "id") in found


def test_a_load_with_any_problem_loads_nothing(banks: Path, content: Run, world: World) -> None:
    before = _versions(world)
    bank(banks, "WK10", question("WK10", 1), question("WK10", 2, key="E"))
    result = content("load")
    assert result.exit_code == 1
    assert "Nothing was loaded." in result.output
    assert _versions(world) == before


def test_loading_twice_changes_nothing_the_second_time(banks: Path, content: Run, world: World) -> None:
    assert content("load").exit_code == 0
    before = _versions(world)
    assert "0 new, 0 changed, 40 unchanged, 0 withdrawn" in content("load").output
    assert _versions(world) == before


def test_a_changed_question_becomes_version_two_and_the_old_one_stays(
    banks: Path, content: Run, world: World
) -> None:
    content("load")
    bank(banks, "WK5", question("WK5", 1, stem="Asked better?"), question("WK5", 2))
    assert "1 changed" in content("load").output
    with world.reading() as db:
        found = db.execute(
            select(QuestionVersion.number, QuestionVersion.stem)
            .where(QuestionVersion.question_id == "WK5-001")
            .order_by(QuestionVersion.number)
        ).all()
        current = db.get_one(Question, "WK5-001").current_item
    assert found[-2].stem == "<p>What is WK5-001?</p>"
    assert found[-1].stem == "<p>Asked better?</p>"
    assert current == f"WK5-001/{found[-1].number}"


def test_a_running_attempt_keeps_the_version_it_was_started_with(
    banks: Path, content: Run, world: World
) -> None:
    content("load")
    amira = world.apprentice()
    attempt = world.start(amira)
    before = world.items(attempt)
    for topic, wanted in SHIPPED.items():
        bank(banks, topic, *(question(topic, n, stem=f"New {topic}-{n}?") for n in range(1, wanted + 1)))
    assert "40 changed" in content("load").output
    assert world.items(attempt) == before


def test_a_question_taken_out_of_the_bank_is_asked_no_more_but_kept(
    banks: Path, content: Run, world: World
) -> None:
    bank(banks, "WK5", *(question("WK5", number) for number in range(1, 4)))
    content("load")
    before = _versions(world)
    bank(banks, "WK5", *(question("WK5", number) for number in range(1, 3)))
    assert "1 withdrawn" in content("load").output
    with world.reading() as db:
        assert db.get_one(Question, "WK5-003").current_item is None
    assert _versions(world) == before


def test_the_shipped_bank_is_sound_and_fills_two_papers_without_a_repeat() -> None:
    plan = load_plan(ROOT / "app" / "assessment_plan" / "plans", "practice-2026")
    written, report = check_banks(ROOT / "question_banks", plan)
    assert report.problems == []
    assert len(written) >= FEWEST_IN_ALL
    counts = report.counts["questions"]
    short = {topic: counts[topic] for topic, wanted in SHIPPED.items() if counts[topic] < 2 * wanted}
    assert short == {}


def test_the_example_for_authors_is_sound_and_is_no_question_of_the_bank(tmp_path: Path) -> None:
    plan = load_plan(ROOT / "app" / "assessment_plan" / "plans", "practice-2026")
    example = (ROOT / "docs" / "writing-questions.md").read_text().split("```toml\n")[1].split("```")[0]
    (tmp_path / "wk04.toml").write_text(example)
    [mine], report = check_banks(tmp_path, plan)
    assert [one for one in report.problems if one.field != "quotas"] == []
    asked, _ = check_banks(ROOT / "question_banks", plan)
    assert mine.question.id not in {one.question.id for one in asked}
    assert mine.question.stem not in {one.question.stem for one in asked}


def _versions(world: World) -> int:
    with world.reading() as db:
        return db.scalar(select(func.count()).select_from(QuestionVersion)) or 0
