"""How long a timed activity lasts for somebody with extra time."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PERCENT = 300


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
        return self.minutes + -(-self.minutes * self.percent // 100)

    @property
    def words(self) -> str:
        """As it is shown everywhere: `60 min`, or `75 min (60 + 25 %)`."""
        if not self.percent:
            return f"{self.minutes} min"
        return f"{self.total_minutes} min ({self.minutes} + {self.percent} %)"
