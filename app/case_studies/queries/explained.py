"""A marked case line by line: what was entered beside the reference, with reasons and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.case_studies.content.audit_keys import AuditKey, audit_keys
from app.case_studies.content.written import WrittenCodeSet, WrittenLine
from app.case_studies.queries.bank import stored_code_sets
from app.case_studies.queries.codes import Lists, answer_of, key_of
from app.case_studies.queries.feedback import MarkedCase
from app.case_studies.queries.remarks import Note, echo, notes_on
from app.case_studies.rules.entering import CodeLine, Coding, coding_of
from app.case_studies.rules.marking import MarkedLine, Verdict
from app.case_studies.rules.reference import Category
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Entry
from app.people import Viewer

SYSTEMS = {"diagnoses": System.ICD10, "procedures": System.OPCS4}
ONE = {
    Category.PD: "Primary diagnosis",
    Category.SD: "Secondary diagnosis",
    Category.EX: "External cause",
    Category.PP: "Primary procedure",
    Category.SP: "Secondary procedure",
}


@dataclass(frozen=True)
class Quote:
    """Words of the record. page: the document's id; title: its name."""

    page: str
    title: str
    words: str


@dataclass(frozen=True)
class MyLine:
    """A line as typed. place: in its list, from 1. code, title: what was understood, "" if nothing was."""

    place: int
    typed: str
    code: str
    title: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class ReferenceLine:
    """A line of the reference. also: other codes that are as right here, in words, or ""."""

    place: int
    code: str
    title: str
    also: str
    why: str
    standards: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class ExplainedLine:
    """One line of the comparison; without `theirs` it is not required, without `mine` it was left out.

    instead: of a primary that was left out, what was entered first and stands for nothing; else "".
    """

    name: str  # of the page's element, and of the marks in the record
    list_name: str
    category: str
    verdict: Verdict
    said: AuditKey
    mine: MyLine | None
    theirs: ReferenceLine | None
    notes: tuple[Note, ...]
    instead: str = ""

    @property
    def is_right(self) -> bool:
        """Whether nothing was lost by it."""
        return self.verdict in (Verdict.CORRECT, Verdict.OPTIONAL)


@dataclass(frozen=True)
class Explained:
    """lines: in the reference's order, what is not required after. alternate: why a code set other than the
    first was used, "" where it was the first. others: why each further code set is as right.
    lists: names of the lists that codes are looked up in.
    """

    lines: tuple[ExplainedLine, ...]
    alternate: str
    others: tuple[str, ...]
    lists: tuple[str, ...]

    def of(self, list_name: str) -> list[ExplainedLine]:
        """The lines of one list."""
        return [line for line in self.lines if line.list_name == list_name]


@dataclass(frozen=True)
class _Sides:
    """Everything the lines of a case are made from."""

    case: MarkedCase
    coding: Coding
    written: WrittenCodeSet
    titles: Mapping[str, str]
    notes: Sequence[Note]

    @property
    def lists(self) -> Lists:
        return self.case.key.lists

    def typed(self, list_name: str) -> Sequence[CodeLine]:
        """The lines that were typed; one with linked words and no code is none, as in marking."""
        both = {"diagnoses": self.coding.diagnoses, "procedures": self.coding.procedures}
        return [line for line in both[list_name] if line.code.strip()]

    def reference(self, list_name: str) -> Sequence[WrittenLine]:
        if list_name == "diagnoses":
            return self.written.diagnoses
        return [line for group in self.written.procedures for line in group.lines]


def explained(viewer: Viewer, case: MarkedCase) -> Explained:
    """A case of the viewer's closed paper, line by line."""
    assert viewer.person_id
    sets = stored_code_sets(case.version.code_sets)
    used = sets[case.marked.code_set]
    coding, lists = coding_of(case.slot.value), case.key.lists
    typed = [[line.code for line in both] for both in (coding.diagnoses, coding.procedures)]
    sides = _Sides(
        case=case,
        coding=coding,
        written=used,
        titles={
            page["id"]: page["title"] for page in (*case.version.record["documents"], *case.version.asks)
        },
        notes=notes_on(answer_of(typed[0], typed[1], "", lists), lists),
    )
    return Explained(
        lines=tuple(_lines(sides)),
        alternate=(used.why or "It fits best what you entered.") if case.marked.code_set else "",
        others=tuple(one.why for number, one in enumerate(sets) if number and number != case.marked.code_set),
        lists=tuple(lists.of(system).edition.name for system in System),
    )


