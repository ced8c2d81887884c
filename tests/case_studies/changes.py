"""The table of changes, applied to any perfect answer: what is typed, and what one verdict it must give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.case_studies.content.written import WrittenCodeSet
from app.classifications.rules.codes import System, written
from app.classifications.rules.entries import Kind
from tests.case_studies.coding import lists, perfect

UNRELATED = {"diagnoses": ["H26.9", "L60.0", "K40.9"], "procedures": ["C71.2", "F34.4", "A65.1"]}
SYSTEMS = {"diagnoses": System.ICD10, "procedures": System.OPCS4}


@dataclass(frozen=True)
class Change:
    """A perfect answer changed in one place. verdict: what the lines that are not correct must be called."""

    name: str
    diagnoses: list[str]
    procedures: list[str]
    verdict: tuple[str, ...]  # of the answer's lines that are not correct, in order
    lost: int  # correct codes fewer than the reference has
    extra: int = 0


def changes(code_set: WrittenCodeSet) -> Iterator[Change]:
    """Every change of the table that can be made to this coding."""
    yield from _of_whole_lists(code_set)
    for name in ("diagnoses", "procedures"):
        both = dict(zip(("diagnoses", "procedures"), perfect(code_set), strict=True))
        for number, code in enumerate(both[name]):
            for told, new, verdict, lost, extra in _of_a_line(name, code, both[name]):
                changed = [*both[name][:number], new, *both[name][number + 1 :]]
                lines = both | {name: changed}
                yield Change(
                    f"{told} at {code}", lines["diagnoses"], lines["procedures"], verdict, lost, extra
                )


def _of_whole_lists(code_set: WrittenCodeSet) -> Iterator[Change]:
    diagnoses, procedures = perfect(code_set)
    if len(diagnoses) > 1:
        swapped = [diagnoses[1], diagnoses[0], *diagnoses[2:]]
        yield Change("first two swapped", swapped, procedures, ("wrong_position",), 1)
    for code in diagnoses[1:]:
        yield Change(f"{code} repeated", [*diagnoses, code], procedures, ("not_required",), 0, 1)
    added = [*diagnoses, _unrelated("diagnoses", diagnoses)]
    yield Change("one added", added, procedures, ("not_required",), 0, 1)
    yield Change("nothing entered", [], [], (), len(diagnoses) + len(procedures))
    if procedures:
        yield Change("no procedure", diagnoses, [], (), len(procedures))
    twice = ("not_required",) * (len(diagnoses) + len(procedures))
    yield Change("twice", diagnoses * 2, procedures * 2, twice, 0, len(twice))
    yield from _moved(code_set, diagnoses, procedures)


def _moved(code_set: WrittenCodeSet, diagnoses: list[str], procedures: list[str]) -> Iterator[Change]:
    """A line that has to follow another, two places later."""
    anchors = {code for line in code_set.diagnoses for code in line.after}
    for line in code_set.diagnoses:
        if line.after and line.status == "required" and line.code not in anchors:
            place = diagnoses.index(line.code)
            left = [*diagnoses[:place], *diagnoses[place + 1 :]]
            if place + 2 <= len(left):
                left.insert(place + 2, line.code)
                yield Change(f"{line.code} two later", left, procedures, ("wrong_position",), 1)


def _of_a_line(
    name: str, code: str, codes: list[str]
) -> Iterator[tuple[str, str, tuple[str, ...], int, int]]:
    catalogue, key = lists().of(SYSTEMS[name]), code.replace(".", "")
    if codes.count(code) > 1:
        return
    if key.endswith("X") and len(key) == 4:
        yield "filler left out", code[:3], (), 0, 0
    if len(key) == 5:
        yield "fifth left out", code[:-1], ("wrong_5th",), 1, 0
        yield "fifth wrong", code[:-1] + ("1" if key[4] != "1" else "0"), ("wrong_5th",), 1, 0
    fourth = f"{key[:3]}9"
    if (
        key[3] not in "9X"
        and catalogue.find(fourth)
        and written(fourth) not in codes
        and _alone(key[:3], codes)
    ):
        yield "fourth .9", written(fourth), ("wrong_4th",), 1, 0
    near = _neighbour(name, key, codes)
    if near:
        yield "another category", near, ("wrong_category",), 1, 0
    yield "unrelated", _unrelated(name, codes), ("not_required",), 1, 1
    if "0" in code[1:]:
        yield "letter O", code[0] + code[1:].replace("0", "O"), ("format",), 1, 0


def _alone(category: str, codes: list[str]) -> bool:
    return sum(one.startswith(category) for one in codes) == 1


def _neighbour(name: str, key: str, codes: list[str]) -> str | None:
    """A code of another category of the same block, in which the coding has no other line."""
    catalogue = lists().of(SYSTEMS[name])
    block = catalogue.block_of(key)
    if sum(catalogue.block_of(one.replace(".", "")) == block for one in codes) > 1:
        return None
    for entry in catalogue.entries:
        if entry.block == block and entry.kind is Kind.ASSIGNABLE and entry.key[:3] != key[:3]:
            return entry.code
    return None


def _unrelated(name: str, codes: list[str]) -> str:
    catalogue = lists().of(SYSTEMS[name])
    blocks = {catalogue.block_of(one.replace(".", "")) for one in codes}
    return next(one for one in UNRELATED[name] if catalogue.block_of(one.replace(".", "")) not in blocks)
