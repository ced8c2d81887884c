"""How codes may be looked up: in practice by search; in a mock as its paper says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.case_studies.queries.papers import PART_NAME
from app.people import Viewer
from app.sittings.models import Attempt, Mode
from app.sittings.queries.attempts import my_running_mocks

BOOKS, TABULAR, SEARCH = LOOK_UPS = ("books", "tabular", "search")
WORDS = {
    BOOKS: "your own books",
    TABULAR: "the tabular lists on screen",
    SEARCH: "code search on screen",
}


def look_up_of(attempt: Attempt) -> str:
    """What an attempt offers: books, tabular or search."""
    if attempt.mode is Mode.PRACTICE:
        return SEARCH
    chosen = attempt.choices.get("look_up", BOOKS)
    return chosen if chosen in LOOK_UPS else BOOKS


def look_up_now(db: Session, viewer: Viewer, *, now: datetime) -> str:
    """What the viewer may use anywhere on the site: while a mock is running, only what that mock offers.

    A mock of another part offers nothing to look codes up with.
    """
    running = my_running_mocks(db, viewer, now=now)
    offers = [look_up_of(one) if one.part == PART_NAME else BOOKS for one in running]
    return min(offers, key=LOOK_UPS.index, default=SEARCH)
