"""Reads and checks plan files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from app.textfiles import Problem, Readable, Strict, checked, read_toml

T = TypeVar("T")
Percent = Annotated[int, Field(ge=1, le=100)]
Count = Annotated[int, Field(ge=1, le=1000)]
Words = Annotated[Readable, Field(max_length=400)]
Title = Annotated[Readable, Field(max_length=120)]  # attempts and results carry it in 200 characters
Standing = Literal["official", "practice"]  # from the official plan, or chosen for practice


class Told(Strict, Generic[T]):
    """A value of the plan together with its standing."""

    value: T
    standing: Standing

    @property
    def is_practice(self) -> bool:
        """Whether it was chosen for practice."""
        return self.standing == "practice"


class Ksb(Strict):
    """A piece of knowledge (K), a skill (S) or a behaviour (B)."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{1,2}$")]
    title: Words
    standing: Standing


class TopicQuota(Strict):
    """How many questions of a paper come from one topic."""

    topic: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{1,2}$")]
    questions: Count


class Part(Strict):
    """A part of the assessment."""

    title: Title

    @property
    def all_practice(self) -> bool:
        """Whether every value of it was chosen for practice."""
        values = [getattr(self, name) for name in type(self).model_fields]
        return all(value.is_practice for value in values if isinstance(value, Told))


class KnowledgeTest(Part):
    """Part 1, multiple choice."""

    instructions: tuple[Words, ...]
    questions: Told[Count]
    options: Told[Literal[4]]
    minutes: Told[Count]
    pass_percent: Told[Percent]
    distinction_percent: Told[Percent]
    quotas: Told[tuple[TopicQuota, ...]]

    @property
    def quota_by_topic(self) -> dict[str, int]:
        """Questions wanted of each topic, in the plan's order."""
        return {quota.topic: quota.questions for quota in self.quotas.value}


class Targets(Strict):
    """Percentages an audit looks for, by its four categories."""

    name: Words
    PD: Percent
    SD: Percent
    PP: Percent
    SP: Percent


class CaseStudies(Part):
    """Part 2, coding case studies.

    look_up: what a mock offers unless its candidate chooses otherwise. denominator: what correct codes are
    divided by. half_marks: where the right category alone earns half a mark. targets: the first is shown
    as the line to reach.
    """

    instructions: tuple[Words, ...]
    straightforward: Told[Annotated[int, Field(ge=0, le=100)]]
    working: Told[Annotated[int, Field(ge=0, le=100)]]
    hard: Told[Annotated[int, Field(ge=0, le=100)]]
    minutes: Told[Count]
    pass_percent: Told[Percent]
    distinction_percent: Told[Percent]
    look_up: Told[Literal["books", "tabular", "search"]]
    denominator: Told[Literal["reference and not required", "reference"]]
    half_marks: Told[Literal["practice", "never"]]
    targets: Told[Annotated[tuple[Targets, ...], Field(min_length=1, max_length=4)]]

    @property
    def cases(self) -> int:
        """How many cases a paper has."""
        return self.straightforward.value + self.working.value + self.hard.value


class Discussion(Part):
    """The professional discussion."""

    prompts: Told[Count]
    minutes: Told[Count]
    judged: Told[Words]


class Plan(Strict):
    """One version of the assessment plan."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,38}$")]
    title: Title
    notice: Words
    overall_grade: Told[Literal["lowest part"]]
    ksbs: tuple[Ksb, ...]
    knowledge_test: KnowledgeTest
    case_studies: CaseStudies
    discussion: Discussion

    @property
    def ksb_titles(self) -> dict[str, str]:
        """Title of each KSB by its id."""
        return {ksb.id: ksb.title for ksb in self.ksbs}


class PlanUnusable(ValueError):
    """The plan file cannot be used; the message lists every problem."""

    def __init__(self, plan_id: str, problems: list[Problem]) -> None:
        lines = "\n".join(f"  {found.file} {found.field}: {found.problem}" for found in problems)
        super().__init__(f"The assessment plan {plan_id!r} cannot be used.\n{lines}")


def load_plan(folder: Path, plan_id: str) -> Plan:
    """The plan `plan_id` of `folder`.

    Raises:
        PlanUnusable: there is no such file, or something in it is wrong.
    """
    problems: list[Problem] = []
    plan = read_plan(folder / f"{plan_id}.toml", problems)
    if plan is None or problems:
        raise PlanUnusable(plan_id, problems)
    return plan


def check_plans(folder: Path, plan_id: str) -> tuple[Plan | None, list[Problem]]:
    """The plan `plan_id` as far as it can be read, and every problem of every plan in the folder."""
    current = folder / f"{plan_id}.toml"
    problems: list[Problem] = []
    plans = {path: read_plan(path, problems) for path in sorted({*folder.glob("*.toml"), current})}
    return plans[current], problems


def read_plan(path: Path, problems: list[Problem]) -> Plan | None:
    """A plan from its file, or None; everything found wrong is added to `problems`."""
    data = read_toml(path, problems)
    if data is None:
        return None
    plan = checked(Plan, data, file=path.name, entry=str(data.get("id", "")), problems=problems)
    if plan is not None:
        problems += [
            Problem(path.name, plan.id, field, fault) for field, fault in _contradictions(plan, path)
        ]
    return plan


def _contradictions(plan: Plan, path: Path) -> list[tuple[str, str]]:
    """What is well formed but cannot be meant."""
    part = plan.knowledge_test
    found: list[tuple[str, str]] = []
    if plan.id != path.stem:
        found.append(("id", f"The id is {plan.id!r} but the file is {path.name}. Make them the same."))
    known = [ksb.id for ksb in plan.ksbs]
    if len(known) != len(set(known)):
        found.append(("ksbs", "An id stands twice. Give each KSB one entry."))
    topics = [quota.topic for quota in part.quotas.value]
    if len(topics) != len(set(topics)):
        found.append(("knowledge_test.quotas", "A topic stands twice. Give each topic one entry."))
    for topic in sorted(set(topics) - set(known)):
        found.append(("knowledge_test.quotas", f"Topic {topic} is not among the KSBs. Add it or correct it."))
    asked, quotas = part.questions.value, sum(part.quota_by_topic.values())
    if asked != quotas:
        found.append(
            ("knowledge_test.questions", f"It is {asked} but the quotas add up to {quotas}. Match them.")
        )
    for name in ("knowledge_test", "case_studies"):
        marks = getattr(plan, name)
        if marks.distinction_percent.value < marks.pass_percent.value:
            found.append((f"{name}.distinction_percent", "It is below the pass mark. Correct one of them."))
    if plan.case_studies.cases == 0:
        found.append(("case_studies", "The paper has no case. Ask for at least one."))
    return found
