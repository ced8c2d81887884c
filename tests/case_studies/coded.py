"""An apprentice who codes cases, through the product's own actions, for tests of what comes after."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from app.case_studies.actions.asking import raise_query
from app.case_studies.part import PART
from app.sittings.actions.finishing import finish_attempt
from app.sittings.actions.saving import Change, save_answer
from app.sittings.actions.starting import start_attempt
from app.sittings.models import Mode
from app.sittings.parts import Order
from tests.build import Known, World
from tests.case_studies.coding import perfect, shipped
from tests.page import Browser, Page

Line = str | Mapping[str, object]


def opened(world: World, known: Known, case_id: str) -> int:
    """Practice of one case, just begun; its id."""
    order = Order(known.viewer, Mode.PRACTICE, 1, now=world.now, choices={"case": case_id})
    with world.writing() as db:
        return start_attempt(db, PART, order).id


def begun(world: World, known: Known, look_up: str = "books", seed: int = 1) -> int:
    """A mock, just begun; its id."""
    order = Order(known.viewer, Mode.MOCK, seed, now=world.now, choices={"look_up": look_up})
    with world.writing() as db:
        return start_attempt(db, PART, order).id


def enter(
    world: World,
    known: Known,
    attempt_id: int,
    diagnoses: Sequence[Line] = (),
    procedures: Sequence[Line] = (),
    *,
    slot: int = 1,
) -> None:
    """Save the codes of a case as a page would; a line is its code, or its code with evidence."""
    lines = {
        name: [{"code": one} if isinstance(one, str) else one for one in lines]
        for name, lines in (("diagnoses", diagnoses), ("procedures", procedures))
    }
    change = Change(slot, 0, lines, flagged=False, writer=secrets.token_hex(8), change=1)
    with world.writing() as db:
        save_answer(db, known.viewer, attempt_id, change, now=world.now)


def ask(world: World, known: Known, attempt_id: int, about: str, text: str, *, slot: int = 1) -> None:
    """Raise a query."""
    with world.writing() as db:
        raise_query(db, known.viewer, attempt_id, slot, {"about": about, "text": text}, now=world.now)


def hand_in(world: World, known: Known, attempt_id: int) -> None:
    """Finish."""
    with world.writing() as db:
        finish_attempt(db, known.viewer, attempt_id, now=world.now)


def practised(
    world: World,
    known: Known,
    case_id: str,
    diagnoses: Sequence[Line] = (),
    procedures: Sequence[Line] = (),
) -> int:
    """Practice of one case that was coded and ended; its id."""
    attempt_id = opened(world, known, case_id)
    if diagnoses or procedures:
        enter(world, known, attempt_id, diagnoses, procedures)
    hand_in(world, known, attempt_id)
    return attempt_id


def right(case_id: str) -> tuple[list[str], list[str]]:
    """What a perfect answer to a shipped case holds: diagnoses, procedures."""
    case = next(one for one in shipped() if one.id == case_id)
    return perfect(case.code_sets[0])


def sat(world: World, known: Known, look_up: str = "books", seed: int = 1) -> int:
    """A mock with every case coded perfectly, handed in; its id."""
    attempt_id = begun(world, known, look_up, seed)
    for slot, item in enumerate(world.items(attempt_id), start=1):
        enter(world, known, attempt_id, *right(item.split("/")[0]), slot=slot)
    hand_in(world, known, attempt_id)
    return attempt_id


def feedback(browser: Browser, attempt_id: int, number: int = 1, view: str = "") -> Page:
    """The page of one case."""
    return browser.get(
        f"/case-studies/{attempt_id}/result/cases/{number}" + (f"?view={view}" if view else "")
    )
