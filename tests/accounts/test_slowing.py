"""Slowing down: how long to wait after failures, and what failures count for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.rules.slowing import (
    ACCOUNT,
    RESETS,
    Limit,
    network,
    reset_counters,
    sign_in_counters,
    wait,
    whole_seconds,
    words,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NONE = timedelta(0)


def failures(count: int, *, ago: timedelta = NONE) -> list[datetime]:
    return [NOW - ago] * count


@pytest.mark.parametrize("count", range(ACCOUNT.free))
def test_the_first_failures_cost_no_wait(count: int) -> None:
    assert wait(ACCOUNT, failures(count), now=NOW) == NONE


@pytest.mark.parametrize(
    ("count", "seconds"), [(5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (10, 480), (11, 900), (60, 900)]
)
def test_each_further_failure_doubles_the_wait_up_to_the_longest(count: int, seconds: int) -> None:
    assert wait(ACCOUNT, failures(count), now=NOW) == timedelta(seconds=seconds)


def test_the_wait_counts_from_the_last_failure() -> None:
    assert wait(ACCOUNT, failures(5, ago=timedelta(seconds=10)), now=NOW) == timedelta(seconds=5)


def test_the_wait_is_over_at_its_very_end() -> None:
    assert wait(ACCOUNT, failures(5, ago=timedelta(seconds=15)), now=NOW) == NONE


def test_failures_before_the_window_do_not_count() -> None:
    assert wait(ACCOUNT, failures(20, ago=ACCOUNT.window), now=NOW) == NONE


def test_the_order_of_the_failures_does_not_matter() -> None:
    limit = Limit(free=2)
    moments = [NOW - timedelta(seconds=1), NOW - timedelta(seconds=9)]
    assert wait(limit, moments, now=NOW) == wait(limit, moments[::-1], now=NOW)


def test_asking_for_letters_costs_a_quarter_of_an_hour_from_the_fourth_on() -> None:
    assert wait(RESETS, failures(3), now=NOW) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("pause", "said"),
    [
        (timedelta(milliseconds=200), "1 second"),
        (timedelta(seconds=15), "15 seconds"),
        (timedelta(seconds=61), "2 minutes"),
        (timedelta(minutes=15), "15 minutes"),
    ],
)
def test_a_wait_is_said_rounded_up(pause: timedelta, said: str) -> None:
    assert words(pause) == said


def test_a_wait_is_told_to_programs_in_whole_seconds_rounded_up() -> None:
    assert whole_seconds(timedelta(seconds=1, microseconds=1)) == 2


def test_the_counters_name_neither_the_account_nor_the_address() -> None:
    account, address = sign_in_counters("amira@example.org", "192.0.2.7")
    assert "amira" not in account.counted_for
    assert "192.0.2.7" not in address.counted_for


def test_resets_and_sign_ins_are_counted_apart() -> None:
    assert {one.kind for one in sign_in_counters("a", "b")}.isdisjoint(
        one.kind for one in reset_counters("a", "b")
    )


def test_addresses_of_one_ipv6_network_are_counted_together() -> None:
    assert network("2001:db8:1:2:aaaa::1") == network("2001:db8:1:2:bbbb::2") != network("2001:db8:1:3::1")


@pytest.mark.parametrize("address", ["192.0.2.7", "", "unix:"])
def test_any_other_address_is_counted_as_it_is(address: str) -> None:
    assert network(address) == address
