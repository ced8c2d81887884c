"""The chapters of OPCS-4. Letter O has none of its own: its categories continue chapters that were full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.classifications.rules.codes import category
from app.classifications.rules.sections import Section, spread

_EVERY_O = tuple(f"O{number:02}" for number in range(100))


@dataclass(frozen=True)
class Chapters:
    """titles: by letter, in our words. overflow: letter by category of O ("O01" is "L")."""

    titles: Mapping[str, str]
    overflow: Mapping[str, str]

    def of(self, key: str) -> str:
        """The letter of the chapter in which the key's category stands, "" where there is none."""
        one = category(key)
        letter = self.overflow.get(one, "") if one.startswith("O") else one[:1]
        return letter if letter in self.titles else ""

    def order(self, key: str) -> tuple[str, bool, str]:
        """For sorting as published: the categories of O stand after the chapter's own."""
        return self.of(key), key.startswith("O"), key

    @property
    def sections(self) -> tuple[Section, ...]:
        """The chapters in order."""
        return tuple(Section(letter, title) for letter, title in sorted(self.titles.items()))


def overflow_in(spans: Mapping[str, str]) -> dict[str, str]:
    """Chapter letter by category of O, from spans by letter such as {"L": "O01-O05 O15"}."""
    return {one: letter for letter, text in spans.items() for one in spread(text, _EVERY_O)}
