"""Reads and checks question banks; format in docs/writing-questions.md."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from app.assessment_plan.content import Plan
from app.knowledge_test.rules.drawing import LETTERS, shortfall
from app.textfiles import DayOrNothing, NameOrNothing, Problem, Readable, Report, Strict, checked, read_toml

Text = Annotated[Readable, Field(max_length=2000)]
Short = Annotated[Readable, Field(max_length=200)]


class WrittenOption(Strict):
    """One of the four options, and the reason shown afterwards."""

    text: Annotated[Readable, Field(max_length=400)]
    reason: Text


class WrittenOptions(Strict):
    """Exactly four."""

    A: WrittenOption
    B: WrittenOption
    C: WrittenOption
    D: WrittenOption

    def by_letter(self) -> dict[str, WrittenOption]:
        """The options by the author's letters."""
        return {letter: getattr(self, letter) for letter in LETTERS}


class WrittenQuestion(Strict):
    """A question as its author wrote it."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{1,2}-[0-9]{3}$")]
    difficulty: Literal["straightforward", "working", "hard"]
    ksbs: Annotated[tuple[str, ...], Field(min_length=1, max_length=4)]
    stem: Text
    options: WrittenOptions
    key: Literal["A", "B", "C", "D"]
    rests_on: Annotated[tuple[Short, ...], Field(min_length=1)]
    editions: tuple[Short, ...]
    reviewed_by: NameOrNothing
    reviewed_on: DayOrNothing
    note: Annotated[str, Field(max_length=2000)] = ""

    def checksum(self) -> str:
        """A fingerprint of all that an apprentice or a marker could notice; notes do not count."""
        told = self.model_dump(exclude={"note"})
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Written:
    """A question with where it stands."""

    file: str
    topic: str
    question: WrittenQuestion


def check_banks(folder: Path, plan: Plan | None) -> tuple[list[Written], Report]:
    """Everything in the folder that could be read, and a report with every problem of every file.

    Without a plan that can be read, what only a plan could tell is left unsaid: topics, KSBs and quotas.
    """
    report = Report()
    written: list[Written] = []
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        report.problems.append(
            Problem(folder.name, "", "", "There is no .toml file here. Add the question banks.")
        )
    for path in paths:
        written += _read_bank(path, plan, report.problems)
    report.problems += list(_across(written))
    count = Counter(one.topic for one in written)
    quotas = plan.knowledge_test.quota_by_topic if plan else {}
    topics = [*quotas, *sorted(set(count) - set(quotas))]
    report.counts["questions"] = {topic: count[topic] for topic in topics}
    if plan is not None:
        report.problems += [
            Problem(
                f"{plan.id}.toml", topic, "quotas", f"The bank lacks {lacking} to fill one paper. Write them."
            )
            for topic, lacking in shortfall(quotas, count).items()
        ]
    return written, report


def _read_bank(path: Path, plan: Plan | None, problems: list[Problem]) -> Iterator[Written]:
    data = read_toml(path, problems)
    if data is None:
        return
    topic, questions = data.get("topic"), data.get("questions")
    for name in sorted(set(data) - {"topic", "questions"}):
        problems.append(
            Problem(path.name, "", name, "No such field is known. Remove it or correct its name.")
        )
    if not isinstance(topic, str) or (plan and topic not in plan.ksb_titles):
        problems.append(
            Problem(path.name, "", "topic", 'It must be the id of a topic of the plan, such as "WK1".')
        )
        return
    if not isinstance(questions, list) or not questions:
        problems.append(Problem(path.name, "", "questions", "There is none. Add at least one [[questions]]."))
        return
    for place, raw in enumerate(questions, start=1):
        entry = str(raw.get("id", f"number {place}")) if isinstance(raw, dict) else f"number {place}"
        question = checked(WrittenQuestion, raw, file=path.name, entry=entry, problems=problems)
        if question is not None:
            problems += [Problem(path.name, entry, *fault) for fault in _faults(question, topic, plan)]
            yield Written(path.name, topic, question)


def _faults(question: WrittenQuestion, topic: str, plan: Plan | None) -> Iterator[tuple[str, str]]:
    """What is well formed but cannot be right."""
    if not question.id.startswith(f"{topic}-"):
        yield "id", f"It must begin with {topic}-, the topic of its file."
    if topic not in question.ksbs:
        yield "ksbs", f"It must hold {topic}, the topic of its file."
    for ksb in question.ksbs:
        if plan and ksb not in plan.ksb_titles:
            yield "ksbs", f"{ksb} is not a KSB of the plan. Correct it."
    texts = Counter(" ".join(option.text.split()).lower() for option in question.options.by_letter().values())
    for text, times in texts.items():
        if times > 1:
            yield "options", f"{times} options say {text!r}. Make them differ."
    if bool(question.reviewed_by) != bool(question.reviewed_on):
        yield "reviewed_on", "Give both who reviewed it and when, or neither."


def _across(written: list[Written]) -> Iterator[Problem]:
    """Problems that show only when all files are seen together."""
    ids = Counter(one.question.id for one in written)
    stems: dict[str, str] = {}
    for one in written:
        question = one.question
        if ids[question.id] > 1:
            yield Problem(one.file, question.id, "id", "This id stands more than once. Ids are never reused.")
        words = " ".join(
            [*question.stem.split(), *sorted(o.text for o in question.options.by_letter().values())]
        )
        first = stems.setdefault(words.lower(), question.id)
        if first != question.id:
            yield Problem(one.file, question.id, "stem", f"It asks the same as {first}. Remove one of them.")
