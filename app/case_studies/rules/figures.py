"""How marks and answers are said: whole per cent, halves of a mark, codes in a row."""

from __future__ import annotations

from collections.abc import Iterable

from app.case_studies.rules.entering import coding_of
from app.case_studies.rules.marking import Score
from app.outcomes import BadInput


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


def in_words(stored: str) -> str:
    """A stored answer in a few words: "diagnoses G56.0, I10; no procedures"."""
    try:
        coding = coding_of(stored)
    except BadInput:
        return "could not be read"
    if coding.is_empty:
        return "cleared"
    both = {"diagnoses": coding.diagnoses, "procedures": coding.procedures}
    return "; ".join(
        f"{name} {', '.join(line.code for line in lines)}" if lines else f"no {name}"
        for name, lines in both.items()
    )