def _lines(sides: _Sides) -> Iterator[ExplainedLine]:
    """The reference's order, each list for itself; then what is not required."""
    for name in SYSTEMS:
        for line in sides.case.marked.side("reference"):
            if line.list_name == name:
                yield _line(sides, line, line.match, line.number)
        for line in sides.case.marked.side("answer"):
            if line.list_name == name and line.match is None:
                yield _line(sides, line, line.number, None)


def _line(sides: _Sides, line: MarkedLine, mine: int | None, theirs: int | None) -> ExplainedLine:
    name = f"{line.list_name}-{'extra-' if theirs is None else ''}{line.number + 1}"
    return ExplainedLine(
        name=name,
        list_name=line.list_name,
        category=ONE[line.category],
        verdict=line.verdict,
        said=audit_keys()[line.verdict, line.category],
        mine=None if mine is None else _mine(sides, line.list_name, mine),
        theirs=None if theirs is None else _theirs(sides, line.list_name, theirs),
        notes=() if mine is None else tuple(_notes(sides, line.list_name, mine)),
        instead=_instead(sides, line) if mine is None and line.category.is_primary else "",
    )


def _instead(sides: _Sides, missed: MarkedLine) -> str:
    for line in sides.case.marked.side("answer"):
        if (line.list_name, line.number, line.match) == (missed.list_name, 0, None):
            return sides.typed(missed.list_name)[0].code
    return ""


def _mine(sides: _Sides, list_name: str, number: int) -> MyLine:
    typed = sides.typed(list_name)[number]
    found = echo(SYSTEMS[list_name], typed.code, sides.lists)
    quotes = tuple(_quote(sides, one.document, one.words) for one in typed.evidence if one.words)
    return MyLine(number + 1, typed.code, found.code, found.title, quotes)


def _theirs(sides: _Sides, list_name: str, number: int) -> ReferenceLine:
    line = sides.reference(list_name)[number]
    also = [f"Also right here: {', '.join(line.any_of)}."] if line.any_of else []
    also += [f"Any code of {line.family} is right here."] if line.family else []
    entry = _entry(sides, list_name, line.code)
    return ReferenceLine(
        place=number + 1,
        code=line.code,
        title=entry.title if entry else "",
        also=" ".join(also),
        why=line.why,
        standards=line.standards,
        quotes=tuple(_quote(sides, one.document, one.words) for one in line.evidence),
    )


def _entry(sides: _Sides, list_name: str, code: str) -> Entry | None:
    system = SYSTEMS[list_name]
    return sides.lists.of(system).find(key_of(system, code))


def _quote(sides: _Sides, page: str, words: str) -> Quote:
    return Quote(page if page in sides.titles else "", sides.titles.get(page, "Elsewhere"), words)


def _notes(sides: _Sides, list_name: str, number: int) -> Iterator[Note]:
    yield from (note for note in sides.notes if (note.list_name, note.number) == (list_name, number))
    code = echo(SYSTEMS[list_name], sides.typed(list_name)[number].code, sides.lists).code
    entry = _entry(sides, list_name, code) if code else None
    for words in _implausible(entry, sides.case.version.record["patient"]) if entry else ():
        yield Note(list_name, number, "patient", words, warns=True)


def _implausible(entry: Entry, patient: Mapping[str, object]) -> Iterator[str]:
    """What the bounds of an imported list say of this patient; never more than a warning."""
    sex, age = patient["sex"], patient["age"]
    if entry.sex and sex in ("female", "male") and entry.sex != sex:
        yield f"The list gives {entry.code} for {entry.sex} patients; this one is {sex}."
    assert isinstance(age, int)
    lowest, highest = entry.min_age or 0, age if entry.max_age is None else entry.max_age
    if not lowest <= age <= highest:
        yield f"The list gives {entry.code} for another age than {age}."
