"""How long a timed activity lasts for somebody with extra time."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PERCENT = 300


def stretched(amount: int, percent: int) -> int:
    """An amount of time with extra time, rounded up to the whole unit it is counted in."""
    return amount + -(-amount * percent // 100)


@dataclass(frozen=True)
class Allowance:
    """The time for one activity.

    minutes: what the plan gives everybody. percent: the person's extra time.
    """

    minutes: int
    percent: int = 0

    @property
    def total_minutes(self) -> int:
        """Minutes with the extra, rounded up to the whole minute, so that nobody is given too little."""
        return stretched(self.minutes, self.percent)

    @property
    def words(self) -> str:
        """As it is shown everywhere: `60 min`, or `75 min (60 + 25 %)`."""
        if not self.percent:
            return f"{self.minutes} min"
        return f"{self.total_minutes} min ({self.minutes} + {self.percent} %)"
