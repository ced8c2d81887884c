"""Checking an answer in practice: from then on it is final, and its explanation may be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.actions.holding import held_person
from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.people import Viewer
from app.sittings.actions.saving import Change, Saved, TooLate, held_slot, save_answer
from app.sittings.actions.starting import PRACTICE_WAITS
from app.sittings.models import Mode, Slot
from app.sittings.parts import the_part
from app.sittings.queries.attempts import my_running_mock
from app.sittings.rules.saving import Saving


def reveal_answer(
    db: Session, viewer: Viewer, attempt_id: int, change: Change, *, now: datetime, seconds: int | None = None
) -> Saved | TooLate:
    """Save the answer of one slot of the viewer's practice and make it final; a second time changes nothing.

    Where another device has answered or checked it before, that newer answer is given back and nothing
    is checked.

    Args:
        seconds: how long the answer took, as the page counted it.

    Raises:
        NotThere: no such practice or slot, not the viewer's, or it is a mock.
        BadInput: there is no answer to check.
        NotAllowedNow: a mock of the same part is running, which may ask the same question.
    """
    held_person(db, viewer.person_id)  # no mock can start before this is done
    held = held_slot(db, viewer, attempt_id, change.slot)
    if held.mode is not Mode.PRACTICE:
        raise NotThere
    if my_running_mock(db, viewer, held.part, now=now) is not None:
        raise NotAllowedNow(PRACTICE_WAITS)
    if held.revealed_at is None and not change.value:
        raise BadInput("Choose an answer first, then check it.", field="value")
    saved = save_answer(db, viewer, attempt_id, change, now=now)
    if isinstance(saved, TooLate) or saved.is_newer or held.revealed_at is not None:
        return saved
    if saved.saving is Saving.ALREADY and saved.value != the_part(held.part).accept(
        held.arrangement, change.value
    ):  # an older request that comes late: not what is stored was to be checked
        return replace(saved, saving=Saving.NEWER)
    of_slot = (Slot.attempt_id == attempt_id, Slot.number == change.slot)
    db.execute(update(Slot).where(*of_slot).values(revealed_at=now, seconds=seconds))
    return saved
