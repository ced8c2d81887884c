"""Everyday phrases with their right categories, and how many of them a list answers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.classifications.queries.catalogue import Catalogue
from app.classifications.queries.searching.search import search
from app.classifications.rules.codes import System

PARTS = ("tuned", "held_back", "later", "last")
FIRST = 5  # results that are looked at


@dataclass(frozen=True)
class Answered:
    """How many phrases have a right category among the first results, and what the others were told."""

    right: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.right / (self.right + len(self.missed))


def phrases(system: System, part: str) -> dict[str, list[str]]:
    """Right categories by phrase."""
    file = Path(__file__).parent / f"phrases_{system.value}.toml"
    found: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))[part]
    return {phrase: right.split() for phrase, right in found.items()}


def answered(catalogue: Catalogue, asked: Mapping[str, list[str]]) -> Answered:
    """Look up every phrase."""
    right, missed = 0, []
    for phrase, categories in asked.items():
        results = [entry.code for entry in search(catalogue, phrase, FIRST)]
        if any(code[:3] in categories for code in results):
            right += 1
        else:
            missed.append(f"{phrase}: {' '.join(results)}, not {' or '.join(categories)}")
    return Answered(right, tuple(missed))
