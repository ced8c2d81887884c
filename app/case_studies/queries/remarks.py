"""What can be said of an entered line from the lists and the conventions, without looking at any key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.case_studies.content.conventions import conventions
from app.case_studies.queries.codes import Lists, entered, looked_up
from app.case_studies.rules.conventions import breaches
from app.case_studies.rules.reference import Answer, Entered
from app.classifications.queries.catalogue import Catalogue
from app.classifications.rules.codes import System, understood, written
from app.classifications.rules.entries import Entry, Kind

FIRST_DIVISION = 4  # characters of a divided category's codes; more are called the fifth


@dataclass(frozen=True, slots=True)
class Echo:
    """What was understood of a typed text. code, title: "" where the list has none; trouble: what is
    wrong with it as a code, in words, or "". is_words: it holds no digit, so it is on its way to a code.
    """

    code: str
    title: str
    trouble: str
    is_words: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a line (number from 0). kind: "writing", "list" or a convention's id."""

    list_name: str
    number: int
    kind: str
    text: str
    standard: str = ""
    warns: bool = False


def echo(system: System, text: str, lists: Lists) -> Echo:
    """What a typed text is understood as, for the page that shows it while typing."""
    catalogue, one = lists.of(system), entered(system, text, lists)
    if one.key is None:
        words = bool(text.strip()) and not any(sign.isdigit() for sign in text)
        return Echo("", "", _not_a_code(system, one, catalogue), words)
    entry = looked_up(catalogue, one.key)
    if entry is None:
        return Echo(written(_typed(system, text)), "", _unknown(system, one.key, text, catalogue))
    trouble = "" if entry.kind is Kind.ASSIGNABLE else _no_answer(entry, catalogue)
    return Echo(entry.code, entry.title, trouble)


def notes_on(answer: Answer, lists: Lists) -> list[Note]:
    """Every remark on an answer, line by line: writing, lists, conventions."""
    found: list[Note] = []
    for name, system, lines in (
        ("diagnoses", System.ICD10, answer.diagnoses),
        ("procedures", System.OPCS4, answer.procedures),
    ):
        for number, one in enumerate(lines):
            found += [Note(name, number, kind, text) for kind, text in _of_line(system, one, lists)]
        found += [
            Note(
                name,
                breach.number,
                breach.convention.id,
                breach.convention.text,
                breach.convention.standard,
                breach.convention.warns,
            )
            for breach in breaches(conventions(), name, lines)
        ]
    return sorted(found, key=lambda note: (note.list_name, note.number))


def _of_line(system: System, one: Entered, lists: Lists) -> Iterator[tuple[str, str]]:
    if one.bare and one.key:
        yield (
            "writing",
            f"Understood as {written(one.key)}. Write the filler X, too.",
        )
    elif one.key is None and one.meant:
        mixed = "holds a letter for a digit or a digit for a letter"
        yield "writing", f"{one.text.strip()} {mixed}: {written(one.meant)} is meant."
    else:
        trouble = echo(system, one.text, lists).trouble
        if trouble:
            yield "list", trouble


def _not_a_code(system: System, one: Entered, catalogue: Catalogue) -> str:
    if one.meant:
        entry = catalogue.find(one.meant)
        told = f" {entry.code} would be a code." if entry and entry.kind is Kind.ASSIGNABLE else ""
        return f"Letter O or zero, I or one?{told}"
    return f"This is not shaped like a code of {system.words}."


def _typed(system: System, text: str) -> str:
    return understood(system, text).key or ""


def _unknown(system: System, key: str, text: str, catalogue: Catalogue) -> str:
    typed = written(_typed(system, text))
    parent = catalogue.find(key[:3])
    name = catalogue.edition.name
    longer = catalogue.find(key[:4]) if len(key) > FIRST_DIVISION else None
    if longer is not None and longer.kind is Kind.ASSIGNABLE:
        return f"{typed} has a character too many: {longer.code} has no fifth one."
    if parent is not None and parent.kind is Kind.HEADING:
        return f"{typed} is not in the {name}, though {parent.key} is."
    if parent is not None:
        return f"{typed} is not in the {name}: {parent.code} is not divided."
    if catalogue.edition.partial:
        return f"{typed} is not in the {name}. It may exist all the same."
    return f"{typed} is not in the {name}."


def _no_answer(entry: Entry, catalogue: Catalogue) -> str:
    if entry.kind is Kind.RETIRED:
        return f"{entry.code} is retired."
    below = catalogue.children(entry.key)
    if any(child.kind is Kind.ASSIGNABLE and len(child.key) > FIRST_DIVISION for child in below):
        return f"{entry.code} needs a fifth character."
    return f"{entry.code} is a heading: it needs a fourth character."
