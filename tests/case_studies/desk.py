"""An apprentice without script at the workspace of a case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.sittings.models import Slot
from tests.build import World
from tests.page import Browser, Page


def case_page(browser: Browser, attempt_id: int, number: int = 1) -> Page:
    """The page of one case."""
    return browser.get(f"/case-studies/{attempt_id}/cases/{number}")


def codes_form(page: Page, number: int = 1) -> int:
    """The place of the form of codes of one case among all forms of the page."""
    return next(i for i, form in enumerate(page.forms) if form.action.endswith(f"/cases/{number}"))


def send(
    browser: Browser,
    attempt_id: int,
    diagnoses: Sequence[str] = (),
    procedures: Sequence[str] = (),
    *,
    number: int = 1,
    base: int = 0,
    writer: str = "a page",
    **more: Any,
) -> Page:
    """Send the form of codes as it stands, with a button if one is named; where that leads."""
    fields = {
        "base": str(base),
        "writer": writer,
        "diagnoses": list(diagnoses),
        "procedures": list(procedures),
    }
    return browser.post(f"/case-studies/{attempt_id}/cases/{number}", fields | more)


def stored(world: World, attempt_id: int, number: int = 1) -> dict[str, list[str]]:
    """The codes that are stored for a case, by list."""
    with world.reading() as db:
        slot = select(Slot.value).where(Slot.attempt_id == attempt_id, Slot.number == number)
        value = db.scalars(slot).one()
    found = json.loads(value) if value else {}
    return {name: [line["code"] for line in lines] for name, lines in found.items()}


def revision(world: World, attempt_id: int, number: int = 1) -> int:
    """How often a case was saved."""
    with world.reading() as db:
        slot = select(Slot.revision).where(Slot.attempt_id == attempt_id, Slot.number == number)
        return db.scalars(slot).one()
