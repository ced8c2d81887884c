"""Raising a query in a case: recorded first, then what comes back is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.case_studies.models import CaseQuery, CaseVersion
from app.case_studies.queries.papers import PART_NAME, Reply, page_of
from app.case_studies.rules.asking import check_query
from app.outcomes import NotAllowedNow, NotThere
from app.people import Viewer
from app.sittings.actions.locking import locked_attempt
from app.sittings.actions.starting import PRACTICE_WAITS
from app.sittings.models import Attempt, Mode, Slot, State
from app.sittings.queries.attempts import my_running_mock
from app.sittings.rules.timing import is_over
from app.trail.actions import note


def raise_query(
    db: Session, viewer: Viewer, attempt_id: int, slot: int, sent: Mapping[str, object], *, now: datetime
) -> Reply:
    """Ask about one thing in a case of the viewer's running attempt. Asking again gives the first reply.

    Args:
        sent: `about`, one of the kinds, and `text`, the words of the query.

    Raises:
        NotThere: no such attempt or case, or not the viewer's. BadInput: see `check_query`.
        NotAllowedNow: it is closed or its time is over, or it is practice while a mock is running.
    """
    kind, words = check_query(sent.get("about"), sent.get("text"))
    attempt = locked_attempt(db, attempt_id)
    if attempt is None or attempt.person_id != viewer.person_id or attempt.part != PART_NAME:
        raise NotThere
    item = db.scalar(select(Slot.item).where(Slot.attempt_id == attempt_id, Slot.number == slot))
    if item is None:
        raise NotThere
    _refuse_if_over(db, viewer, attempt, now=now)
    known = db.get(CaseQuery, (attempt_id, slot, kind))
    again = known is not None
    if known is None:
        known = CaseQuery(attempt_id=attempt_id, slot=slot, about=kind, text=words, asked_at=now)
        db.add(known)
        note(
            db,
            "query-raised",
            f"attempt:{attempt_id}",
            now=now,
            actor_id=viewer.person_id,
            subject_id=viewer.person_id,
            slot=slot,
            kind=kind,
        )
    asks = db.scalar(select(CaseVersion.asks).where(CaseVersion.item == item)) or []
    held = next((one for one in asks if one["about"] == kind), None)
    return Reply(kind, known.text, page_of(held) if held else None, again)


def _refuse_if_over(db: Session, viewer: Viewer, attempt: Attempt, *, now: datetime) -> None:
    if attempt.mode is Mode.PRACTICE and my_running_mock(db, viewer, PART_NAME, now=now) is not None:
        raise NotAllowedNow(PRACTICE_WAITS)
    if attempt.state is State.CLOSED or is_over(attempt.ends_at, now=now):
        raise NotAllowedNow("Time is over, or this was handed in. No query can be raised any more.")
