"""Where marks were lost, and what is said about it."""

from __future__ import annotations

import pytest

from app.case_studies.rules.advising import Cause, Lost, advice, cause_of, causes, losses, mostly
from app.case_studies.rules.marking import Denominator, Verdict, mark
from app.case_studies.rules.reference import Category
from tests.case_studies.coding import answer, coding, marked, reference

FOURTH = Lost(Category.SD, Verdict.WRONG_4TH, "E119")
MISSED = Lost(Category.SD, Verdict.OMITTED, "I10X")
EXTRA = Lost(Category.SD, Verdict.NOT_REQUIRED, "")
PAIR = Lost(Category.SD, Verdict.PAIR, "G590")
RIGHT = (Verdict.CORRECT, Verdict.OPTIONAL)


@pytest.mark.parametrize(
    ("lost", "cause"),
    [
        (FOURTH, Cause.FOURTH),
        (Lost(Category.SD, Verdict.WRONG_5TH, "S7200"), Cause.FIFTH),
        (Lost(Category.PD, Verdict.WRONG_CATEGORY, "K359"), Cause.CATEGORY),
        (Lost(Category.PD, Verdict.WRONG_POSITION, "S7200"), Cause.PRIMARY),
        (Lost(Category.PP, Verdict.WRONG_POSITION, "W371"), Cause.PRIMARY),
        (Lost(Category.EX, Verdict.WRONG_POSITION, "W190"), Cause.EXTERNAL_PLACE),
        (Lost(Category.SD, Verdict.WRONG_POSITION, "B956"), Cause.ORDER),
        (Lost(Category.SP, Verdict.WRONG_POSITION, "Z943"), Cause.ORDER),
        (Lost(Category.PD, Verdict.OMITTED, "S7200"), Cause.MISSED_PRIMARY),
        (Lost(Category.EX, Verdict.OMITTED, "W190"), Cause.MISSED_EXTERNAL),
        (MISSED, Cause.MISSED_DIAGNOSES),
        (Lost(Category.SP, Verdict.OMITTED, "Y532"), Cause.MISSED_DETAIL),
        (Lost(Category.SP, Verdict.OMITTED, "Z943"), Cause.SIDE),
        (Lost(Category.SP, Verdict.WRONG_4TH, "Z943"), Cause.SIDE),
        (EXTRA, Cause.NOT_REQUIRED),
        (PAIR, Cause.PAIR),
        (Lost(Category.SD, Verdict.FORMAT, "I10X"), Cause.WRITING),
    ],
)
def test_each_loss_has_its_cause(lost: Lost, cause: Cause) -> None:
    assert cause_of(lost) is cause


@pytest.mark.parametrize("verdict", [one for one in Verdict if one not in RIGHT])
@pytest.mark.parametrize("category", Category)
def test_every_verdict_that_costs_has_a_cause_and_advice(verdict: Verdict, category: Category) -> None:
    assert advice([Lost(category, verdict, "Z943")]) != []


def test_the_most_costly_comes_first() -> None:
    assert causes([MISSED, FOURTH, FOURTH]) == [(Cause.FOURTH, 2), (Cause.MISSED_DIAGNOSES, 1)]


def test_three_sentences_at_most() -> None:
    assert advice([FOURTH, MISSED, EXTRA, PAIR]) == [
        Cause.FOURTH.advice,
        Cause.MISSED_DIAGNOSES.advice,
        Cause.PAIR.advice,
    ]


def test_a_query_that_was_missed_comes_before_all() -> None:
    assert advice([FOURTH], query_missed=True) == [Cause.QUERY.advice, Cause.FOURTH.advice]


def test_with_nothing_lost_nothing_is_advised() -> None:
    assert (advice([]), mostly([])) == ([], "")


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        ([FOURTH], "What is missing was lost at the fourth character."),
        ([FOURTH, FOURTH, MISSED], "Most was lost at the fourth character."),
        (
            [FOURTH, MISSED],
            "It was lost at the fourth character and at secondary diagnoses that were left out.",
        ),
        (
            [FOURTH, FOURTH, EXTRA, EXTRA, PAIR],
            "Most was lost at the fourth character and at codes that are not required.",
        ),
        ([FOURTH, MISSED, EXTRA], "No single cause stands out."),
    ],
)
def test_where_most_was_lost_is_said_in_a_sentence(lost: list[Lost], words: str) -> None:
    assert mostly(lost) == words


def test_a_perfect_answer_lost_nothing() -> None:
    case = coding(["S72.00", {"code": "W19.9", "after": ("S72.00",)}])
    assert losses(marked(case, ["S72.00", "W19.9"]), reference(case)) == []


def test_losses_are_read_from_the_verdicts() -> None:
    case = coding(["E11.9", "I10.X"])
    assert losses(marked(case, ["E11.2", "J45.9"]), reference(case)) == [
        Lost(Category.PD, Verdict.WRONG_4TH, "E119"),
        MISSED,
        EXTRA,
    ]


def test_what_costs_nothing_is_not_where_most_was_lost() -> None:
    case = reference(coding(["E11.9"]))
    found = mark(case, answer(["E11.2", "J45.9", "J44.9"]), Denominator.REFERENCE)
    lost = losses(found, case)
    assert mostly(lost) == "What is missing was lost at the fourth character."
    assert advice(lost) == [Cause.FOURTH.advice, Cause.NOT_REQUIRED.advice]
