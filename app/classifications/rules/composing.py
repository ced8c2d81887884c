"""Composes the codes of the ICD-10 UK 5th Edition from the leaves of WHO 2019, step by step.

Each step fails loudly when a fact names a code that is not there: then the library has changed edition, and
the facts must be looked at again before anybody is marked by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.classifications.rules.codes import FILLER, category, whole, written
from app.classifications.rules.overlay import Overlay
from app.classifications.rules.sections import spread

Codes = dict[str, str]  # title by key
DIGITS = "0123456789"


class CannotCompose(ValueError):
    """The library and our facts do not fit together; the message says where."""


@dataclass(frozen=True, slots=True)
class Line:
    """A category or subcategory as the library has it. block: the innermost one around it."""

    key: str
    title: str
    block: str
    is_leaf: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The codes as they are after a step, and how many of them there must be."""

    name: str
    codes: Codes
    expected: int


def steps(lines: Sequence[Line], facts: Overlay) -> Iterator[Step]:
    """The list after each step of composing it; the last has the codes of the UK edition.

    Raises:
        CannotCompose: a fact names what is not there, or a step gives another number of codes than it must.
    """
    titles = {line.key: line.title for line in lines} | dict(facts.titles) | dict(facts.later_meanings)
    codes = {line.key: line.title for line in lines if line.is_leaf}
    yield _counted("leaves", codes, facts.expected.leaves)
    codes = _differing(codes, titles, facts)
    yield _counted("edition", codes, facts.expected.edition)
    codes = _placed(codes, titles, facts)
    yield _counted("places", codes, facts.expected.places)
    codes = _filled(codes, facts.filler)
    yield _counted("filler", codes, facts.expected.filler)
    codes = _divided(codes, facts)
    yield _counted("fifth", codes, facts.expected.fifth)


def _counted(name: str, codes: Codes, expected: int) -> Step:
    if len(codes) != expected:
        raise CannotCompose(f"After the step {name!r} there are {len(codes):,} codes, not {expected:,}.")
    return Step(name, codes, expected)


def _there(codes: Mapping[str, str], keys: Iterable[str], what: str) -> None:
    missing = sorted({key for key in keys if key not in codes})
    if missing:
        raise CannotCompose(f"{what} names {', '.join(written(key) for key in missing)}, which is not there.")


def _differing(codes: Codes, titles: Mapping[str, str], facts: Overlay) -> Codes:
    """Without what WHO 2019 has alone, with what the UK edition has alone, in our words where they differ."""
    _there(codes, facts.remove, "The list of what to remove")
    _there(titles, facts.add, "The list of what to add, untitled,")
    there = sorted(written(key) for key in facts.add if key in codes)
    if there:
        raise CannotCompose(f"What is to be added is there already: {', '.join(there)}.")
    kept = {key: titles[key] for key in (*codes, *facts.add) if key not in facts.remove}
    changed = [key for key in (*facts.titles, *facts.later_meanings) if key not in facts.new_categories]
    _there(kept, changed, "The list of titles")
    return kept


def _placed(codes: Codes, titles: Mapping[str, str], facts: Overlay) -> Codes:
    """Each category of the place list with the ten places, whatever it was divided by before."""
    existing = {category(key) for key in codes}
    placed = spread(facts.place_categories, existing)
    _there(dict.fromkeys(existing, ""), placed, "The list of places")
    kept = {key: title for key, title in codes.items() if category(key) not in set(placed)}
    return kept | {
        f"{one}{digit}": f"{titles[one]}: {words}"
        for one in placed
        for digit, words in zip(DIGITS, facts.place_words, strict=True)
    }


def _filled(codes: Codes, expected: frozenset[str]) -> Codes:
    """The undivided categories with X as their fourth character."""
    undivided = {key for key in codes if len(key) == 3}
    if undivided != expected:
        raise CannotCompose(
            "These take the filler in one of list and facts only: " + ", ".join(sorted(undivided ^ expected))
        )
    return {whole(key): title for key, title in codes.items()}


def _divided(codes: Codes, facts: Overlay) -> Codes:
    """The subcategories that take fifth characters, with them in their place."""
    of_category: dict[str, list[str]] = {}
    for key in codes:
        of_category.setdefault(category(key), []).append(key)
    _there(dict.fromkeys(of_category, ""), (*facts.every_digit, *facts.some), "The list of fifth characters")
    words = {one: said.digits for said in facts.words for one in spread(said.categories, of_category)}
    found = dict(codes)
    for one in (*facts.every_digit, *facts.some):
        taken = digits_taken(of_category[one], facts.some.get(one, {"rest": DIGITS}))
        for key, digits in taken.items():
            if digits:
                title = found.pop(key)
                found |= {f"{key}{digit}": f"{title}: {_said(words, key, digit)}" for digit in digits}
    return found


def digits_taken(keys: Iterable[str], by_fourth: Mapping[str, str]) -> dict[str, str]:
    """The fifth characters that each subcategory of a category takes; "" where it stays as it is.

    Raises:
        CannotCompose: a subcategory is named that does not exist, or one is left without a rule.
    """
    groups = [(group, digits) for group, digits in by_fourth.items() if group != "rest"]
    named = {fourth: digits for group, digits in groups for fourth in group.split()}
    keys = sorted(keys)
    unknown = sorted(named.keys() - {key[3] for key in keys})
    if unknown:
        raise CannotCompose(f"The fifth characters name {keys[0][:3]}.{unknown[0]}, which is not there.")
    rest = by_fourth.get("rest")
    without = [written(key) for key in keys if rest is None and key[3] not in named]
    if without:
        raise CannotCompose(f"The fifth characters say nothing of {', '.join(without)}.")
    return {key: named.get(key[3], rest or "") for key in keys}


def _said(words: Mapping[str, Mapping[str, str]], key: str, digit: str) -> str:
    try:
        return words[category(key)][digit]
    except KeyError:
        raise CannotCompose(f"No words say what {digit} after {written(key)} means.") from None


def is_filled(key: str) -> bool:
    """Whether the fourth character only fills its place, so that it divides nothing."""
    return key[3:4] == FILLER
