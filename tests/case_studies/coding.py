"""References and answers for tests, in few words, and the shipped cases with their lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from app.case_studies.actions.checking import codes_of
from app.case_studies.content.reading import read_cases
from app.case_studies.content.written import WrittenCase, WrittenCodeSet
from app.case_studies.queries.codes import Lists, answer_of, reference_of
from app.case_studies.rules.marking import Marked, mark
from app.case_studies.rules.reference import Answer, Reference
from app.classifications.queries.catalogue import practice_catalogue
from app.classifications.rules.codes import System
from config import ROOT

Said = str | dict[str, object]
JUST = {"why": "Because.", "standards": ("DGCS.1",), "evidence": ({"document": "note", "words": "x"},)}


@cache
def lists() -> Lists:
    """The practice lists."""
    return Lists(practice_catalogue(System.ICD10), practice_catalogue(System.OPCS4))


def coding(
    diagnoses: Sequence[str | dict[str, object]], *groups: Sequence[str | dict[str, object]]
) -> WrittenCodeSet:
    """A code set; a line is its code, or the fields of one that says more than its code."""
    lines = [JUST | ({"code": one} if isinstance(one, str) else one) for one in diagnoses]
    procedures = [
        {"lines": tuple(JUST | ({"code": one} if isinstance(one, str) else one) for one in group)}
        for group in groups
    ]
    return WrittenCodeSet.model_validate({"diagnoses": tuple(lines), "procedures": tuple(procedures)})


def reference(*code_sets: WrittenCodeSet) -> Reference:
    """As marking compares it."""
    return reference_of(code_sets, lists())


def answer(diagnoses: Sequence[str], procedures: Sequence[str] = ()) -> Answer:
    """What somebody typed."""
    return answer_of(diagnoses, procedures, "", lists())


def marked(
    code_set: WrittenCodeSet | Sequence[WrittenCodeSet],
    diagnoses: Sequence[str],
    procedures: Sequence[str] = (),
) -> Marked:
    """An answer marked against one code set, or the best of several."""
    code_sets = [code_set] if isinstance(code_set, WrittenCodeSet) else code_set
    return mark(reference_of(code_sets, lists()), answer(diagnoses, procedures))


def verdicts(found: Marked, list_name: str = "diagnoses", side: str = "answer") -> list[str]:
    """The verdicts of one list in its order."""
    return [line.verdict.value for line in found.side(side) if line.list_name == list_name]


def accuracies(found: Marked) -> dict[str, tuple[int, int]]:
    """Correct and of, for each of the four."""
    return {category.value: (score.correct, score.of) for category, score in found.scores().items()}


@cache
def shipped() -> tuple[WrittenCase, ...]:
    """Every case of the project."""
    return tuple(one.case for one in read_cases(ROOT / "case_studies", None)[0])


def perfect(code_set: WrittenCodeSet) -> tuple[list[str], list[str]]:
    """The reference as somebody would enter it, without what is optional."""
    required = code_set.model_copy(
        update={
            "diagnoses": tuple(line for line in code_set.diagnoses if line.status == "required"),
            "procedures": tuple(
                group.model_copy(update={"lines": left})
                for group in code_set.procedures
                if (left := tuple(line for line in group.lines if line.status == "required"))
            ),
        }
    )
    return codes_of(required)
