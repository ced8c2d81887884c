"""The plan is data: with another plan file everything about part 1 is different, and no code is."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.assessment_plan.content import PlanUnusable, load_plan
from app.knowledge_test.models import QuestionVersion
from app.results.models import Result
from app.results.rules.judging import Grade
from app.sittings.models import Attempt, Slot
from config import ROOT, Settings
from tests.banks import filled
from tests.build import FakeClock, Known, World
from tests.databases import fill_database
from tests.page import Browser

PLANS = ROOT / "tests" / "plans"
PLAN = load_plan(PLANS, "another").knowledge_test


@pytest.fixture
def other_app(template_settings: Settings, clock: FakeClock, tmp_path: Path) -> Iterator[Flask]:
    """A site that runs on the other plan, with banks for it."""
    settings = dataclasses.replace(
        template_settings,
        assessment_plans=PLANS,
        assessment_plan="another",
        question_banks=filled(tmp_path / "banks", PLAN.quota_by_topic),
        database_url=f"sqlite:///{tmp_path / 'another.sqlite3'}",
    )
    fill_database(settings)
    made = create_app(settings, clock)
    yield made
    made.extensions["engine"].dispose()


@pytest.fixture
def other_world(other_app: Flask) -> World:
    return World(other_app)


def test_the_paper_has_the_plans_questions_of_each_topic(other_world: World) -> None:
    attempt = other_world.start(other_world.apprentice())
    assert Counter(item.split("-")[0] for item in other_world.items(attempt)) == PLAN.quota_by_topic


@pytest.mark.parametrize(("extra", "minutes"), [(0, 7), (25, 9), (50, 11)])
def test_the_time_is_the_plans_and_extra_time_rounds_up(other_world: World, extra: int, minutes: int) -> None:
    attempt = other_world.start(other_world.apprentice(extra_percent=extra))
    with other_world.reading() as db:
        ends_at = db.get_one(Attempt, attempt).ends_at
    assert ends_at == other_world.now + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("right", "grade"),
    [(1, Grade.FAIL), (2, Grade.PASS), (4, Grade.PASS), (5, Grade.DISTINCTION)],
)
def test_the_grade_is_drawn_at_the_plans_marks(other_world: World, right: int, grade: Grade) -> None:
    amira = other_world.apprentice()
    attempt = other_world.start(amira)
    _answer_right(other_world, amira, attempt, right)
    other_world.finish(amira, attempt)
    with other_world.reading() as db:
        found = db.scalars(select(Result)).one()
    assert (found.correct, found.of, found.grade) == (right, 5, grade)


def test_a_running_attempt_keeps_the_plan_it_was_started_with(other_app: Flask, other_world: World) -> None:
    amira = other_world.apprentice()
    attempt = other_world.start(amira)
    other_app.extensions["plan"] = load_plan(ROOT / "app" / "assessment_plan" / "plans", "practice-2026")
    _answer_right(other_world, amira, attempt, 2)
    other_world.finish(amira, attempt)
    with other_world.reading() as db:
        assert db.scalars(select(Result.grade)).one() is Grade.PASS


def test_the_pages_show_the_plans_values(other_app: Flask, other_world: World) -> None:
    browser = Browser(other_app)
    browser.sign_in(other_world.apprentice())
    overview = browser.get("/multiple-choice/").main
    assert "Questions 5" in overview
    assert "Time 7 min" in overview
    assert "40" not in overview
    assert "60" not in overview


def test_every_page_ends_with_the_plans_notice(other_app: Flask) -> None:
    for address, status in (("/help", 200), ("/nothing-here", 404)):
        page = Browser(other_app).get(address, expect=status)
        assert "Another format. For tests only." in page.text
        assert "Not the official paper" not in page.text


def test_of_mixed_values_only_those_of_practice_are_marked(other_app: Flask, other_world: World) -> None:
    plan = load_plan(PLANS, "another")
    mixed = plan.knowledge_test.model_copy(
        update={"minutes": plan.knowledge_test.minutes.model_copy(update={"standing": "practice"})}
    )
    other_app.extensions["plan"] = plan.model_copy(update={"knowledge_test": mixed})
    browser = Browser(other_app)
    browser.sign_in(other_world.apprentice())
    overview = browser.get("/multiple-choice/").main
    assert "Time 7 min Practice" in overview
    assert overview.count("Practice") == 1
    assert "All these values are practice values" not in overview


def test_official_values_are_not_called_practice(other_app: Flask, other_world: World) -> None:
    amira = other_world.apprentice()
    attempt = other_world.start(amira)
    other_world.finish(amira, attempt)
    browser = Browser(other_app)
    browser.sign_in(amira)
    overview = browser.get("/multiple-choice/").main
    assert [words for words in ("Practice", "practice value", "practice format") if words in overview] == []
    result = browser.get(f"/multiple-choice/{attempt}/result").main
    assert "0 of 5: not yet a pass (pass 2, distinction 5)." in result


def test_a_result_of_an_earlier_plan_names_that_plan(other_app: Flask, other_world: World) -> None:
    amira = other_world.apprentice()
    attempt = other_world.start(amira)
    other_world.finish(amira, attempt)
    other_app.extensions["plan"] = load_plan(ROOT / "app" / "assessment_plan" / "plans", "practice-2026")
    browser = Browser(other_app)
    browser.sign_in(amira)
    result = browser.get(f"/multiple-choice/{attempt}/result").main
    assert "not yet a pass in the format another (pass 2, distinction 5)." in result


def test_a_plan_with_contradictions_does_not_start(tmp_path: Path) -> None:
    text = (PLANS / "another.toml").read_text(encoding="utf-8")
    wrong = text.replace("questions = { value = 5,", "questions = { value = 6,").replace(
        "value = 95", "value = 9"
    )
    (tmp_path / "another.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(PlanUnusable) as problems:
        load_plan(tmp_path, "another")
    assert "knowledge_test.questions" in str(problems.value)
    assert "knowledge_test.distinction_percent" in str(problems.value)


def _answer_right(world: World, known: Known, attempt: int, right: int) -> None:
    """Answer so many questions right and the rest wrong."""
    with world.reading() as db:
        rows = db.execute(
            select(Slot.number, Slot.arrangement, QuestionVersion.key)
            .join(QuestionVersion, QuestionVersion.item == Slot.item)
            .where(Slot.attempt_id == attempt)
            .order_by(Slot.number)
        ).all()
    for number, arrangement, key in rows:
        place = arrangement.index(key)
        world.answer(known, attempt, number, str((place if number <= right else (place + 1) % 4) + 1))
