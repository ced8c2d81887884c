"""A question with everything that is known of it: only for answers that were checked or handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from markupsafe import Markup

from app.knowledge_test.models import QuestionVersion
from app.knowledge_test.queries.rulings import ShownRuling
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
    """A question that was judged. number: its place in the paper. ruling: what was decided about it since."""

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
    ruling: ShownRuling | None

    @property
    def key_places(self) -> tuple[int, ...]:
        """The places of the options that count as right, from 1; none where the question was set aside."""
        return tuple(place for place, option in enumerate(self.options, start=1) if option.is_key)

    @property
    def mine_place(self) -> int:
        """The place of the option that was chosen, from 1; 0 for none."""
        return next((place for place, option in enumerate(self.options, start=1) if option.is_mine), 0)

    @classmethod
    def of(
        cls,
        slot: Slot,
        version: QuestionVersion,
        verdict: Verdict,
        title: str,
        ruling: ShownRuling | None,
    ) -> Self:
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
                    is_key=place in ruling.places if ruling else letter == version.key,
                    is_mine=letter == mine,
                )
                for place, letter in enumerate(slot.arrangement, start=1)
            ),
            verdict=verdict,
            flagged=slot.flagged,
            rests_on=tuple(version.rests_on),
            editions=tuple(version.editions),
            reviewed_by=version.reviewed_by,
            reviewed_on=version.reviewed_on,
            ruling=ruling,
        )
