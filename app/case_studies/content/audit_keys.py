"""Reads what verdicts are called, and the short keys of an NHS coding audit that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.case_studies.rules.marking import Verdict
from app.case_studies.rules.reference import Category
from app.textfiles import Problem, Readable, Strict, checked, read_toml

FILE = Path(__file__).resolve().parent.parent / "audit_keys.toml"
Key = Annotated[str, Field(pattern=r"^([A-Z]{2,6}\d?)?$")]


class WrittenKeys(Strict):
    """The key of a verdict in each category; "" where there is none."""

    PD: Key
    SD: Key
    EX: Key
    PP: Key
    SP: Key


class WrittenVerdict(Strict):
    """A verdict as it stands in the file."""

    words: Annotated[Readable, Field(max_length=40)]
    means: Annotated[Readable, Field(max_length=80)]
    keys: WrittenKeys


@dataclass(frozen=True, slots=True)
class AuditKey:
    """What is said of a line. words: the verdict; key: the short form or ""; means: that spelt out."""

    words: str
    key: str
    means: str


def read_audit_keys(path: Path, problems: list[Problem]) -> dict[tuple[Verdict, Category], AuditKey]:
    """Words and key of every verdict in every category; everything found wrong is added to `problems`."""
    data = read_toml(path, problems) or {}
    found: dict[tuple[Verdict, Category], AuditKey] = {}
    for name in data.keys() - set(Verdict):
        problems.append(Problem(path.name, name, "", "There is no such verdict. Correct the name."))
    for verdict in Verdict:
        if verdict.value not in data:
            problems.append(Problem(path.name, verdict.value, "", "This verdict is missing. Add it."))
            continue
        one = checked(
            WrittenVerdict, data[verdict.value], file=path.name, entry=verdict.value, problems=problems
        )
        if one is not None:
            for category in Category:
                means = f"{category.words}: {one.means}"
                found[verdict, category] = AuditKey(one.words, getattr(one.keys, category.value), means)
    return found


@cache
def audit_keys() -> Mapping[tuple[Verdict, Category], AuditKey]:
    """Those of the project's own file.

    Raises:
        ValueError: it is wrong; the message lists every problem.
    """
    problems: list[Problem] = []
    found = read_audit_keys(FILE, problems)
    if problems:
        raise ValueError("\n".join(f"{one.file} {one.entry} {one.field}: {one.problem}" for one in problems))
    return found
