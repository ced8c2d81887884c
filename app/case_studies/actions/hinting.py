"""Hints in practice. Nothing is recorded: asking for one costs nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.case_studies.actions.papers import marked_case
from app.case_studies.queries.bank import keys_of
from app.case_studies.queries.papers import PART_NAME
from app.case_studies.rules.entering import coding_of
from app.case_studies.rules.hinting import LinePlace, hint
from app.outcomes import NotAllowedNow, NotThere
from app.people import Viewer
from app.sittings.actions.starting import PRACTICE_WAITS
from app.sittings.models import Mode
from app.sittings.queries.attempts import my_attempt, my_running_mock

EMPTY = "There is nothing in this line yet."


def hint_for(db: Session, viewer: Viewer, attempt_id: int, place: LinePlace, *, now: datetime) -> str:
    """The hint to a line of what is stored in a case of the viewer's practice.

    Raises:
        NotThere: no such practice or case. NotAllowedNow: a mock is running, which may hold the same case.
    """
    paper = my_attempt(db, viewer, attempt_id, PART_NAME, now=now, mode=Mode.PRACTICE)
    if not 1 <= place.slot <= len(paper.slots) or paper.is_closed:
        raise NotThere
    if my_running_mock(db, viewer, PART_NAME, now=now) is not None:
        raise NotAllowedNow(PRACTICE_WAITS)
    held = paper.slots[place.slot - 1]
    lines = getattr(coding_of(held.value), place.list_name)
    if not 0 <= place.number < len(lines) or not lines[place.number].code:
        return EMPTY
    # marking knows no line that has evidence and no code
    with_codes = sum(bool(line.code) for line in lines[: place.number])
    marked = marked_case(held.value, keys_of(db, [held.item])[held.item])
    return hint(marked, replace(place, number=with_codes)) or EMPTY
