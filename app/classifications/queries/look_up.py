"""What the viewer may look codes up with just now.

This feature knows no sittings: whoever makes the application gives it the function that does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from flask import current_app
from sqlalchemy.orm import Session

from app.classifications.rules.look_up import LookUp
from app.outcomes import NotAllowedNow
from app.people import Viewer

EXTENSION = "look_up"

Allowing: TypeAlias = Callable[[Session, Viewer], LookUp]


def everything(_db: Session, _viewer: Viewer) -> LookUp:
    """For an application in which nothing forbids looking codes up."""
    return LookUp.SEARCH


def look_up_allowed(db: Session, viewer: Viewer) -> LookUp:
    """What this person may use."""
    asked: Allowing = current_app.extensions[EXTENSION]
    return asked(db, viewer)


def require_tabular(db: Session, viewer: Viewer) -> LookUp:
    """What this person may use, if it is at least the pages in tabular order.

    Raises:
        NotAllowedNow: they sit a mock with books.
    """
    allowed = look_up_allowed(db, viewer)
    if allowed is LookUp.BOOKS:
        raise NotAllowedNow(
            "You sit a mock with your own books. Codes can be looked up here when it is handed in."
        )
    return allowed


def require_search(db: Session, viewer: Viewer) -> None:
    """Nothing, if this person may search.

    Raises:
        NotAllowedNow: they sit a mock without it.
    """
    if require_tabular(db, viewer) is not LookUp.SEARCH:
        raise NotAllowedNow(
            "You sit a mock without search. Look the code up in the tabular view, chapter by chapter."
        )
