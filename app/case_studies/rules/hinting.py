"""What a hint says of a line: which way it is wrong, and never which code is right."""

from __future__ import annotations

from app.case_studies.rules.marking import Marked, Verdict

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


def hint(marked: Marked, list_name: str, number: int) -> str | None:
    """The hint to one line (from 0) of an answer; None if there is no such line."""
    for line in marked.side("answer"):
        if (line.list_name, line.number) == (list_name, number):
            return HINTS[line.verdict]
    return None
