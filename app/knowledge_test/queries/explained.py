"""A question with everything that is known of it: only for answers that were checked or handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from markupsafe import Markup

from app.knowledge_test.models import QuestionVersion
from app.knowledge_test.rules.marking import Verdict, chosen_letter
from app.sittings.models import Slot


@dataclass(frozen=True)
class ShownOption:
    """An option with all that is known of it afterwards."""

    text: Markup
    reason: Markup
    is_key: bool
    is_mine: bool


@dataclass(frozen=True)
class MarkedQuestion:
    """A question that was judged. number: its place in the paper."""

    number: int
    question_id: str
    topic_title: str
    stem: Markup
    options: tuple[ShownOption, ...]
    verdict: Verdict
    flagged: bool
    rests_on: tuple[str, ...]
    editions: tuple[str, ...]
    reviewed_by: str
    reviewed_on: str

    @property
    def key_place(self) -> int:
        """The place of the right option, from 1."""
        return next(place for place, option in enumerate(self.options, start=1) if option.is_key)

    @property
    def mine_place(self) -> int:
        """The place of the option that was chosen, from 1; 0 for none."""
        return next((place for place, option in enumerate(self.options, start=1) if option.is_mine), 0)

    @classmethod
    def of(cls, slot: Slot, version: QuestionVersion, verdict: Verdict, title: str) -> Self:
        """A slot of the viewer's with its question; the caller has asked whether it may be shown."""
        mine = chosen_letter(slot.arrangement, slot.value)
        return cls(
            number=slot.number,
            question_id=version.question_id,
            topic_title=title,
            stem=Markup(version.stem),  # noqa: S704 - made safe when it was loaded
            options=tuple(
                ShownOption(
                    text=Markup(version.options[letter]),  # noqa: S704
                    reason=Markup(version.reasons[letter]),  # noqa: S704
                    is_key=letter == version.key,
                    is_mine=letter == mine,
                )
                for letter in slot.arrangement
            ),
            verdict=verdict,
            flagged=slot.flagged,
            rests_on=tuple(version.rests_on),
            editions=tuple(version.editions),
            reviewed_by=version.reviewed_by,
            reviewed_on=version.reviewed_on,
        )
