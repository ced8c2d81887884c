"""The marks of somebody's mocks, one after the other, as a picture needs them. Shares of 1 are exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from app.knowledge_test.queries.results import PastMock
from app.results.rules.judging import Grade

MOST_DRAWN = 12  # as many as have room side by side on a phone, each with its figure
FEWEST_DRAWN = 2
MARGIN = 20  # per cent of the picture's width, at the left: the names of the lines stand there


@dataclass(frozen=True)
class Point:
    """A mock in the picture.

    number: which of the person's mocks it is, from 1. x: per cent of the width. is_here: the page is
    about it.
    """

    mock: PastMock
    number: int
    x: Fraction
    is_here: bool

    @property
    def share(self) -> Fraction:
        """Marks won of those to be had: papers may differ in length."""
        return Fraction(self.mock.result.correct, self.mock.result.of or 1)  # all of it may be set aside

    @property
    def percent(self) -> int:
        """The share in whole per cent, rounded down: what misses a limit never looks as if it met it."""
        return int(self.share * 100)


@dataclass(frozen=True)
class Stretch:
    """A part of the line of a mark that was needed; a new plan may move it.

    start, end: per cent of the width.
    """

    start: Fraction
    end: Fraction
    share: Fraction


@dataclass(frozen=True)
class Trend:
    """The newest mocks, the oldest of them first.

    total, grades: how many there are, and of each grade in words, with those that are left out.
    """

    points: tuple[Point, ...]
    total: int
    grades: tuple[str, ...]
    passing: tuple[Stretch, ...]
    distinction: tuple[Stretch, ...]

    @classmethod
    def of(cls, history: Sequence[PastMock], *, here: int | None = None) -> Trend:
        """The trend of a history that begins with the newest mock.

        Args:
            here: id of the attempt that the page is about.
        """
        drawn = list(reversed(history[:MOST_DRAWN]))
        width = Fraction(100 - MARGIN, max(len(drawn), 1))
        points = tuple(
            Point(
                mock=mock,
                number=len(history) - len(drawn) + place + 1,
                x=MARGIN + width * place + width / 2,
                is_here=mock.attempt_id == here,
            )
            for place, mock in enumerate(drawn)
        )
        needed = [(point.mock.result.pass_mark, point.mock.result.distinction_mark) for point in points]
        return cls(
            points=points,
            total=len(history),
            grades=_counted(history),
            passing=_stretches(points, [marks for marks, _ in needed], width),
            distinction=_stretches(points, [marks for _, marks in needed], width),
        )

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to compare yet."""
        return len(self.points) >= FEWEST_DRAWN

    @property
    def lacks_here(self) -> bool:
        """Whether the mock that the page is about is older than those drawn."""
        return not any(point.is_here for point in self.points)


def _counted(history: Sequence[PastMock]) -> tuple[str, ...]:
    grades = [past.result.grade for past in history]
    return tuple(one.counted(grades.count(one)) for one in reversed(Grade) if one in grades)


def _stretches(points: Iterable[Point], needed: Iterable[int | None], width: Fraction) -> tuple[Stretch, ...]:
    """Neighbours that needed the same share have one line; the first begins at the margin's left end."""
    known = [
        (point, Fraction(marks, point.mock.result.of))
        for point, marks in zip(points, needed, strict=True)
        if marks is not None
    ]
    found: list[Stretch] = []
    for share, run in groupby(known, key=lambda pair: pair[1]):
        together = [point for point, _ in run]
        start = together[0].x - width / 2 if found else Fraction(0)
        found.append(Stretch(start, together[-1].x + width / 2, share))
    return tuple(found)
