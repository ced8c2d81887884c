"""The cases of a paper as the candidate sees them; while it runs no key is even loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.case_studies.models import CaseQuery, CaseVersion
from app.case_studies.queries.codes import Lists, lists_named, lists_of_each
from app.case_studies.queries.remarks import Echo, echo
from app.case_studies.rules.entering import CodeLine, Coding, coding_of
from app.classifications.rules.codes import System
from app.people import Viewer
from app.sittings.models import Slot
from app.sittings.queries.attempts import OpenAttempt

PART_NAME = "case_studies"
NOTHING_MORE = "There is nothing to add: what is in the record is all there is."


@dataclass(frozen=True)
class Page:
    """A document of the record, or a reply that came. html: safe."""

    id: str
    title: str
    day: date | None
    html: Markup


@dataclass(frozen=True)
class Reply:
    """A query that was raised, and what came back. page: None when there is nothing to add.

    again: this is the answer to an earlier query about the same.
    """

    about: str
    text: str
    page: Page | None
    again: bool = False


@dataclass(frozen=True)
class ShownLine:
    """A line as typed with what was understood."""

    line: CodeLine
    echo: Echo


@dataclass(frozen=True)
class OpenCase:
    """A case of a running paper: its record, what was entered, what was asked. No key."""

    slot: Slot
    title: str
    level: str
    notice: str
    patient: dict[str, Any]
    episode: dict[str, Any]
    pages: tuple[Page, ...]
    replies: tuple[Reply, ...]
    coding: Coding
    diagnoses: tuple[ShownLine, ...]
    procedures: tuple[ShownLine, ...]


def open_cases(db: Session, viewer: Viewer, paper: OpenAttempt) -> list[OpenCase]:
    """Every case of the viewer's paper, in its order."""
    assert paper.attempt.person_id == viewer.person_id
    rows = db.execute(
        select(
            CaseVersion.item,
            CaseVersion.title,
            CaseVersion.level,
            CaseVersion.notice,
            CaseVersion.editions,
            CaseVersion.record,
        ).where(CaseVersion.item.in_([slot.item for slot in paper.slots]))
    )
    texts = {row.item: row for row in rows}
    of_each = lists_of_each(db, [row.editions for row in texts.values()])
    replies = replies_in(db, viewer, paper.attempt.id, paper.slots)
    found = []
    for slot in paper.slots:
        row = texts[slot.item]
        coding, lists = coding_of(slot.value), of_each[tuple(row.editions)]
        found.append(
            OpenCase(
                slot=slot,
                title=row.title,
                level=row.level,
                notice=row.notice,
                patient=row.record["patient"],
                episode=_with_days(row.record["episode"]),
                pages=tuple(page_of(one) for one in row.record["documents"]),
                replies=replies[slot.number],
                coding=coding,
                diagnoses=_shown(System.ICD10, coding.diagnoses, lists),
                procedures=_shown(System.OPCS4, coding.procedures, lists),
            )
        )
    return found


def replies_in(
    db: Session, viewer: Viewer, attempt_id: int, slots: Sequence[Slot]
) -> dict[int, tuple[Reply, ...]]:
    """What was asked in each case of the viewer's attempt and what came back, by slot number."""
    assert viewer.person_id
    raised = db.scalars(
        select(CaseQuery).where(CaseQuery.attempt_id == attempt_id).order_by(CaseQuery.asked_at)
    ).all()
    found: dict[int, list[Reply]] = {slot.number: [] for slot in slots}
    if raised:
        items = {slot.number: slot.item for slot in slots}
        rows = db.execute(
            select(CaseVersion.item, CaseVersion.asks).where(CaseVersion.item.in_(items.values()))
        )
        asks = {row.item: {one["about"]: one for one in row.asks} for row in rows}
        for query in raised:
            held = asks[items[query.slot]].get(query.about)
            found[query.slot].append(Reply(query.about, query.text, page_of(held) if held else None))
    return {number: tuple(replies) for number, replies in found.items()}


def _with_days(episode: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(episode[name]) for name in ("admitted", "discharged")}
    return {**episode, **days}


def page_of(stored: dict[str, Any]) -> Page:
    """A stored document or reply."""
    html = Markup(stored["html"])  # noqa: S704 - made safe when it was loaded
    day = date.fromisoformat(stored["date"]) if stored.get("date") else None
    return Page(stored["id"], stored["title"], day, html)


def _shown(system: System, lines: Sequence[CodeLine], lists: Lists) -> tuple[ShownLine, ...]:
    return tuple(ShownLine(line, echo(system, line.code, lists)) for line in lines)


def lists_of_attempt(db: Session, viewer: Viewer, paper: OpenAttempt, number: int) -> Lists:
    """The catalogues that a case of the viewer's paper is coded with."""
    assert paper.attempt.person_id == viewer.person_id
    item = paper.slots[number - 1].item
    editions = db.scalars(select(CaseVersion.editions).where(CaseVersion.item == item)).one()
    return lists_named(db, editions)
