"""What must hold of any answer to any reference: played with thousands of invented ones."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as some

from app.case_studies.content.written import WrittenCodeSet
from app.case_studies.rules.marking import Marked, Verdict
from tests.case_studies.coding import coding, marked, perfect

# several of one category and of one block, so that near matches compete
DIAGNOSES = [
    "S72.00",
    "S72.10",
    "S71.0",
    "N39.0",
    "N39.9",
    "N30.0",
    "E11.9",
    "E11.5",
    "E10.9",
    "I10.X",
    "A41.5",
]
PAIR = ["M32.1", "N08.5"]
CAUSES = ["W01.0", "W10.9", "B96.2", "B95.6", "R65.1"]
ENTERED = [*DIAGNOSES, *PAIR, *CAUSES, "S72.0", "I10", "I1O.X", "J45.9", "H26.9", "K40.9", "nonsense"]
PROCEDURES = ["W46.1", "W37.1", "W19.1", "H20.1", "H20.5", "A65.1"]
SITES = ["Z94.2", "Z94.3", "Z28.2", "Z28.4", "Y20.9", "Z84.6"]
OPERATIONS = [*PROCEDURES, *SITES, "F34.1"]


@some.composite
def references(draw: some.DrawFn) -> WrittenCodeSet:
    """A primary, then comorbidities, some optional, some with a line tied to them; a pair; groups."""
    codes = draw(some.lists(some.sampled_from(DIAGNOSES), min_size=1, max_size=6, unique=True))
    causes = draw(some.permutations(CAUSES))
    lines: list[str | dict[str, object]] = []
    for number, code in enumerate(codes):
        status = "optional" if number and draw(some.integers(0, 4)) == 0 else "required"
        lines.append({"code": code, "status": status})
        if number < len(causes) and status == "required" and draw(some.booleans()):
            lines.append({"code": causes[number], "after": (code,)})
    if draw(some.booleans()):
        lines += draw(some.permutations(["M32.1", {"code": "N08.5", "pair": "M32.1"}]))
    groups = draw(some.lists(some.sampled_from(PROCEDURES), max_size=3, unique=True))
    sites = [draw(some.lists(some.sampled_from(SITES), max_size=3, unique=True)) for _ in groups]
    return coding(lines, *([group, *more] for group, more in zip(groups, sites, strict=True)))


@some.composite
def nearly_right(draw: some.DrawFn, code_set: WrittenCodeSet) -> tuple[list[str], list[str]]:
    """The reference with lines left out and wrong ones put in, none of them twice."""
    lists = []
    for right, others in zip(perfect(code_set), (ENTERED, OPERATIONS), strict=True):
        left = [code for code in right if draw(some.integers(0, 3))]
        for wrong in draw(some.lists(some.sampled_from(others), max_size=3, unique=True)):
            if wrong not in right and not _reads_as_one_of(wrong, right):
                left.insert(draw(some.integers(0, len(left))), wrong)
        lists.append(left)
    return lists[0], lists[1]


answers = some.lists(some.sampled_from(ENTERED), max_size=9)
operations = some.lists(some.sampled_from(OPERATIONS), max_size=6)
places = some.integers(0, 10)


def share_is_no_greater(less: Marked, more: Marked) -> bool:
    """Whether the overall mark of the first is at most that of the second."""
    return less.overall.correct * more.overall.of <= more.overall.correct * less.overall.of


def none_is_greater(less: Marked, more: Marked) -> bool:
    """Whether no accuracy of the first is above that of the second."""
    pairs = zip(less.scores().values(), more.scores().values(), strict=True)
    return all(a.correct * max(b.of, 1) <= b.correct * max(a.of, 1) for a, b in pairs)


def displaced(found: Marked) -> bool:
    """Whether something stands in the wrong place."""
    return any(line.verdict in (Verdict.WRONG_POSITION, Verdict.PAIR) for line in found.lines)


@given(references())
def test_the_reference_against_itself_is_full_marks(code_set: WrittenCodeSet) -> None:
    overall = marked(code_set, *perfect(code_set)).overall
    assert overall.correct == overall.of == sum(len(lines) for lines in perfect(code_set))


@given(references(), some.randoms(use_true_random=False))
def test_free_order_is_free(code_set: WrittenCodeSet, chance: object) -> None:
    """Whatever is tied moves with what it is tied to; the primary and its own stay in front."""
    families: list[list[str]] = []
    for line in code_set.diagnoses:
        if line.status == "required":
            bound = line.after or (line.code in PAIR and families[-1][0] in PAIR)
            families[-1].append(line.code) if bound else families.append([line.code])
    rest = families[1:]
    chance.shuffle(rest)  # type: ignore[attr-defined]
    entered = [code for family in [families[0], *rest] for code in family]
    found = marked(code_set, entered, perfect(code_set)[1])
    assert found.overall.correct == found.overall.of


@given(references(), answers, operations)
def test_every_line_of_both_lists_has_exactly_one_verdict_and_matches_share_theirs(
    code_set: WrittenCodeSet, diagnoses: list[str], procedures: list[str]
) -> None:
    found = marked(code_set, diagnoses, procedures)
    for name, entered in (("diagnoses", diagnoses), ("procedures", procedures)):
        mine = [line for line in found.side("answer") if line.list_name == name]
        theirs = [line for line in found.side("reference") if line.list_name == name]
        assert [line.number for line in mine] == list(range(len(entered)))
        assert [line.number for line in theirs] == list(range(len(theirs)))
        for line in mine:
            if line.match is not None:
                other = theirs[line.match]
                assert (other.match, other.verdict, other.category) == (
                    line.number,
                    line.verdict,
                    line.category,
                )
        assert all((line.match is None) == (line.verdict is Verdict.NOT_REQUIRED) for line in mine)


@given(references(), answers, operations)
def test_marking_twice_gives_the_same(
    code_set: WrittenCodeSet, diagnoses: list[str], procedures: list[str]
) -> None:
    assert marked(code_set, diagnoses, procedures) == marked(code_set, diagnoses, procedures)


@settings(max_examples=400)
@given(references(), answers, operations, some.sampled_from(ENTERED + OPERATIONS), places)
def test_adding_a_wrong_code_never_raises_anything(
    code_set: WrittenCodeSet, diagnoses: list[str], procedures: list[str], added: str, place: int
) -> None:
    into_procedures = added in OPERATIONS
    takes = _taken(code_set, into_procedures)
    assume(added not in takes and not _reads_as_one_of(added, takes))
    before = marked(code_set, diagnoses, procedures)
    if into_procedures:
        procedures = [*procedures[:place], added, *procedures[place:]]
    else:
        diagnoses = [*diagnoses[:place], added, *diagnoses[place:]]
    after = marked(code_set, diagnoses, procedures)
    assert share_is_no_greater(after, before)
    assert none_is_greater(after, before)


@settings(max_examples=400)
@given(some.data(), references(), places)
def test_removing_a_correct_code_never_raises_the_mark(
    data: some.DataObject, code_set: WrittenCodeSet, place: int
) -> None:
    """Nor the accuracy of its own kind, as long as nothing stands in the wrong place and no code is entered
    twice; docs/decisions/0010 says why it cannot hold beyond that.
    """
    diagnoses, procedures = data.draw(nearly_right(code_set))
    before = marked(code_set, diagnoses, procedures)
    correct = [line for line in before.side("answer") if line.verdict is Verdict.CORRECT]
    assume(correct and not displaced(before))
    line = correct[place % len(correct)]
    left = {"diagnoses": list(diagnoses), "procedures": list(procedures)}
    left[line.list_name].pop(line.number)
    after = marked(code_set, left["diagnoses"], left["procedures"])
    assert share_is_no_greater(after, before)
    own = line.category.counted_in
    mine, theirs = after.scores()[own], before.scores()[own]
    assert mine.correct * theirs.of <= theirs.correct * mine.of


@given(references(), references(), answers, operations)
def test_the_chosen_alternate_is_the_best(
    one: WrittenCodeSet, other: WrittenCodeSet, diagnoses: list[str], procedures: list[str]
) -> None:
    chosen = marked([one, other], diagnoses, procedures)
    for alone in (marked(one, diagnoses, procedures), marked(other, diagnoses, procedures)):
        assert share_is_no_greater(alone, chosen)


@settings(max_examples=300)
@given(references(), references(), answers, operations, some.sampled_from(ENTERED + OPERATIONS), places)
def test_adding_a_code_wrong_in_every_alternate_never_raises_the_best_mark(
    one: WrittenCodeSet,
    other: WrittenCodeSet,
    diagnoses: list[str],
    procedures: list[str],
    added: str,
    place: int,
) -> None:
    """Its accuracies may change with the code set that is then the best."""
    lists = {False: diagnoses, True: procedures}
    into = added in OPERATIONS
    takes = _taken(one, into) | _taken(other, into)
    assume(added not in takes and not _reads_as_one_of(added, takes))
    before = marked([one, other], diagnoses, procedures)
    lists[into] = [*lists[into][:place], added, *lists[into][place:]]
    assert share_is_no_greater(marked([one, other], lists[False], lists[True]), before)


def _taken(code_set: WrittenCodeSet, procedures: bool) -> set[str]:
    if procedures:
        return {line.code for group in code_set.procedures for line in group.lines}
    return {line.code for line in code_set.diagnoses}


def _reads_as_one_of(added: str, codes: Sequence[str] | set[str]) -> bool:
    return added in ("I10", "I1O.X") and "I10.X" in codes
