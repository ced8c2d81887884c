"""The verdicts of a case as its result keeps them, so that a page shows what was said when it was marked."""

from __future__ import annotations

import json

from app.case_studies.rules.marking import Denominator, Marked, MarkedLine, Verdict
from app.case_studies.rules.reference import Category


def marked_of(detail: str) -> Marked:
    """What was stored of a marked answer."""
    told = json.loads(detail)
    lines = tuple(
        MarkedLine(side, list_name, number, Category(category), Verdict(verdict), match)
        for side, list_name, number, category, verdict, match in told["lines"]
    )
    return Marked(told["code_set"], lines, Denominator(told["denominator"]))
