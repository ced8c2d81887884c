"""One verdict for every line of both lists, and the accuracies they add up to. Whole numbers only.

Source: docs/marking.md, which sums up how an NHS coding audit compares codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.case_studies.rules.aligning import Agreement, align
from app.case_studies.rules.ordering import displaced
from app.case_studies.rules.reference import (
    COUNTED,
    Answer,
    Category,
    CodeSet,
    Entered,
    Line,
    Reference,
    Tie,
)


class Verdict(StrEnum):
    """What is said of a line."""

    CORRECT = "correct"
    OPTIONAL = "optional"
    OMITTED = "omitted"
    NOT_REQUIRED = "not_required"
    WRONG_CATEGORY = "wrong_category"
    WRONG_4TH = "wrong_4th"
    WRONG_5TH = "wrong_5th"
    WRONG_POSITION = "wrong_position"
    PAIR = "pair"
    FORMAT = "format"

    @property
    def is_minor(self) -> bool:
        """Whether the category is right: only a final character, the pair or the writing is not."""
        return self in _MINOR


_MINOR = {Verdict.WRONG_4TH, Verdict.WRONG_5TH, Verdict.PAIR, Verdict.FORMAT}
_BY_AGREEMENT = {
    Agreement.BLOCK: Verdict.WRONG_CATEGORY,
    Agreement.CATEGORY: Verdict.WRONG_4TH,
    Agreement.SUBCATEGORY: Verdict.WRONG_5TH,
}


class Denominator(StrEnum):
    """What the correct codes are divided by."""

    WITH_EXTRAS = "reference and not required"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line with its verdict. list_name: "diagnoses" or "procedures"; number, match: from 0 in its own
    list and in the other one's; match is None where nothing stands against it.
    """

    side: str  # "answer" or "reference"
    list_name: str
    number: int
    category: Category
    verdict: Verdict
    match: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """Codes that are correct, of those that count. level: correct when minor errors are forgiven."""

    correct: int
    of: int
    level: int

    def __add__(self, other: Score) -> Score:
        return Score(self.correct + other.correct, self.of + other.of, self.level + other.level)


NOTHING = Score(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer marked against one code set. code_set: which, from 0."""

    code_set: int
    lines: tuple[MarkedLine, ...]
    denominator: Denominator

    def scores(self) -> dict[Category, Score]:
        """The four accuracies, external causes among the secondary diagnoses; `of` 0: not applicable."""
        found = dict.fromkeys(COUNTED, NOTHING)
        for line in self.lines:
            found[line.category.counted_in] += _worth(line, self.denominator)
        return found

    @property
    def overall(self) -> Score:
        """All of them together."""
        return sum(self.scores().values(), NOTHING)

    def side(self, name: str) -> tuple[MarkedLine, ...]:
        """The lines of the "answer" or of the "reference", in their order."""
        return tuple(line for line in self.lines if line.side == name)


def _worth(line: MarkedLine, denominator: Denominator) -> Score:
    """What a line adds. The reference side counts what was to be had, the answer side only its extras."""
    if line.verdict is Verdict.OPTIONAL:
        return NOTHING
    if line.side == "reference":
        right = line.verdict is Verdict.CORRECT
        return Score(int(right), 1, int(right or line.verdict.is_minor))
    extra = line.verdict is Verdict.NOT_REQUIRED and denominator is Denominator.WITH_EXTRAS
    return Score(0, int(extra), 0)


def mark(reference: Reference, answer: Answer, denominator: Denominator = Denominator.WITH_EXTRAS) -> Marked:
    """Mark against every code set of the reference and keep the best for the apprentice.

    The best has the greatest share of correct codes, then of right categories; of equals the first.
    """
    tries = [
        _against(code_set, answer, number, denominator) for number, code_set in enumerate(reference.code_sets)
    ]
    best = tries[0]
    for one in tries[1:]:
        if _share(one) > _share(best):
            best = one
    return best


class _Share(tuple[int, int, int]):
    """Shares compared by multiplication, so that no fraction is ever rounded."""

    def __gt__(self, other: tuple[int, ...]) -> bool:
        mine, theirs = self[0] * other[2], other[0] * self[2]
        return mine > theirs or (mine == theirs and self[1] * other[2] > other[1] * self[2])


def _share(marked: Marked) -> _Share:
    overall = marked.overall
    return _Share((overall.correct, overall.level, max(overall.of, 1)))


def _against(code_set: CodeSet, answer: Answer, number: int, denominator: Denominator) -> Marked:
    diagnoses = _list("diagnoses", code_set.diagnoses, answer.diagnoses)
    procedures = _list("procedures", code_set.procedures, answer.procedures)
    both = (*diagnoses, *procedures)
    mine = [line for line in both if line.side == "answer"]
    theirs = [line for line in both if line.side == "reference"]
    return Marked(number, (*mine, *theirs), denominator)


def _list(name: str, lines: Sequence[Line], entered: Sequence[Entered]) -> Iterator[MarkedLine]:
    """The marked lines of one list, first the answer's, then the reference's."""
    pairs = align(lines, entered)
    verdicts = _verdicts(lines, entered, pairs)
    matched = {column: row for row, (column, _) in pairs.items()}
    for column, one in enumerate(entered):
        row = matched.get(column)
        category = _category_of_extra(name, lines, one, column) if row is None else lines[row].category
        verdict = Verdict.NOT_REQUIRED if row is None else verdicts[row]
        yield MarkedLine("answer", name, column, category, verdict, row)
    for row, line in enumerate(lines):
        found = pairs.get(row)
        verdict = verdicts[row] if found else Verdict.OMITTED if line.required else Verdict.OPTIONAL
        yield MarkedLine("reference", name, row, line.category, verdict, found[0] if found else None)


def _category_of_extra(name: str, lines: Sequence[Line], one: Entered, place: int) -> Category:
    """Where something superfluous counts: among the secondaries, whatever its place.

    Only where no procedure was to be coded does the first one entered stand as the primary.
    """
    if name == "diagnoses":
        return Category.EX if one.external else Category.SD
    return Category.PP if not lines and place == 0 else Category.SP


def _verdicts(
    lines: Sequence[Line], entered: Sequence[Entered], pairs: dict[int, tuple[int, Agreement]]
) -> dict[int, Verdict]:
    exact = [row for row, (_, agreement) in pairs.items() if agreement is Agreement.EXACT]
    in_place = sorted((row for row in exact if lines[row].required), key=lambda row: pairs[row][0])
    wrong_place = displaced(lines, in_place)
    found: dict[int, Verdict] = {}
    for row, (column, agreement) in pairs.items():
        if agreement is not Agreement.EXACT:
            found[row] = _BY_AGREEMENT[agreement]
        elif not lines[row].required:
            found[row] = Verdict.OPTIONAL
        elif entered[column].key is None:
            found[row] = Verdict.FORMAT
        elif lines[row].category.is_primary and column != 0:
            found[row] = Verdict.WRONG_POSITION
        elif row in wrong_place:
            tied = lines[row].tie in (Tie.PAIR, Tie.PAIR_AFTER)
            found[row] = Verdict.PAIR if tied else Verdict.WRONG_POSITION
        else:
            found[row] = Verdict.CORRECT
    return found
