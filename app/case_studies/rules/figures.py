"""How marks are said: whole per cent, and halves where the right category earns half a mark."""

from __future__ import annotations

from collections.abc import Iterable

from app.case_studies.rules.marking import Score


def percent(correct: int, of: int, limits: Iterable[int] = ()) -> int:
    """The nearest whole per cent; one less where that would look like a limit that was missed.

    Args:
        of: more than 0.
        limits: per cent, such as pass marks and targets; 100 is always one.
    """
    nearest = (200 * correct + of) // (2 * of)
    missed = any(nearest == limit and 100 * correct < limit * of for limit in (*limits, 100))
    return nearest - 1 if missed else nearest


def with_halves(score: Score) -> str:
    """The correct codes with half a mark for each right category beside them: "12½"."""
    whole, half = divmod(score.correct + score.level, 2)
    return f"{whole or ''}½" if half else str(whole)
