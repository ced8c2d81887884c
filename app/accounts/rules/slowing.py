"""How long to wait after repeated failures. Pure."""

from __future__ import annotations

import hashlib
import ipaddress
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
RESETS = Limit(free=3, window=timedelta(hours=1), first_wait=timedelta(minutes=15))
KEPT = timedelta(days=1)  # longer than any window: older tries count for nothing and are swept away


@dataclass(frozen=True)
class Counter:
    """What tries are counted for: an account or an address, under a mark that names neither.

    Accounts that do not exist are counted like those that do, so that nothing can be learnt.
    """

    kind: str
    counted_for: str
    limit: Limit


def sign_in_counters(email: str, address: str) -> tuple[Counter, Counter]:
    """What a failed sign-in counts for: the account first, then the address."""
    return Counter("sign-in", _mark(email), ACCOUNT), Counter(
        "sign-in-from", _mark(network(address)), ADDRESS
    )


def reset_counters(email: str, address: str) -> tuple[Counter, Counter]:
    """What asking for a new password counts for."""
    return Counter("reset", _mark(email), RESETS), Counter("reset-from", _mark(network(address)), ADDRESS)


def network(address: str) -> str:
    """An address as it is counted: IPv6 by the /64 that one household or machine has to itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ipaddress.ip_network((int(found), 64), strict=False))


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def words(pause: timedelta) -> str:
    """A wait as it is said: `15 seconds`, `2 minutes`; rounded up, so that nobody comes back too early."""
    seconds = whole_seconds(pause)
    count, unit = (seconds, "second") if seconds <= 60 else (-(-seconds // 60), "minute")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def whole_seconds(pause: timedelta) -> int:
    """A wait in seconds, rounded up."""
    return -(-pause // timedelta(seconds=1))


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
