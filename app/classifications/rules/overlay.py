"""The facts that turn the library's leaves into the UK edition: as lists/icd10_overlay.toml says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.classifications.rules.sections import key_of


@dataclass(frozen=True)
class Expected:
    """How many codes there are after each step, and the checksums of the finished list."""

    leaves: int
    edition: int
    places: int
    filler: int
    fifth: int
    codes: str
    marked: str


@dataclass(frozen=True)
class DigitWords:
    """What fifth characters say, for some categories, which may be given as spans."""

    categories: str
    digits: Mapping[str, str]


@dataclass(frozen=True)
class Overlay:
    """The facts. All are keys, without dots; `place_categories` and those of `words` may hold spans.

    some: by category, the digits its subcategories take, by fourth characters ("4 6") or "rest"; "" is none.
    titles, later_meanings: our words by key.
    """

    remove: tuple[str, ...]
    add: tuple[str, ...]
    new_categories: Mapping[str, str]
    place_categories: str
    place_words: tuple[str, ...]
    filler: frozenset[str]
    every_digit: tuple[str, ...]
    some: Mapping[str, Mapping[str, str]]
    words: tuple[DigitWords, ...]
    asterisk: frozenset[str]
    dagger_free_partner: tuple[str, ...]
    partners: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    later_meanings: Mapping[str, str]
    expected: Expected


def keys_in(text: str) -> tuple[str, ...]:
    """The keys of a text such as "M05.30-9 M32.1"; a digit after the hyphen ends a run of last digits."""
    found: list[str] = []
    for part in text.split():
        first, dash, last = key_of(part).partition("-")
        digits = range(int(first[-1]), int(last) + 1) if dash else ()
        found += [f"{first[:-1]}{digit}" for digit in digits] or [first]
    return tuple(found)


def partners_in(pairs: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Asterisk partners by dagger code, from lines such as "A06.5 B42.0 -> J99.8"."""
    found: dict[str, tuple[str, ...]] = {}
    for line in pairs:
        daggers, _, asterisks = line.partition("->")
        for dagger in keys_in(daggers):
            found[dagger] = (*found.get(dagger, ()), *keys_in(asterisks))
    return found
