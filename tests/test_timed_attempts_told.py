"""What docs/timed-attempts.md promises names tests that exist, and no test of a case is left out of it."""

from __future__ import annotations

import re

import pytest

from config import ROOT

TOLD = (ROOT / "docs" / "timed-attempts.md").read_text(encoding="utf-8")
PLACES = {"S": [ROOT / "tests/sittings/test_timed_attempts.py"]}
PLACES["B"] = sorted((ROOT / "tests/browser/timed_attempts").glob("test_*.py"))


def there(place: str) -> set[str]:
    """Every test of a place."""
    return {name for path in PLACES[place] for name in re.findall(r"^def (test_\w+)", path.read_text(), re.M)}


def told(place: str) -> set[str]:
    """Every test that the document names for a place."""
    return {name for letters, name in re.findall(r"\b(S B|S|B) `(test_\w+)`", TOLD) if place in letters}


@pytest.mark.parametrize("place", PLACES)
def test_each_case_names_its_test_and_each_test_its_case(place: str) -> None:
    assert told(place) == there(place)


def test_every_file_that_is_named_exists() -> None:
    named = re.findall(r"`((?:tests|app)/[\w/.]+)`", TOLD)
    assert len(named) > 4
    assert [path for path in named if not (ROOT / path).exists()] == []
