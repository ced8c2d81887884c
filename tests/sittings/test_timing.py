"""When an attempt is over, and how much is left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.sittings.rules.timing import LAG_ALLOWANCE, is_over, is_overdue, last_request_counts, remaining_ms

ENDS = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def test_a_moment_before_the_deadline_is_in_time() -> None:
    assert not is_over(ENDS, now=ENDS - TICK)


def test_equal_to_the_deadline_is_over() -> None:
    assert is_over(ENDS, now=ENDS)


def test_without_a_deadline_it_is_never_over() -> None:
    assert not is_over(None, now=ENDS)


def test_the_closing_request_counts_until_the_allowance_is_used_up() -> None:
    assert last_request_counts(ENDS, now=ENDS + LAG_ALLOWANCE - TICK)


def test_equal_to_the_end_of_the_allowance_no_longer_counts() -> None:
    assert not last_request_counts(ENDS, now=ENDS + LAG_ALLOWANCE)


def test_without_a_deadline_the_closing_request_always_counts() -> None:
    assert last_request_counts(None, now=ENDS)


def test_the_allowance_is_seconds_and_not_minutes() -> None:
    assert timedelta(0) < LAG_ALLOWANCE < timedelta(minutes=1)


@pytest.mark.parametrize("after", [timedelta(0), LAG_ALLOWANCE - TICK])
def test_the_service_leaves_the_page_its_last_chance(after: timedelta) -> None:
    assert not is_overdue(ENDS, now=ENDS + after)


def test_the_service_closes_at_the_very_moment_at_which_the_last_chance_ends() -> None:
    assert is_overdue(ENDS, now=ENDS + LAG_ALLOWANCE)


def test_without_a_deadline_nothing_is_overdue() -> None:
    assert not is_overdue(None, now=ENDS)


def test_what_is_left_is_whole_milliseconds_rounded_down() -> None:
    assert remaining_ms(ENDS, now=ENDS - timedelta(microseconds=1_999)) == 1


def test_what_is_left_of_an_hour_is_an_hour() -> None:
    assert remaining_ms(ENDS, now=ENDS - timedelta(hours=1)) == 3_600_000


def test_less_than_nothing_is_never_left() -> None:
    assert remaining_ms(ENDS, now=ENDS + timedelta(days=1)) == 0


def test_without_a_deadline_there_is_no_time_left_to_tell() -> None:
    assert remaining_ms(None, now=ENDS) is None
