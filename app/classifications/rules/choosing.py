"""Which edition serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.classifications.rules.codes import System
from app.classifications.rules.entries import Edition
from app.outcomes import NotAllowedNow


def edition_in_use(system: System, editions: Sequence[Edition], *, on: date) -> Edition:
    """The newest imported edition in force on the day, otherwise our practice list.

    Where the practice list is switched off and no imported one is in force, the newest imported one serves.

    Args:
        editions: those that are not switched off, in the order in which they came; of two that are in force
            from the same day the later one counts.

    Raises:
        NotAllowedNow: there is none at all.
    """
    ours = [one for one in editions if one.system is system]
    imported = sorted((one for one in ours if not one.is_practice), key=lambda one: one.in_force_from)
    in_force = [one for one in imported if is_in_force(one, on=on)]
    found = in_force[-1:] or [one for one in ours if one.is_practice] or imported[-1:]
    if not found:
        raise NotAllowedNow(f"No list of {system.words} is switched on. Switch one on.")
    return found[0]


def edition_named(name: str, on: Sequence[Edition], off: Sequence[Edition] = ()) -> Edition:
    """The edition with a published name such as "OPCS-4.11": imported, or ours that stands for it.

    One that is switched off serves where no other does: what was coded with it can always be marked and read.

    Args:
        on: as for `edition_in_use`. off: those that are switched off.

    Raises:
        NotAllowedNow: there is none.
    """
    for editions in (on, off):
        found = [one for one in editions if not one.is_practice and one.name == name]
        found = found[-1:] or [one for one in editions if one.is_practice and one.stands_for == name]
        if found:
            return found[0]
    raise NotAllowedNow(f"The edition {name!r} is not here. Import it, or name another.")


def is_in_force(edition: Edition, *, on: date) -> bool:
    """Whether the edition is in force on the day."""
    return edition.in_force_from <= on and (edition.in_force_to is None or on <= edition.in_force_to)
