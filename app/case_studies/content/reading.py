"""Reads case files and checks their form. What the lists say of the codes, and whether the conventions
hold, is checked by `actions/checking.py`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.assessment_plan.content import Plan
from app.case_studies.content.faults import faults
from app.case_studies.content.written import WrittenCase
from app.case_studies.rules.drawing import LEVELS
from app.textfiles import Problem, Report, checked, read_toml


@dataclass(frozen=True)
class Written:
    """A case with where it stands."""

    file: str
    case: WrittenCase


def read_cases(folder: Path, plan: Plan | None) -> tuple[list[Written], Report]:
    """Every case of the folder that could be read, and a report with every fault of form."""
    report = Report()
    written: list[Written] = []
    for path in sorted(folder.glob("*.toml")):
        case = read_case(path, report.problems, plan)
        if case is not None:
            written.append(Written(path.name, case))
            if case.id != path.stem:
                told = f"The id is {case.id!r} but the file is {path.name}. Make them the same."
                report.problems.append(Problem(path.name, case.id, "id", told))
    count = Counter[str](one.case.level for one in written)
    report.counts["cases"] = {level: count[level] for level in LEVELS}
    return written, report


def read_case(path: Path, problems: list[Problem], plan: Plan | None = None) -> WrittenCase | None:
    """The case in a file, or None; everything found wrong is added to `problems`."""
    data = read_toml(path, problems)
    if data is None:
        return None
    case = checked(WrittenCase, data, file=path.name, entry=path.stem, problems=problems)
    if case is not None:
        problems += [Problem(path.name, case.id, *fault) for fault in faults(case, plan)]
    return case
