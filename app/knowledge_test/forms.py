"""What to practise, as it is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, SelectMultipleField

from app.knowledge_test.rules.practising import NUMBERS, Wish

ANY, WRONG = "any", "wrong"


class PracticeForm(FlaskForm):  # type: ignore[misc]
    """Topics, which questions of them, how many, and whether the time is shown."""

    topics = SelectMultipleField(
        "Topics",
        description="Tick what you want to practise. None ticked means all of them.",
        invalid_choice_message="One of these topics is not in the list any more. Choose again: %(value)s",
    )
    questions = RadioField(
        "Which questions",
        choices=[
            SelectChoice(ANY, "Any, those I have not met first"),
            SelectChoice(WRONG, "What I got wrong or left out the last time"),
        ],
        default=ANY,
    )
    number = SelectField(
        "How many",
        coerce=int,
        choices=[SelectChoice(number, f"{number} questions") for number in NUMBERS],
        default=NUMBERS[1],
    )
    timed = BooleanField("Show how long I take, beside the pace of the test")

    def offer(self, topics: Sequence[tuple[str, str]]) -> None:
        """Offer these topics, as id and words."""
        self.topics.choices = [SelectChoice(topic, words) for topic, words in topics]

    @property
    def wish(self) -> Wish:
        """What was chosen."""
        return Wish(
            topics=tuple(dict.fromkeys(self.topics.data or ())),
            only_wrong=self.questions.data == WRONG,
            number=self.number.data,
            timed=self.timed.data,
        )
