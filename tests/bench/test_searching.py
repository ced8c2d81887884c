"""The search answers in time, with and without slips of the finger."""

from __future__ import annotations

import random

import pytest

from app.classifications.rules.codes import System
from tests.bench.figures import at_share
from tests.bench.searching import MOST_SECONDS, asked, everything, mistyped


@pytest.mark.slow
def test_95_of_100_answers_take_less_than_five_milliseconds() -> None:
    late = [str(one) for one in everything() if at_share(one.seconds, 0.95) >= MOST_SECONDS]
    assert late == []


def test_a_slip_changes_a_phrase_by_a_letter_or_two() -> None:
    slips = random.Random(1)
    changed = [(one, mistyped(one, slips)) for one in asked(System.ICD10)]
    assert all(abs(len(one) - len(other)) <= 1 for one, other in changed)


def test_what_has_no_two_letters_is_left_as_it_is() -> None:
    assert mistyped("a 1", random.Random(1)) == "a 1"
