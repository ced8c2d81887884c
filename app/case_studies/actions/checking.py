"""Whether the reference of a case can be right: its codes, the conventions, and its own mark."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.case_studies.content.conventions import conventions
from app.case_studies.content.reading import Written
from app.case_studies.content.written import WrittenCase, WrittenCodeSet, WrittenLine
from app.case_studies.queries.codes import Lists, answer_of, key_of, lists_named, reference_of
from app.case_studies.rules.conventions import breaches
from app.case_studies.rules.marking import mark
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Kind
from app.outcomes import Refusal
from app.textfiles import Problem


def problems_of(db: Session, written: Written) -> list[Problem]:
    """Everything the lists and the conventions have against a case; none if it can be loaded."""
    case = written.case
    try:
        lists = lists_named(db, case.editions)
    except (Refusal, KeyError) as refusal:
        told = (
            str(refusal) if isinstance(refusal, Refusal) else "Name one edition of ICD-10 and one of OPCS-4."
        )
        return [Problem(written.file, case.id, "editions", told)]
    found = [*_of_dates(case, lists)]
    for number, code_set in enumerate(case.code_sets):
        place = f"alternates.{number - 1}." if number else ""
        of_codes = list(_of_codes(code_set, lists))
        found += [(f"{place}{field}", fault) for field, fault in of_codes]
        if not of_codes:
            found += [(f"{place}{field}", fault) for field, fault in _of_conventions(code_set, lists)]
            found += [(f"{place}diagnoses", fault) for fault in _of_its_mark(case, code_set, lists)]
    return [Problem(written.file, case.id, field, fault) for field, fault in found]


def _of_dates(case: WrittenCase, lists: Lists) -> Iterator[tuple[str, str]]:
    """The edition in force is the one of the day the episode ended."""
    for system in System:
        edition = lists.of(system).edition
        ended = edition.in_force_to is not None and case.episode.discharged > edition.in_force_to
        if ended or case.episode.discharged < edition.in_force_from:
            yield (
                "episode.discharged",
                f"{edition.stands_for} was not in force on that day. Change the dates or the edition.",
            )


def _of_codes(code_set: WrittenCodeSet, lists: Lists) -> Iterator[tuple[str, str]]:
    for number, diagnosis in enumerate(code_set.diagnoses):
        yield from _of_line(f"diagnoses.{number}", diagnosis, System.ICD10, lists)
    for number, group in enumerate(code_set.procedures):
        for step, line in enumerate(group.lines):
            yield from _of_line(f"procedures.{number}.lines.{step}", line, System.OPCS4, lists)


def _of_line(place: str, line: WrittenLine, system: System, lists: Lists) -> Iterator[tuple[str, str]]:
    catalogue = lists.of(system)
    for code in (line.code, *line.any_of):
        try:
            entry = catalogue.find(key_of(system, code))
        except ValueError as error:
            yield f"{place}.code", str(error)
            continue
        name = catalogue.edition.name
        if entry is None:
            yield f"{place}.code", f"{code} is not in the {name}. Correct it, or add it to the list."
        elif entry.kind is not Kind.ASSIGNABLE:
            yield (
                f"{place}.code",
                f"{code} is {entry.kind.value} in the {name}, so it is no answer. Correct it.",
            )
        elif entry.code != code:
            yield f"{place}.code", f"Write {entry.code}, not {code}."
    if line.family and line.family != line.code[:3]:
        yield f"{place}.family", f"{line.code} is not of the category {line.family}. Correct one of them."


def _of_conventions(code_set: WrittenCodeSet, lists: Lists) -> Iterator[tuple[str, str]]:
    answer = answer_of(*codes_of(code_set), "", lists)
    for name, lines in (("diagnoses", answer.diagnoses), ("procedures", answer.procedures)):
        for breach in breaches(conventions(), name, lines):
            if not breach.convention.warns:
                code = lines[breach.number].text
                rule = f"{breach.convention.id}, {breach.convention.standard}".rstrip(", ")
                yield name, f"{code} breaks a convention ({rule}): {breach.convention.text}"


def _of_its_mark(case: WrittenCase, code_set: WrittenCodeSet, lists: Lists) -> Iterator[str]:
    try:
        reference = reference_of(case.code_sets, lists)
    except ValueError:
        return  # some other code set is not readable, and has been told of
    overall = mark(reference, answer_of(*codes_of(code_set), "", lists)).overall
    if overall.correct != overall.of:
        yield (
            f"Entered as it stands, this coding gets {overall.correct} of {overall.of}. "
            "Make its order agree with after, pair and the groups."
        )


def codes_of(code_set: WrittenCodeSet) -> tuple[list[str], list[str]]:
    """The codes of a coding as somebody would enter them: diagnoses, procedures."""
    procedures = [line.code for group in code_set.procedures for line in group.lines]
    return [line.code for line in code_set.diagnoses], procedures
