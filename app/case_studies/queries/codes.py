"""Codes as marking compares them: typed text and written references, read with the lists of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.case_studies.content.written import WrittenCodeSet, WrittenDiagnosis, WrittenGroup, WrittenLine
from app.case_studies.rules.reference import Answer, Category, CodeSet, Entered, Line, Reference, Tie
from app.classifications.queries.catalogue import Catalogue, catalogues_named
from app.classifications.rules.codes import FILLER, System, category, understood, whole
from app.classifications.rules.entries import Entry, Kind

EXTERNAL_CAUSES = "XX"  # the chapter of ICD-10


@dataclass(frozen=True, slots=True)
class Lists:
    """The two catalogues a case is coded with."""

    icd10: Catalogue
    opcs4: Catalogue

    def of(self, system: System) -> Catalogue:
        """The one for a system."""
        return self.icd10 if system is System.ICD10 else self.opcs4


def lists_named(db: Session, editions: Iterable[str]) -> Lists:
    """The catalogues of a case's editions.

    Raises:
        NotAllowedNow: one of them is not at hand, or one of the two systems is not named.
    """
    found = {one.edition.system: one for one in catalogues_named(db, editions)}
    return Lists(found[System.ICD10], found[System.OPCS4])


def lists_of_each(db: Session, named: Iterable[Sequence[str]]) -> dict[tuple[str, ...], Lists]:
    """The catalogues by the editions that cases name; each is looked for once.

    Raises:
        NotAllowedNow: as `lists_named`.
    """
    return {editions: lists_named(db, editions) for editions in {tuple(one) for one in named}}


def entered(system: System, text: str, lists: Lists) -> Entered:
    """A typed code as marking sees it."""
    catalogue = lists.of(system)
    said = understood(system, text)
    key = whole(said.key) if said.key and system is System.ICD10 else said.key
    meant = whole(said.meant) if said.meant and system is System.ICD10 else said.meant
    readable = key or meant
    if readable is None:
        return Entered(text, None)
    entry = looked_up(catalogue, readable)
    return Entered(
        text=text,
        key=key,
        meant=meant,
        block=catalogue.block_of(readable),
        bare=bool(said.key) and key != said.key and entry is not None and entry.kind is Kind.ASSIGNABLE,
        external=system is System.ICD10 and is_external_cause(readable),
        mark=entry.mark.value if entry else "",
        partners=entry.partners if entry else (),
        divided=entry is not None and entry.kind is Kind.HEADING,
    )


def looked_up(catalogue: Catalogue, key: str) -> Entry | None:
    """The entry of a key; of a category that is divided its heading, whether a filler was written or not."""
    found = catalogue.find(key)
    return catalogue.find(category(key)) if found is None and key[3:] == FILLER else found


def is_external_cause(key: str) -> bool:
    """Whether it is a code of chapter XX, V01 to Y98."""
    return "V01" <= category(key) <= "Y98"


def answer_of(diagnoses: Iterable[str], procedures: Iterable[str], query: str, lists: Lists) -> Answer:
    """Everything typed for a case; lines with nothing in them are no lines."""
    return Answer(
        tuple(entered(System.ICD10, text, lists) for text in diagnoses if text.strip()),
        tuple(entered(System.OPCS4, text, lists) for text in procedures if text.strip()),
        query.strip(),
    )


def reference_of(code_sets: Sequence[WrittenCodeSet], lists: Lists) -> Reference:
    """The written code sets as marking compares them.

    Raises:
        ValueError: a code is not shaped like one.
    """
    return Reference(
        tuple(
            CodeSet(_diagnoses(one.diagnoses, lists), _procedures(one.procedures, lists)) for one in code_sets
        )
    )


def key_of(system: System, code: str) -> str:
    """The key of a written code.

    Raises:
        ValueError: it is not shaped like a code.
    """
    key = understood(system, code).key
    if key is None:
        raise ValueError(f"{code!r} is not shaped like a code of {system.words}.")
    return whole(key) if system is System.ICD10 else key


def _diagnoses(written: Sequence[WrittenDiagnosis], lists: Lists) -> tuple[Line, ...]:
    ties = _ties(written)
    return tuple(
        _line(line, Category.SD if number else Category.PD, lists, ties.get(number, (Tie.FREE, ())))
        for number, line in enumerate(written)
    )


def _ties(written: Sequence[WrittenDiagnosis]) -> dict[int, tuple[Tie, tuple[int, ...]]]:
    """What each diagnosis is tied to. Of a pair it is the one that says so, the asterisk code, that is out of
    place where it is parted; the later one where the order is fixed, or where the asterisk code is primary.
    """
    codes = [line.code for line in written]
    found: dict[int, tuple[Tie, tuple[int, ...]]] = {}
    for number, line in enumerate(written):
        if line.after:
            anchors = tuple(_last_before(codes, number, code) for code in line.after)
            found[number] = (Tie.AFTER, anchors)
        elif line.pair:
            tie = Tie.PAIR if line.order == "either" else Tie.PAIR_AFTER
            near = [place for place, code in enumerate(codes) if code == line.pair and place != number]
            partner = min(near, key=lambda place: (abs(place - number), place))
            tied = number if number and tie is Tie.PAIR else max(number, partner)
            found[tied] = (tie, (number + partner - tied,))
    return found


def _last_before(codes: Sequence[str], number: int, code: str) -> int:
    return max(place for place in range(number) if codes[place] == code)


def _procedures(groups: Sequence[WrittenGroup], lists: Lists) -> tuple[Line, ...]:
    found: list[Line] = []
    for group in groups:
        for step, line in enumerate(group.lines):
            kind = Category.SP if found else Category.PP
            tied = (Tie.AFTER, (len(found) - 1,)) if step else (Tie.FREE, ())
            found.append(_line(line, kind, lists, tied))
    return tuple(found)


def _line(
    line: WrittenLine, kind: Category, lists: Lists, tied: tuple[Tie, tuple[int, ...]] = (Tie.FREE, ())
) -> Line:
    system = System.OPCS4 if kind in (Category.PP, Category.SP) else System.ICD10
    of_family = _of_category(line.family, lists.of(system)) if line.family else []
    named = [key_of(system, code) for code in (line.code, *line.any_of)]
    keys = tuple(dict.fromkeys([*named, *of_family]))
    if kind is Category.SD and is_external_cause(keys[0]):
        kind = Category.EX
    return Line(
        accepts=keys,
        category=kind,
        block=lists.of(system).block_of(keys[0]),
        required=line.status == "required",
        family="" if of_family else line.family,
        tie=tied[0],
        anchors=tied[1],
    )


def _of_category(key: str, catalogue: Catalogue) -> list[str]:
    """The assignable keys of a category; none if the list lacks it."""
    below = [entry for child in catalogue.children(key) for entry in (child, *catalogue.children(child.key))]
    return [entry.key for entry in below if entry.kind is Kind.ASSIGNABLE]
