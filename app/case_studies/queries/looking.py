"""How codes may be looked up: in practice by search; in a mock as its paper says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.case_studies.queries.papers import PART_NAME
from app.classifications.rules.look_up import LookUp
from app.people import Viewer
from app.sittings.models import Attempt, Mode
from app.sittings.queries.attempts import my_running_mocks

LOOK_UPS = (LookUp.BOOKS, LookUp.TABULAR, LookUp.SEARCH)  # each offers what those before it do
WORDS = {
    LookUp.BOOKS: "your own books",
    LookUp.TABULAR: "the tabular lists on screen",
    LookUp.SEARCH: "code search on screen",
}


def look_up_of(attempt: Attempt) -> LookUp:
    """What an attempt offers."""
    if attempt.mode is Mode.PRACTICE:
        return LookUp.SEARCH
    return LookUp(attempt.choices.get("look_up", LookUp.BOOKS))


def look_up_now(db: Session, viewer: Viewer, *, now: datetime) -> LookUp:
    """What the viewer may use anywhere on the site: while a mock is running, only what that mock offers.

    A mock of another part offers nothing to look codes up with.
    """
    running = my_running_mocks(db, viewer, now=now)
    offers = [look_up_of(one) if one.part == PART_NAME else LookUp.BOOKS for one in running]
    return min(offers, key=LOOK_UPS.index, default=LookUp.SEARCH)
