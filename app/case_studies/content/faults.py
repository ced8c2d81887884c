"""What is well formed in a case and cannot be right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.assessment_plan.content import Plan
from app.case_studies.content.written import WrittenCase, WrittenCodeSet, WrittenLine
from app.case_studies.rules.evidence import stands_in


def faults(case: WrittenCase, plan: Plan | None) -> Iterator[tuple[str, str]]:
    """The field and what is wrong with it, of everything wrong in this case."""
    yield from _of_the_head(case, plan)
    yield from _of_the_record(case)
    for number, code_set in enumerate(case.code_sets):
        place = f"alternates.{number - 1}." if number else ""
        if number and not code_set.why.strip():
            yield f"{place}why", "Say when this coding is as right."
        for check in (_of_ties, _of_evidence, _of_primaries):
            yield from ((f"{place}{field}", fault) for field, fault in check(code_set, case.texts))


def _of_the_head(case: WrittenCase, plan: Plan | None) -> Iterator[tuple[str, str]]:
    for ksb in case.ksbs:
        if plan and ksb not in plan.ksb_titles:
            yield "ksbs", f"{ksb} is not a KSB of the plan. Correct it."
    if bool(case.reviewed_by) != bool(case.reviewed_on):
        yield "reviewed_on", "Give both who reviewed it and when, or neither."
    if case.episode.discharged < case.episode.admitted:
        yield "episode.discharged", "It is before the admission. Correct one of them."


def _of_the_record(case: WrittenCase) -> Iterator[tuple[str, str]]:
    names = Counter([*(one.id for one in case.documents), *(one.id for one in case.asks)])
    for name, times in names.items():
        if times > 1:
            yield "documents", f"The id {name!r} stands {times} times. Give each document and ask its own."
    for about, times in Counter(one.about for one in case.asks).items():
        if times > 1:
            yield "asks", f"{times} of them are about {about!r}. Keep one, or give them other kinds."
    for ask in case.asks:
        if ask.needed != bool(ask.should_ask.strip()):
            yield f"asks.{ask.id}.should_ask", "Say what the query has to ask just where it is needed."


def _of_ties(code_set: WrittenCodeSet, _texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    codes = [line.code for line in code_set.diagnoses]
    for number, line in enumerate(code_set.diagnoses):
        place = f"diagnoses.{number}"
        for code in line.after:
            if code not in codes[:number]:
                yield f"{place}.after", f"{code} is no earlier line. Write it just as it stands there."
        if line.pair and (line.pair == line.code or line.pair not in codes):
            yield f"{place}.pair", f"{line.pair} is no other line. Write it just as it stands there."
        behind = line.pair in codes[number:] and code_set.diagnoses[codes.index(line.pair, number)].after
        if behind and (number == 0 or line.order == "as given"):
            yield f"{place}.pair", f"{line.pair} stands behind it and has after. Keep one of them."
        if line.after and line.pair:
            yield f"{place}.pair", "It has both after and pair. Keep one."


def _of_evidence(code_set: WrittenCodeSet, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for place, line in _places(code_set):
        for evidence in line.evidence:
            if evidence.document not in texts:
                yield f"{place}.evidence", f"There is no document {evidence.document!r}."
            elif not stands_in(texts[evidence.document], evidence.words):
                where = f"{evidence.words!r} does not stand in {evidence.document!r}."
                yield f"{place}.evidence", f"{where} Quote it as it stands there."


def _of_primaries(code_set: WrittenCodeSet, _texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for place, line in _places(code_set):
        if place in ("diagnoses.0", "procedures.0.lines.0") and line.status == "optional":
            yield f"{place}.status", "A primary code cannot be optional."


def _places(code_set: WrittenCodeSet) -> Iterator[tuple[str, WrittenLine]]:
    """Every line with its place in the file."""
    for number, diagnosis in enumerate(code_set.diagnoses):
        yield f"diagnoses.{number}", diagnosis
    for number, group in enumerate(code_set.procedures):
        for step, line in enumerate(group.lines):
            yield f"procedures.{number}.lines.{step}", line
