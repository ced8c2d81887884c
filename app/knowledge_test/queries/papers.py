"""The questions of a paper as the candidate sees them; while it runs nothing else is even loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.knowledge_test.models import QuestionVersion
from app.people import Viewer
from app.sittings.models import Slot
from app.sittings.queries.attempts import OpenAttempt


@dataclass(frozen=True)
class AskedQuestion:
    """A question of a running paper: no key, no reasons, no topic. options: in the order shown."""

    slot: Slot
    stem: Markup
    options: tuple[Markup, ...]


def asked(db: Session, viewer: Viewer, paper: OpenAttempt) -> list[AskedQuestion]:
    """Every question of the viewer's paper, in its order."""
    assert paper.attempt.person_id == viewer.person_id
    rows = db.execute(
        select(QuestionVersion.item, QuestionVersion.stem, QuestionVersion.options).where(
            QuestionVersion.item.in_(_items(paper.slots))
        )
    )
    texts = {row.item: row for row in rows}
    return [
        AskedQuestion(
            slot=slot,
            stem=Markup(texts[slot.item].stem),  # noqa: S704 - made safe when it was loaded
            options=tuple(Markup(texts[slot.item].options[letter]) for letter in slot.arrangement),  # noqa: S704
        )
        for slot in paper.slots
    ]


def _items(slots: Sequence[Slot]) -> list[str]:
    return [slot.item for slot in slots]
