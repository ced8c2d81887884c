"""How long it takes to mark ten thousand answers to the shipped cases again, in two processes.

The answers are what is stored of a case: the texts as typed, here the references with the mistakes that
people make. Each is read with the lists, marked against every code set of its case, and its scores added up.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from app.case_studies.queries.codes import answer_of, reference_of
from app.case_studies.rules.marking import Score, mark
from tests.case_studies.coding import lists, perfect, shipped

ANSWERS, PROCESSES, MOST_SECONDS = 10_000, 2, 60
EXTRAS = {"diagnoses": ("J45.9", "H26.9", "Z86.4", "R10.4"), "procedures": ("Y97.1", "Z94.2", "F34.4")}


@dataclass(frozen=True)
class Stored:
    """What was kept of an answer. case: its number among the shipped ones; untouched: nothing was changed."""

    case: int
    diagnoses: tuple[str, ...]
    procedures: tuple[str, ...]
    untouched: bool


@dataclass(frozen=True)
class Outcome:
    """answers, lines: how many were marked; right: whether each untouched one got full marks."""

    answers: int
    lines: int
    right: bool
    overall: Score


def measure(answers: int = ANSWERS) -> bool:
    """Measure and print; whether every untouched answer got full marks, and all of it was quick enough."""
    stored = invented(answers)
    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        outcomes = pool.map(mark_all, [stored[number::PROCESSES] for number in range(PROCESSES)], 1)
    seconds = time.perf_counter() - began
    good = all(one.right for one in outcomes) and seconds < MOST_SECONDS
    print(
        in_words(outcomes, seconds) + ("" if good else "\nFAILED: not quick enough, or marked wrongly") + "\n"
    )
    return good


def in_words(outcomes: Sequence[Outcome], seconds: float) -> str:
    """The figures of a run."""
    answers, lines = (sum(getattr(one, name) for one in outcomes) for name in ("answers", "lines"))
    overall = sum((one.overall for one in outcomes), Score(0, 0, 0))
    return (
        "Marking again, without database and pages\n"
        f"{answers} answers of {lines} lines to {len(shipped())} cases marked in {seconds:.1f} s by "
        f"{len(outcomes)} processes, starting them and reading the lists included: "
        f"{answers / seconds:.0f} a second; {overall.correct / max(overall.of, 1):.0%} of the codes correct"
    )


def invented(number: int) -> list[Stored]:
    """That many answers, the same each time."""
    chance = random.Random(40)
    found = []
    for one in range(number):
        case = one % len(shipped())
        code_set = chance.choice(shipped()[case].code_sets)
        diagnoses, procedures = perfect(code_set)
        mistakes = chance.choice((0, 1, 1, 2, 2, 3, 5))
        for _ in range(mistakes):
            name = chance.choice(("diagnoses", "diagnoses", "procedures"))
            _mistake(diagnoses if name == "diagnoses" else procedures, EXTRAS[name], chance)
        found.append(Stored(case, tuple(diagnoses), tuple(procedures), not mistakes))
    return found


def _mistake(codes: list[str], extras: Sequence[str], chance: random.Random) -> None:
    """One of those that people make: left out, added, moved, a character wrong or missing, twice, untidy."""
    place = chance.randrange(len(codes)) if codes else 0
    kind = chance.randrange(7) if codes else 1
    if kind == 0:
        del codes[place]
    elif kind == 1:
        codes.insert(chance.randint(0, len(codes)), chance.choice(extras))
    elif kind == 2:
        codes.insert(chance.randint(0, len(codes) - 1), codes.pop(place))
    elif kind == 3:
        codes[place] = codes[place][:-1] + chance.choice("0123456789")
    elif kind == 4:
        codes[place] = codes[place][:-1]
    elif kind == 5:
        codes.append(codes[place])
    else:
        codes[place] = f" {codes[place].lower().replace('.', '')} "


def mark_all(stored: Sequence[Stored]) -> Outcome:
    """Mark every one, as `results` would do it again."""
    references = [reference_of(case.code_sets, lists()) for case in shipped()]
    lines, right, overall = 0, True, Score(0, 0, 0)
    for one in stored:
        marked = mark(references[one.case], answer_of(one.diagnoses, one.procedures, "", lists()))
        lines += len(one.diagnoses) + len(one.procedures)
        overall += marked.overall
        right = right and (not one.untouched or marked.overall.correct == marked.overall.of)
    return Outcome(len(stored), lines, right, overall)
