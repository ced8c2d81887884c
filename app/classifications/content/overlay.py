"""Reads lists/icd10_overlay.toml, our facts of the ICD-10 UK 5th Edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.classifications.content.unusable import ListUnusable
from app.classifications.rules import overlay as facts
from app.classifications.rules.sections import key_of
from app.textfiles import Problem, Readable, Strict, checked, read_toml

FILE = Path(__file__).parent.parent / "lists" / "icd10_overlay.toml"

Words = Annotated[Readable, Field(max_length=200)]
Checksum = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Digits = Annotated[str, Field(pattern=r"^[0-9]{0,10}$")]


class _Expected(Strict):
    leaves: int
    edition: int
    places: int
    filler: int
    fifth: int
    codes: Checksum
    marked: Checksum


class _Place(Strict):
    categories: str
    words: Annotated[tuple[Words, ...], Field(min_length=10, max_length=10)]


class _DigitWords(Strict):
    categories: str
    digits: dict[str, Words]


class _Fifth(Strict):
    every_digit: str
    some: dict[str, dict[str, Digits]]
    words: tuple[_DigitWords, ...]


class WrittenOverlay(Strict):
    """The file as it is written."""

    stands_for: Words
    in_force_from: date
    remove: str
    add: str
    filler: str
    asterisk: str
    dagger_free_partner: str
    pairs: tuple[str, ...]
    expected: _Expected
    new_categories: dict[str, str]
    titles: dict[str, Words]
    later_meanings: dict[str, Words]
    place: _Place
    fifth: _Fifth

    def as_facts(self) -> facts.Overlay:
        """The same as keys."""
        return facts.Overlay(
            remove=facts.keys_in(self.remove),
            add=facts.keys_in(self.add),
            new_categories=self.new_categories,
            place_categories=self.place.categories,
            place_words=self.place.words,
            filler=frozenset(self.filler.split()),
            every_digit=facts.keys_in(self.fifth.every_digit),
            some=self.fifth.some,
            words=tuple(facts.DigitWords(one.categories, one.digits) for one in self.fifth.words),
            asterisk=frozenset(self.asterisk.split()),
            dagger_free_partner=facts.keys_in(self.dagger_free_partner),
            partners=facts.partners_in(self.pairs),
            titles={key_of(code): words for code, words in self.titles.items()},
            later_meanings={key_of(code): words for code, words in self.later_meanings.items()},
            expected=facts.Expected(**self.expected.model_dump()),
        )


def read_overlay(path: Path = FILE) -> WrittenOverlay:
    """The file, checked.

    Raises:
        ListUnusable: it cannot be read, or something in it is wrong.
    """
    problems: list[Problem] = []
    data = read_toml(path, problems)
    found = checked(WrittenOverlay, data, file=path.name, entry="", problems=problems) if data else None
    if found is None:
        raise ListUnusable(path.name, problems)
    return found
