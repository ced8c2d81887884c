"""The record of a marked case with the evidence marked in it, and the queries beside what they should ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.case_studies.queries.explained import Explained
from app.case_studies.queries.feedback import MarkedCase
from app.case_studies.queries.papers import Page, page_of
from app.case_studies.rules.asking import KINDS
from app.case_studies.rules.highlighting import Highlight, highlighted
from app.people import Viewer


@dataclass(frozen=True)
class AskedOf:
    """Something that was asked, or had to be. kind: what it is about, in words. mine: the query in the
    apprentice's words, "" if none was raised. should_ask: "" where none was needed. page: what comes back.
    """

    kind: str
    mine: str
    needed: bool
    should_ask: str
    page: Page | None


def marked_record(viewer: Viewer, case: MarkedCase, found: Explained) -> list[Page]:
    """The documents of the viewer's case, then the replies that matter, with the evidence marked."""
    assert viewer.person_id
    wanted: dict[str, list[Highlight]] = {}
    for page, highlight in _wanted(found):
        wanted.setdefault(page, []).append(highlight)
    raised = {reply.about for reply in case.replies}
    replies = [
        ask for ask in case.version.asks if ask["needed"] or ask["about"] in raised or ask["id"] in wanted
    ]
    return [_marked(one, wanted.get(one["id"], [])) for one in (*case.version.record["documents"], *replies)]


def _wanted(found: Explained) -> Iterator[tuple[str, Highlight]]:
    for line in found.lines:
        for whose, side in (("mine", line.mine), ("reference", line.theirs)):
            for quote in side.quotes if side else ():
                yield quote.page, Highlight(quote.words, line.name, whose)


def _marked(stored: dict[str, Any], wanted: list[Highlight]) -> Page:
    page = page_of(stored)
    # the marks go between words that were made safe when they were loaded; their attributes are escaped
    return Page(page.id, page.title, page.day, Markup(highlighted(str(page.html), wanted)))  # noqa: S704


def queries_of(viewer: Viewer, case: MarkedCase) -> list[AskedOf]:
    """The queries of the viewer's case: those that were needed, then what else was asked."""
    assert viewer.person_id
    mine = {reply.about: reply for reply in case.replies}
    needed = [ask for ask in case.version.asks if ask["needed"]]
    found = [
        AskedOf(
            kind=KINDS[ask["about"]],
            mine=mine[ask["about"]].text if ask["about"] in mine else "",
            needed=True,
            should_ask=ask["should_ask"],
            page=page_of(ask),
        )
        for ask in needed
    ]
    others = [reply for reply in case.replies if reply.about not in {ask["about"] for ask in needed}]
    return found + [AskedOf(KINDS[one.about], one.text, False, "", one.page) for one in others]
