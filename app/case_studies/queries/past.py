"""The viewer's earlier mocks of part 2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.case_studies.queries.looking import look_up_of
from app.case_studies.queries.papers import PART_NAME
from app.classifications.rules.look_up import LookUp
from app.people import Viewer
from app.results.models import Result
from app.results.queries import newest_results
from app.sittings.models import Mode
from app.sittings.queries.attempts import attempts_behind


@dataclass(frozen=True)
class PastMock:
    """A line of the history. look_up: books, tabular or search; with_books: counts with the others so sat."""

    attempt_id: int
    handed_in_at: datetime
    look_up: LookUp
    result: Result

    @property
    def with_books(self) -> bool:
        """Whether it was sat with nothing but books: only such mocks are compared with each other."""
        return self.look_up is LookUp.BOOKS


def history(db: Session, viewer: Viewer, *, now: datetime, most: int = 1000) -> list[PastMock]:
    """The viewer's closed mocks that they may see, newest first."""
    results = newest_results(db, viewer, PART_NAME, Mode.MOCK, now=now, most=most)
    attempts = attempts_behind(db, viewer, [result.work_id for result in results])
    return [
        PastMock(attempt.id, result.work.handed_in_at, look_up_of(attempt), result)
        for result in results
        if (attempt := attempts.get(result.work_id)) is not None
    ]
