"""What a hint says of a line: which way it is wrong, and never which code is right."""

from __future__ import annotations

from dataclasses import dataclass

from app.case_studies.rules.marking import Marked, Verdict


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A line of an answer: the case's slot (from 1), the list, and its number in that (from 0)."""

    slot: int
    list_name: str
    number: int


HINTS = {
    Verdict.CORRECT: "Right code, right place.",
    Verdict.OPTIONAL: "May be given or left out: it gains nothing and costs nothing.",
    Verdict.NOT_REQUIRED: "Not needed. Does the record say that it was there and mattered in this episode?",
    Verdict.WRONG_CATEGORY: "Near, but another category. Go back to the lead term.",
    Verdict.WRONG_4TH: "Right category. Look at the fourth character.",
    Verdict.WRONG_5TH: "Right to the fourth character. Look at the fifth.",
    Verdict.WRONG_POSITION: "Right code, wrong place. What has to come before it?",
    Verdict.PAIR: "Right code, but the two halves of the pair have to stand together.",
    Verdict.FORMAT: "Look at how it is written: letter or digit?",
}
NOT_FIRST = "Right code, but something else comes first."


def hint(marked: Marked, place: LinePlace) -> str | None:
    """The hint to one line of an answer; None if there is no such line."""
    for line in marked.side("answer"):
        if (line.list_name, line.number) == (place.list_name, place.number):
            too_early = place.number == 0 and line.verdict is Verdict.CORRECT and not line.category.is_primary
            return NOT_FIRST if too_early else HINTS[line.verdict]
    return None
