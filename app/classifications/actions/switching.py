"""Switches lists off and on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.classifications.models import SwitchedOff
from app.classifications.queries.editions import every_list, switched_on
from app.classifications.rules.entries import Edition
from app.outcomes import BadInput, NotAllowedNow


def switch_off(db: Session, edition_id: str, *, now: datetime) -> tuple[Edition, bool]:
    """Let the list serve no more. The list, and whether anything changed.

    Raises:
        BadInput: there is no such list.
        NotAllowedNow: it is the last of its system that is on.
    """
    edition = _edition(db, edition_id)
    if db.get(SwitchedOff, edition_id) is not None:
        return edition, False
    on = [one for one in switched_on(db) if one.system is edition.system]
    if len(on) == 1:
        raise NotAllowedNow(
            f"{edition_id} is the last list of {edition.system.words} that is on, and one is needed. "
            "Import or switch on another one first."
        )
    db.add(SwitchedOff(edition_id=edition_id, at=now))
    return edition, True


def switch_on(db: Session, edition_id: str) -> tuple[Edition, bool]:
    """Let the list serve again. The list, and whether anything changed.

    Raises:
        BadInput: there is no such list.
    """
    edition = _edition(db, edition_id)
    row = db.get(SwitchedOff, edition_id)
    if row is not None:
        db.delete(row)
    return edition, row is not None


def _edition(db: Session, edition_id: str) -> Edition:
    every = [here.edition for here in every_list(db)]
    found = next((one for one in every if one.id == edition_id), None)
    if found is None:
        known = ", ".join(one.id for one in every)
        raise BadInput(f"There is no list {edition_id!r}. There are: {known}.")
    return found
