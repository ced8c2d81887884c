"""Conventions of the classifications as checks on the lines somebody entered. They explain; marks do not
depend on them. The conventions themselves are data: app/case_studies/conventions/*.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.case_studies.rules.patterns import matches
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
    ONE_CATEGORY = "one category"
    NO_REPEAT = "no repeat"
    NO_REPEAT_BESIDES = "no repeat besides"
    BEFORE = "before"
    DIRECTLY_AFTER = "directly after"
    DIRECTLY_BEFORE = "directly before"
    NOT_DIRECTLY_BEFORE = "not directly before"
    NEXT_TO = "next to"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Convention:
    """A rule in our own words.

    codes, others, unless, given: patterns, see `matches`; unless: codes it does not speak of, and whose
    presence lifts a "not together"; given: it speaks only where one of these is in the list. place: which
    character, counted from 1. standard: id of the national standard, "" if it is not known. source: the
    mark of docs/marking.md for how well it is documented. warns: what it points out may be right all the
    same.
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
    given: tuple[str, ...] = ()
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


def breaches(conventions: Sequence[Convention], list_name: str, lines: Lines) -> list[Breach]:
    """Every breach in one list, in the order of its lines."""
    found = [
        Breach(convention, number)
        for convention in conventions
        if convention.list_name == list_name and _applies(convention, lines)
        for number in sorted(set(_CHECKS[convention.kind](convention, lines)))
    ]
    return sorted(found, key=lambda breach: breach.number)


def _applies(convention: Convention, lines: Lines) -> bool:
    return not convention.given or any(matches(convention.given, one) for one in lines)


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


def _one_category(convention: Convention, lines: Lines) -> Iterator[int]:
    mine = [(number, (lines[number].readable or "")[:3]) for number in _spoken_of(convention, lines)]
    yield from (number for number, category in mine if category != mine[0][1])


def _no_repeat(convention: Convention, lines: Lines) -> Iterator[int]:
    seen = Counter[str | None]()
    for number in _spoken_of(convention, lines):
        if seen[lines[number].readable]:
            yield number
        seen[lines[number].readable] += 1


def _no_repeat_besides(convention: Convention, lines: Lines) -> Iterator[int]:
    """The same procedure with the same `others` behind it, a second time with another one of `codes`."""
    seen: dict[tuple[str, ...], str] = {}
    for number, one in enumerate(lines):
        if matches(convention.codes, one):
            start = number
            while start > 0 and matches(convention.others, lines[start]):
                start -= 1
            group = tuple(line.readable or "" for line in lines[start:number])
            if group and seen.setdefault(group, one.readable or "") != one.readable:
                yield number


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
    Kind.ONE_CATEGORY: _one_category,
    Kind.NO_REPEAT: _no_repeat,
    Kind.NO_REPEAT_BESIDES: _no_repeat_besides,
    Kind.BEFORE: _before,
    Kind.DIRECTLY_AFTER: _directly_after,
    Kind.DIRECTLY_BEFORE: _directly_before,
    Kind.NOT_DIRECTLY_BEFORE: _not_directly_before,
    Kind.NEXT_TO: _next_to,
    Kind.PARTNER: _partner,
}
