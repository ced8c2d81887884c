"""Where marks were lost, and what to do differently: sentences made from the verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.case_studies.rules.marking import Denominator, Marked, Verdict
from app.case_studies.rules.reference import Category, Reference

MOST_SENTENCES = 3
LATERALITY = "Z94"


@dataclass(frozen=True, slots=True)
class Lost:
    """A line that is not right. key: of the reference's code, "" for what is not required.

    costs: whether a mark was lost by it; where extras are not counted, they cost none.
    """

    category: Category
    verdict: Verdict
    key: str
    costs: bool = True


class Cause(StrEnum):
    """Where a mark was lost, as it ends "Most was lost at …". Of equals the first weighs more."""

    QUERY = "what only a query brings"
    PRIMARY = "the choice of what comes first"
    MISSED_PRIMARY = "the main condition or operation"
    EXTERNAL_PLACE = "the place of the external cause"
    MISSED_EXTERNAL = "external causes that were left out"
    SIDE = "the side"
    FOURTH = "the fourth character"
    FIFTH = "the fifth character"
    CATEGORY = "the category"
    MISSED_DIAGNOSES = "secondary diagnoses that were left out"
    MISSED_DETAIL = "procedures, methods and sites that were left out"
    PAIR = "pairs of dagger and asterisk"
    ORDER = "the order of the lines"
    NOT_REQUIRED = "codes that are not required"
    WRITING = "how codes are written"

    @property
    def advice(self) -> str:
        """What to do differently."""
        return _ADVICE[self]


_ADVICE = {
    Cause.QUERY: "Where the record contradicts itself or leaves something open, raise a query first.",
    Cause.PRIMARY: "Ask what was mainly treated or done in this episode, and put that first.",
    Cause.MISSED_PRIMARY: "Begin with the main condition and the main operation; the rest follows them.",
    Cause.EXTERNAL_PLACE: "Put the external cause straight after the last line that it explains.",
    Cause.MISSED_EXTERNAL: "After every injury, poisoning or complication, look for its cause and code that.",
    Cause.SIDE: "Look for the side of every operation, and close its group with it.",
    Cause.FOURTH: "Check the fourth character in the tabular list before you write the code.",
    Cause.FIFTH: "Where a category has fifth characters, look up which one the record supports.",
    Cause.CATEGORY: "Go back to the lead term, then read what the category includes and excludes.",
    Cause.MISSED_DIAGNOSES: "Read the past history and the drugs again for conditions that are always coded.",
    Cause.MISSED_DETAIL: "After each operation, look for its method, its site and side, and for another one.",
    Cause.PAIR: "Keep both halves of a dagger and asterisk pair next to each other.",
    Cause.ORDER: "Check what each line has to follow: what belongs together stands together.",
    Cause.NOT_REQUIRED: "Before you add a code, ask whether it was there in this episode and mattered.",
    Cause.WRITING: "Read each code again as it stands: letter or digit?",
}
_BY_VERDICT = {
    Verdict.WRONG_4TH: Cause.FOURTH,
    Verdict.WRONG_5TH: Cause.FIFTH,
    Verdict.WRONG_CATEGORY: Cause.CATEGORY,
    Verdict.PAIR: Cause.PAIR,
    Verdict.FORMAT: Cause.WRITING,
    Verdict.NOT_REQUIRED: Cause.NOT_REQUIRED,
}


def cause_of(lost: Lost) -> Cause:
    """Where one mark was lost."""
    primary, external = lost.category.is_primary, lost.category is Category.EX
    if lost.verdict is Verdict.WRONG_POSITION:
        return Cause.PRIMARY if primary else Cause.EXTERNAL_PLACE if external else Cause.ORDER
    if lost.key.startswith(LATERALITY) and lost.category is Category.SP:
        return Cause.NOT_REQUIRED if lost.verdict is Verdict.NOT_REQUIRED else Cause.SIDE
    if lost.verdict is Verdict.OMITTED:
        if primary:
            return Cause.MISSED_PRIMARY
        if external:
            return Cause.MISSED_EXTERNAL
        return Cause.MISSED_DIAGNOSES if lost.category is Category.SD else Cause.MISSED_DETAIL
    return _BY_VERDICT[lost.verdict]


def losses(marked: Marked, reference: Reference) -> list[Lost]:
    """Every line that cost a mark or, though it cost none, was not required.

    Args:
        reference: the one it was marked against.
    """
    code_set = reference.code_sets[marked.code_set]
    lists = {"diagnoses": code_set.diagnoses, "procedures": code_set.procedures}
    found = [
        Lost(line.category, line.verdict, lists[line.list_name][line.number].key)
        for line in marked.side("reference")
        if line.verdict not in (Verdict.CORRECT, Verdict.OPTIONAL)
    ]
    extras = [line for line in marked.side("answer") if line.verdict is Verdict.NOT_REQUIRED]
    costs = marked.denominator is Denominator.WITH_EXTRAS
    return found + [Lost(line.category, line.verdict, "", costs) for line in extras]


def causes(lost: Iterable[Lost]) -> list[tuple[Cause, int]]:
    """The causes with how many marks each cost, the most costly first."""
    counted = Counter[Cause]()
    for one in lost:
        counted[cause_of(one)] += int(one.costs)
    order = list(Cause)
    return sorted(counted.items(), key=lambda one: (-one[1], order.index(one[0])))


def mostly(lost: Iterable[Lost]) -> str:
    """Where most was lost, in a sentence; "" where nothing was lost."""
    found = [(cause, times) for cause, times in causes(lost) if times]
    if not found:
        return ""
    top = [cause.value for cause, times in found if times == found[0][1]]
    if len(found) == 1:
        return f"What is missing was lost at {top[0]}."
    if len(top) > 2:
        return "No single cause stands out."
    return f"{'It' if len(top) == len(found) else 'Most'} was lost at {' and at '.join(top)}."


def advice(lost: Iterable[Lost], *, query_missed: bool = False) -> list[str]:
    """Up to three sentences, the most costly first; a query that was needed and not raised before all."""
    found = [cause for cause, _ in causes(lost)]
    if query_missed:
        found.insert(0, Cause.QUERY)
    return [cause.advice for cause in found[:MOST_SENTENCES]]
