"""How long to wait after repeated failures. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """After `free` failures within `window`, each further try waits, twice as long every time.

    window: how far back failures count. longest: the longest wait.
    """

    free: int
    window: timedelta = timedelta(minutes=15)
    first_wait: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(minutes=15)


ACCOUNT = Limit(free=5)
ADDRESS = Limit(free=60)  # a whole class may sit behind one hospital address
RESETS = Limit(free=3, window=timedelta(hours=1))


def wait(limit: Limit, failures: Sequence[datetime], *, now: datetime) -> timedelta:
    """How long until another try is taken; zero means now.

    Args:
        failures: moments of earlier failures, in any order; those before the window do not count.
    """
    counted = sorted(moment for moment in failures if now - moment < limit.window)
    over = len(counted) - limit.free
    if over < 0:
        return timedelta(0)
    doublings: int = 2 ** min(over, 20)
    pause = min(limit.first_wait * doublings, limit.longest)
    return max(timedelta(0), counted[-1] + pause - now)
