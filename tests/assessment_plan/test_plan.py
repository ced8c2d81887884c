"""Plan files: read whole, with every problem said in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.assessment_plan.content import Plan, PlanUnusable, load_plan
from config import ROOT

PLANS = ROOT / "app" / "assessment_plan" / "plans"
SHIPPED = (PLANS / "practice-2026.toml").read_text(encoding="utf-8")


@pytest.fixture
def plan() -> Plan:
    return load_plan(PLANS, "practice-2026")


def with_change(folder: Path, old: str, new: str, name: str = "practice-2026") -> Path:
    """A folder whose plan differs from the shipped one in one place."""
    assert SHIPPED.count(old) >= 1
    (folder / f"{name}.toml").write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_quotas_of_the_shipped_plan_make_its_paper(plan: Plan) -> None:
    assert sum(plan.knowledge_test.quota_by_topic.values()) == plan.knowledge_test.questions.value == 40


def test_the_shipped_plan_claims_nothing_to_be_official(plan: Plan) -> None:
    assert {ksb.standing for ksb in plan.ksbs} == {"practice"}
    assert 'standing = "official"' not in SHIPPED


def test_the_shipped_plan_says_that_it_is_not_the_official_paper(plan: Plan) -> None:
    assert plan.notice == "Practice format. Not the official paper."


def test_a_part_knows_whether_all_of_it_is_practice(plan: Plan, tmp_path: Path) -> None:
    one = with_change(
        tmp_path,
        'minutes = { value = 60, standing = "practice"',
        'minutes = { value = 60, standing = "official"',
    )
    partly = load_plan(one, "practice-2026").knowledge_test
    assert plan.knowledge_test.all_practice
    assert not partly.all_practice
    assert (partly.minutes.is_practice, partly.questions.is_practice) == (False, True)


def test_every_topic_of_the_quotas_has_a_title(plan: Plan) -> None:
    assert set(plan.knowledge_test.quota_by_topic) <= set(plan.ksb_titles)


def test_a_plan_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(PlanUnusable, match="'nowhere' cannot be used"):
        load_plan(tmp_path, "nowhere")


def test_a_plan_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p1.toml").write_text("id = ")
    with pytest.raises(PlanUnusable, match="not valid TOML"):
        load_plan(tmp_path, "p1")


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ('id = "practice-2026"', 'id = "another"', "id", "Make them the same"),
        ("questions = { value = 40", "questions = { value = 41", "knowledge_test.questions", "add up to 40"),
        ('topic = "WK1", questions = 4', 'topic = "WK99", questions = 4', "quotas", "WK99 is not among"),
        ('topic = "WK2", questions = 4', 'topic = "WK1", questions = 4', "quotas", "A topic stands twice"),
        ('id = "WK2"\n', 'id = "WK1"\n', "ksbs", "An id stands twice"),
        (
            "distinction_percent = { value = 80",
            "distinction_percent = { value = 59",
            "",
            "below the pass mark",
        ),
        (
            "minutes = { value = 60",
            "minutes = { value = 0",
            "knowledge_test.minutes",
            "greater than or equal",
        ),
        ("minutes = { value = 60", 'minutes = { value = "60"', "knowledge_test.minutes", "integer"),
        ("minutes = { value = 60", "minutes = { value = 60.5", "knowledge_test.minutes", "integer"),
        ("pass_percent = { value = 60", "pass_percent = { value = 101", "pass_percent", "less than or equal"),
        ("options = { value = 4", "options = { value = 5", "knowledge_test.options", "4"),
        ('standing = "practice" }', 'standing = "guessed" }', "standing", "official"),
        ('title = "Practice format 2026"', "", "title", "It is missing. Add it."),
        ('title = "Practice format 2026"', 'title = "P"\ncolour = 1', "colour", "No such field is known"),
        ('title = "Practice format 2026"', 'title = " "', "title", "Nothing can be read in it"),
        ('title = "Practice format 2026"', 'title = "P\\u0000"', "title", "a control character"),
        (
            'title = "Part 1: multiple',
            f'title = "{"x" * 104}: multiple',
            "knowledge_test.title",
            "at most 120",
        ),
        ('title = "Part 2: case', f'title = "{"x" * 112}: case', "case_studies.title", "at most 120"),
    ],
)
def test_what_is_wrong_with_a_plan_is_named_with_its_field(
    tmp_path: Path, old: str, new: str, field: str, problem: str
) -> None:
    with pytest.raises(PlanUnusable) as refusal:
        load_plan(with_change(tmp_path, old, new), "practice-2026")
    assert field in str(refusal.value)
    assert problem in str(refusal.value)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = SHIPPED.replace("minutes = { value = 60", "minutes = { value = 0").replace(
        "options = { value = 4", "options = { value = 9"
    )
    (tmp_path / "practice-2026.toml").write_text(text)
    with pytest.raises(PlanUnusable) as refusal:
        load_plan(tmp_path, "practice-2026")
    assert "knowledge_test.minutes" in str(refusal.value)
    assert "knowledge_test.options" in str(refusal.value)


def test_a_paper_without_a_case_is_refused(tmp_path: Path) -> None:
    text = SHIPPED
    for kind, count in (("straightforward", 1), ("working", 2), ("hard", 1)):
        text = text.replace(f"{kind} = {{ value = {count}", f"{kind} = {{ value = 0")
    (tmp_path / "practice-2026.toml").write_text(text)
    with pytest.raises(PlanUnusable, match="The paper has no case"):
        load_plan(tmp_path, "practice-2026")
