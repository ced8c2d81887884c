"""Conventions of the classifications as checks on the lines somebody entered. They explain; marks do not
depend on them. The conventions themselves are data: app/case_studies/conventions/*.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.case_studies.rules.reference import Entered

Lines = Sequence[Entered]


class Kind(StrEnum):
    """What a convention demands of its `codes`, where need be in relation to its `others`."""

    KEY = "key decides"  # no machine can tell: the reference of a case does
    NEVER = "never coded"
    NEVER_FIRST = "never first"
    FIRST = "first"
    FIRST_OR_SECOND = "first or second"
    NEEDS_CHARACTER = "needs character"
    NO_CHARACTER = "no character"
    TOGETHER_NOT = "not together"
    NEEDS = "needs"
    AT_MOST_ONE = "at most one"
    NO_REPEAT = "no repeat"
    BEFORE = "before"
    DIRECTLY_AFTER = "directly after"
    DIRECTLY_BEFORE = "directly before"
    NOT_DIRECTLY_BEFORE = "not directly before"
    NEXT_TO = "next to"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Convention:
    """A rule in our own words.

    codes, others, unless: patterns, see `matches`; unless: codes it does not speak of, and whose presence
    lifts a "not together". place: which character, counted from 1. standard: id of the national standard,
    "" if it is not known. source: the mark of docs/marking.md for how well it is documented.
    warns: it points something out that may be right all the same.
    """

    id: str
    list_name: str  # "diagnoses" or "procedures"
    kind: Kind
    text: str
    standard: str
    source: str
    codes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    place: int = 0
    warns: bool = False

    def speaks_of(self, one: Entered) -> bool:
        """Whether it is about this line."""
        return matches(self.codes, one) and not matches(self.unless, one)


@dataclass(frozen=True, slots=True)
class Breach:
    """A line (number from 0 in its list) that does not keep a convention."""

    convention: Convention
    number: int


def matches(patterns: Sequence[str], one: Entered) -> bool:
    """Whether a line is among what the patterns say.

    "K35": a category and all under it; "E11.9": a code and all under it; "S00-T98", "E11.0-E11.8": from
    one to the other; "@asterisk", "@dagger", "@not-asterisk"; "@divided-category": a category of which a
    fourth character lacks; "@block Z": codes of that block, the overflow of an OPCS-4 chapter too.
    """
    key = one.readable
    return key is not None and any(_matches(pattern, key, one) for pattern in patterns)


def _matches(pattern: str, key: str, one: Entered) -> bool:
    if pattern.startswith("@block "):
        return one.block == pattern.removeprefix("@block ")
    if pattern.startswith("@"):
        return {
            "@asterisk": one.mark == "asterisk",
            "@dagger": one.mark == "dagger",
            "@not-asterisk": one.mark != "asterisk",
            "@divided-category": one.divided and key[3:] in ("", "X"),
        }[pattern]
    first, _, last = pattern.replace(".", "").partition("-")
    return first <= key[: len(first)] <= (last or first)


def breaches(conventions: Sequence[Convention], list_name: str, lines: Lines) -> list[Breach]:
    """Every breach in one list, in the order of its lines."""
    found = [
        Breach(convention, number)
        for convention in conventions
        if convention.list_name == list_name
        for number in sorted(set(_CHECKS[convention.kind](convention, lines)))
    ]
    return sorted(found, key=lambda breach: breach.number)


def _spoken_of(convention: Convention, lines: Lines) -> list[int]:
    return [number for number, one in enumerate(lines) if convention.speaks_of(one)]


def _others(convention: Convention, lines: Lines) -> list[int]:
    return [number for number, one in enumerate(lines) if matches(convention.others, one)]


def _none(_convention: Convention, _lines: Lines) -> Iterator[int]:
    return iter(())


def _never(convention: Convention, lines: Lines) -> Iterator[int]:
    yield from _spoken_of(convention, lines)


def _never_first(convention: Convention, lines: Lines) -> Iterator[int]:
    yield from (number for number in _spoken_of(convention, lines) if number == 0)


def _first(convention: Convention, lines: Lines) -> Iterator[int]:
    yield from (number for number in _spoken_of(convention, lines) if number > 0)


def _first_or_second(convention: Convention, lines: Lines) -> Iterator[int]:
    yield from (number for number in _spoken_of(convention, lines) if number > 1)


def _needs_character(convention: Convention, lines: Lines) -> Iterator[int]:
    for number in _spoken_of(convention, lines):
        key = lines[number].readable or ""
        if len(key.rstrip("X")) < convention.place and not (convention.place == 5 and len(key) == 5):
            yield number


def _no_character(convention: Convention, lines: Lines) -> Iterator[int]:
    for number in _spoken_of(convention, lines):
        if len(lines[number].readable or "") >= convention.place:
            yield number


def _not_together(convention: Convention, lines: Lines) -> Iterator[int]:
    lifted = any(matches(convention.unless, one) for one in lines)
    mine, others = _spoken_of(convention, lines), _others(convention, lines)
    if mine and others and not lifted:
        yield from others if min(mine) < min(others) else mine


def _needs(convention: Convention, lines: Lines) -> Iterator[int]:
    if not _others(convention, lines):
        yield from _spoken_of(convention, lines)


def _at_most_one(convention: Convention, lines: Lines) -> Iterator[int]:
    yield from _spoken_of(convention, lines)[1:]


def _no_repeat(convention: Convention, lines: Lines) -> Iterator[int]:
    seen = Counter[str | None]()
    for number in _spoken_of(convention, lines):
        if seen[lines[number].readable]:
            yield number
        seen[lines[number].readable] += 1


def _before(convention: Convention, lines: Lines) -> Iterator[int]:
    others = _others(convention, lines)
    yield from (number for number in _spoken_of(convention, lines) if others and number > others[0])


def _directly_after(convention: Convention, lines: Lines) -> Iterator[int]:
    """What is of its own kind may stand between: two agents of one infection."""
    for number in _spoken_of(convention, lines):
        before = number - 1
        while before >= 0 and convention.speaks_of(lines[before]):
            before -= 1
        if before < 0 or not matches(convention.others, lines[before]):
            yield number


def _directly_before(convention: Convention, lines: Lines) -> Iterator[int]:
    for number in _spoken_of(convention, lines):
        if number + 1 >= len(lines) or not matches(convention.others, lines[number + 1]):
            yield number


def _not_directly_before(convention: Convention, lines: Lines) -> Iterator[int]:
    for number in _spoken_of(convention, lines):
        following = lines[number + 1 : number + 2]
        if any(matches(convention.others, one) and not matches(convention.unless, one) for one in following):
            yield number + 1


def _next_to(convention: Convention, lines: Lines) -> Iterator[int]:
    """A run of them may share its neighbours: several manifestations of one disease."""
    for number in _spoken_of(convention, lines):
        first = last = number
        while first > 0 and convention.speaks_of(lines[first - 1]):
            first -= 1
        while last + 1 < len(lines) and convention.speaks_of(lines[last + 1]):
            last += 1
        if not any(matches(convention.others, one) for one in _around(lines, first, last)):
            yield number


def _around(lines: Lines, first: int, last: int) -> Lines:
    """The line before the first and the line behind the last, as far as there are such."""
    return (*lines[max(first - 1, 0) : first], *lines[last + 1 : last + 2])


def _partner(convention: Convention, lines: Lines) -> Iterator[int]:
    for number in _spoken_of(convention, lines):
        near, partners = _around(lines, number, number), lines[number].partners
        if partners and not any(one.readable in partners for one in near):
            yield number


_CHECKS: dict[Kind, Callable[[Convention, Lines], Iterator[int]]] = {
    Kind.KEY: _none,
    Kind.NEVER: _never,
    Kind.NEVER_FIRST: _never_first,
    Kind.FIRST: _first,
    Kind.FIRST_OR_SECOND: _first_or_second,
    Kind.NEEDS_CHARACTER: _needs_character,
    Kind.NO_CHARACTER: _no_character,
    Kind.TOGETHER_NOT: _not_together,
    Kind.NEEDS: _needs,
    Kind.AT_MOST_ONE: _at_most_one,
    Kind.NO_REPEAT: _no_repeat,
    Kind.BEFORE: _before,
    Kind.DIRECTLY_AFTER: _directly_after,
    Kind.DIRECTLY_BEFORE: _directly_before,
    Kind.NOT_DIRECTLY_BEFORE: _not_directly_before,
    Kind.NEXT_TO: _next_to,
    Kind.PARTNER: _partner,
}
