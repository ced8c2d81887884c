"""When an attempt is over, and how much is left. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# A page whose time runs out sends what is on screen in one last request. It may take that request
# a few seconds to arrive on a hospital network; so long, and for that request only, its answers
# count. The trail says when the allowance was used.
LAG_ALLOWANCE = timedelta(seconds=10)


def is_over(ends_at: datetime | None, *, now: datetime) -> bool:
    """Whether time has run out; equal to the deadline means over. Without a deadline it never does."""
    return ends_at is not None and now >= ends_at


def last_chance(ends_at: datetime | None) -> datetime | None:
    """When a page's closing request no longer counts."""
    return None if ends_at is None else ends_at + LAG_ALLOWANCE


def last_request_counts(ends_at: datetime | None, *, now: datetime) -> bool:
    """Whether the answers in a page's closing request still count."""
    return ends_at is None or now < ends_at + LAG_ALLOWANCE


def is_overdue(ends_at: datetime | None, *, now: datetime) -> bool:
    """Whether the service itself should close it: the page had its chance."""
    return ends_at is not None and now >= ends_at + LAG_ALLOWANCE


def remaining_ms(ends_at: datetime | None, *, now: datetime) -> int | None:
    """Whole milliseconds left, never below zero; None without a deadline."""
    if ends_at is None:
        return None
    return max(0, (ends_at - now) // timedelta(milliseconds=1))
