"""Whether the reference of a case can be right: its codes, the conventions, and its own mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.case_studies.content.conventions import conventions
from app.case_studies.content.reading import Written
from app.case_studies.content.written import WrittenCase, WrittenCodeSet, WrittenLine
from app.case_studies.queries.codes import Lists, answer_of, key_of, lists_named, looked_up, reference_of
from app.case_studies.rules.conventions import breaches
from app.case_studies.rules.marking import mark
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Kind
from app.outcomes import Refusal
from app.textfiles import Problem

Told = tuple[str, str, bool]  # the field, what is wrong with it, and whether it hinders marking


@dataclass(frozen=True)
class Found:
    """Something a case is not loaded with. hinders: nothing can be marked against it either."""

    problem: Problem
    hinders: bool


def problems_of(db: Session, written: Written) -> list[Problem]:
    """Everything the lists and the conventions have against a case; none if it can be loaded."""
    return [found.problem for found in looked_through(db, written)]


def looked_through(db: Session, written: Written) -> list[Found]:
    """The same with what hinders marking told from the rest, such as a code that an extract may lack."""
    case = written.case
    try:
        lists = lists_named(db, case.editions)
    except (Refusal, KeyError) as refusal:
        told = (
            str(refusal) if isinstance(refusal, Refusal) else "Name one edition of ICD-10 and one of OPCS-4."
        )
        return [Found(Problem(written.file, case.id, "editions", told), hinders=True)]
    found = [*_of_dates(case, lists)]
    for number, code_set in enumerate(case.code_sets):
        place = f"alternates.{number - 1}." if number else ""
        of_codes = list(_of_codes(code_set, lists))
        if not any(hinders for _, _, hinders in of_codes):
            of_codes += _of_conventions(code_set, lists)
            of_codes += [("diagnoses", fault, True) for fault in _of_its_mark(case, code_set, lists)]
        found += [(f"{place}{field}", fault, hinders) for field, fault, hinders in of_codes]
    return [Found(Problem(written.file, case.id, field, fault), hinders) for field, fault, hinders in found]


def _of_dates(case: WrittenCase, lists: Lists) -> Iterator[Told]:
    """The edition in force is the one of the day the episode ended."""
    for system in System:
        edition = lists.of(system).edition
        ended = edition.in_force_to is not None and case.episode.discharged > edition.in_force_to
        if ended or case.episode.discharged < edition.in_force_from:
            yield (
                "episode.discharged",
                f"{edition.stands_for} was not in force on that day. Change the dates or the edition.",
                False,
            )


def _of_codes(code_set: WrittenCodeSet, lists: Lists) -> Iterator[Told]:
    for number, diagnosis in enumerate(code_set.diagnoses):
        yield from _of_line(f"diagnoses.{number}", diagnosis, System.ICD10, lists)
    for number, group in enumerate(code_set.procedures):
        for step, line in enumerate(group.lines):
            yield from _of_line(f"procedures.{number}.lines.{step}", line, System.OPCS4, lists)


def _of_line(place: str, line: WrittenLine, system: System, lists: Lists) -> Iterator[Told]:
    catalogue = lists.of(system)
    for code in (line.code, *line.any_of):
        try:
            entry = looked_up(catalogue, key_of(system, code))
        except ValueError as error:
            yield f"{place}.code", str(error), True
            continue
        name = catalogue.edition.name
        if entry is None:
            told = f"{code} is not in the {name}. Correct it, or add it to the list."
            yield f"{place}.code", told, not catalogue.edition.partial
        elif entry.kind is not Kind.ASSIGNABLE:
            what = "a heading" if entry.kind is Kind.HEADING else "retired"
            yield f"{place}.code", f"{code} is {what} in the {name}, so it is no answer. Correct it.", True
        elif entry.code != code:
            yield f"{place}.code", f"Write {entry.code}, not {code}.", False
    if line.family and line.family != line.code[:3]:
        told = f"{line.code} is not of the category {line.family}. Correct one of them."
        yield f"{place}.family", told, True


def _of_conventions(code_set: WrittenCodeSet, lists: Lists) -> Iterator[Told]:
    answer = answer_of(*codes_of(code_set), "", lists)
    for name, lines in (("diagnoses", answer.diagnoses), ("procedures", answer.procedures)):
        for breach in breaches(conventions(), name, lines):
            if not breach.convention.warns:
                code = lines[breach.number].text
                rule = f"{breach.convention.id}, {breach.convention.standard}".rstrip(", ")
                yield name, f"{code} breaks a convention ({rule}): {breach.convention.text}", False


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
