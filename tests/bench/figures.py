"""The figures of a run, in words and in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HEADING = (
    f"{'':16} {'requests':>8} {'a second':>9} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} "
    f"{'server CPU ms':>14} {'client CPU ms':>14}"
)


@dataclass(frozen=True)
class Row:
    """One kind of request. seconds: how long each took; CPU seconds: of all of them together."""

    name: str
    seconds: Sequence[float]
    wall: float
    server_cpu: float
    client_cpu: float

    @property
    def a_second(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.wall

    def __str__(self) -> str:
        count = max(1, len(self.seconds))
        percentiles = " ".join(f"{at_share(self.seconds, share) * 1000:8.1f}" for share in (0.5, 0.95, 0.99))
        return (
            f"{self.name:16} {len(self.seconds):8} {self.a_second:9.1f} {percentiles} "
            f"{self.server_cpu / count * 1000:14.2f} {self.client_cpu / count * 1000:14.2f}"
        )


def at_share(seconds: Sequence[float], share: float) -> float:
    """The time within which that share of requests was answered (nearest rank); 0 where there is none."""
    if not seconds:
        return 0.0
    return sorted(seconds)[max(0, -(-int(len(seconds) * share * 1000) // 1000) - 1)]


def cohort_words(started: Sequence[float], in_sight: Sequence[float]) -> str:
    """How long a cohort that starts together waited."""
    return (
        f"{len(started)} starting in the same second: slowest start {max(started, default=0) * 1000:.0f} ms, "
        f"slowest until the first question is in sight {max(in_sight, default=0) * 1000:.0f} ms"
    )


def lost_words(
    acknowledged: Mapping[tuple[int, int], str], stored: Mapping[tuple[int, int], tuple[int, str]]
) -> str:
    """Whether the database holds what the site said it had saved, once each."""
    kept = sum(stored.get(key) == (1, value) for key, value in acknowledged.items())
    more = len(stored.keys() - acknowledged.keys())
    return (
        f"{len(acknowledged)} saves acknowledged, {kept} stored as sent, {len(acknowledged) - kept} lost, "
        f"{more} not acknowledged"
    )


def share_words(saves: float, alone: Sequence[float]) -> str:
    """The rate of saves beside what the database does alone, right before and right after them."""
    before, after = alone
    return (
        f"database alone: {before:.0f} single-row commits a second before the saves, {after:.0f} after; "
        f"saves reach {saves / ((before + after) / 2):.0%} of that"
    )
