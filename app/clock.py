"""The only reader of the real clock.

Everything else is told the time: a request reads it once (`request_time`) and hands it down as the
required keyword `now`, so that one request never sees two times and a test may choose any.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import current_app, g

UK = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells the time; aware, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def the_clock() -> Clock:
    """The clock this application was made with."""
    clock: Clock = current_app.extensions["clock"]
    return clock


def request_time() -> datetime:
    """The moment this request began (UTC), the same for all who ask during it."""
    if "request_time" not in g:
        g.request_time = the_clock().now()
    moment: datetime = g.request_time
    return moment


def in_uk(moment: datetime) -> datetime:
    """`moment` as a clock on a wall in the United Kingdom shows it."""
    return moment.astimezone(UK)


def uk_date(moment: datetime) -> date:
    """The day in the United Kingdom at `moment`."""
    return in_uk(moment).date()
