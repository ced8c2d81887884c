"""How long a timed activity lasts for somebody with extra time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules.extra_time import MOST_PERCENT, Allowance


@pytest.mark.parametrize(
    ("minutes", "percent", "total"),
    [(60, 0, 60), (60, 25, 75), (45, 25, 57), (90, 10, 99), (1, 1, 2), (60, 100, 120), (7, 33, 10)],
)
def test_extra_time_is_rounded_up_to_the_whole_minute(minutes: int, percent: int, total: int) -> None:
    assert Allowance(minutes, percent).total_minutes == total


@given(st.integers(1, 1000), st.integers(0, MOST_PERCENT))
def test_nobody_is_given_too_little_or_a_whole_minute_too_much(minutes: int, percent: int) -> None:
    exact_hundredths = minutes * (100 + percent)
    total = Allowance(minutes, percent).total_minutes
    assert exact_hundredths <= total * 100 < exact_hundredths + 100


def test_extra_time_is_shown_with_how_it_came_about() -> None:
    assert Allowance(60, 25).words == "75 min (60 + 25 %)"


def test_without_extra_time_only_the_minutes_are_shown() -> None:
    assert Allowance(60).words == "60 min"
