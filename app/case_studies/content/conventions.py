"""Reads the conventions: rules as data, each with an answer that keeps it and one that breaks it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from app.case_studies.rules.conventions import Convention, Kind
from app.case_studies.rules.patterns import is_pattern
from app.textfiles import Problem, Readable, Strict, checked, read_toml

FOLDER = Path(__file__).resolve().parent.parent / "conventions"
FILES = {"icd10": "diagnoses", "opcs4": "procedures"}


def _pattern(text: str) -> str:
    if not is_pattern(text):
        raise ValueError(f"{text!r} is no pattern of codes, as docs/marking.md tells them")
    return text


def _kind(text: str) -> str:
    if text not in {kind.value for kind in Kind}:
        raise ValueError(f"{text!r} is none of the kinds that docs/marking.md tells")
    return text


Patterns = tuple[Annotated[str, AfterValidator(_pattern)], ...]


class WrittenExample(Strict):
    """A list of codes as somebody would enter them."""

    diagnoses: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


class WrittenConvention(Strict):
    """A convention as it stands in the file."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=60)]
    kind: Annotated[str, AfterValidator(_kind)]
    text: Annotated[Readable, Field(max_length=300)]
    standard: Annotated[str, Field(max_length=40)]
    source: Annotated[str, Field(pattern=r"^(D|D2|I)$")]
    codes: Patterns = ()
    others: Patterns = ()
    unless: Patterns = ()
    given: Patterns = ()
    place: Annotated[int, Field(ge=0, le=5)] = 0
    warns: bool = False
    keeps: WrittenExample = WrittenExample()
    breaks: WrittenExample = WrittenExample()

    def convention(self, list_name: str) -> Convention:
        """As the rules take it."""
        return Convention(
            id=self.id,
            list_name=list_name,
            kind=Kind(self.kind),
            text=self.text,
            standard=self.standard,
            source=self.source,
            codes=self.codes,
            others=self.others,
            unless=self.unless,
            given=self.given,
            place=self.place,
            warns=self.warns,
        )


@cache
def written_conventions() -> tuple[tuple[str, WrittenConvention], ...]:
    """Every convention with the name of the list it speaks of.

    Raises:
        ValueError: a file of ours is wrong; the message lists every problem.
    """
    problems: list[Problem] = []
    found: list[tuple[str, WrittenConvention]] = []
    for name, list_name in FILES.items():
        data = read_toml(FOLDER / f"{name}.toml", problems) or {}
        for raw in data.get("conventions", ()):
            one = checked(
                WrittenConvention, raw, file=f"{name}.toml", entry=str(raw.get("id")), problems=problems
            )
            if one is not None:
                found.append((list_name, one))
    if problems:
        raise ValueError("\n".join(f"{one.file} {one.entry} {one.field}: {one.problem}" for one in problems))
    return tuple(found)


@cache
def conventions() -> tuple[Convention, ...]:
    """Every convention, ready to check with."""
    return tuple(one.convention(list_name) for list_name, one in written_conventions())
