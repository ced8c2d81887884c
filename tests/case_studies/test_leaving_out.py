"""What leaving out a correct code can raise: the examples of docs/decisions/0010, each with its figures."""

from __future__ import annotations

from app.case_studies.content.written import WrittenCodeSet
from tests.case_studies.coding import accuracies, coding, marked, verdicts

APPENDIX = coding(["K35.8", "I10.X"])
LEAK = coding(["T81.2", {"code": "Y60.0", "after": ("T81.2",)}, "J20.9"])
LONG, SHORT = coding(["K35.8", "I10.X", "E11.9", "E03.9"]), coding(["K35.8"])


def mark_of(code_set: WrittenCodeSet | list[WrittenCodeSet], *diagnoses: str) -> tuple[int, int]:
    overall = marked(code_set, diagnoses).overall
    return overall.correct, overall.of


def test_without_a_secondary_that_stood_first_the_primary_is_first() -> None:
    """The accuracy of the primary diagnosis rises; the mark as a whole does not."""
    before, after = marked(APPENDIX, ["I10.X", "K35.8"]), marked(APPENDIX, ["K35.8"])
    assert (accuracies(before)["PD"], accuracies(after)["PD"]) == ((0, 1), (1, 1))
    assert (accuracies(before)["SD"], accuracies(after)["SD"]) == ((1, 1), (0, 1))
    assert mark_of(APPENDIX, "I10.X", "K35.8") == mark_of(APPENDIX, "K35.8") == (1, 2)


def test_without_the_first_of_two_equal_codes_the_second_is_right() -> None:
    twice = marked(APPENDIX, ["K35.8", "I10.X", "I10.X"])
    assert verdicts(twice) == ["correct", "correct", "not_required"]
    assert mark_of(APPENDIX, "K35.8", "I10.X", "I10.X") == (2, 3)
    assert mark_of(APPENDIX, "K35.8", "I10.X") == (2, 2)


def test_without_what_parted_two_lines_one_is_in_place_and_an_extra_finds_a_line_to_stand_for() -> None:
    parted = marked(LEAK, ["T81.2", "J20.9", "Y60.0", "J22.X"])
    assert verdicts(parted) == ["correct", "correct", "wrong_position", "not_required"]
    left = marked(LEAK, ["T81.2", "Y60.0", "J22.X"])
    assert verdicts(left) == ["correct", "correct", "wrong_category"]
    assert mark_of(LEAK, "T81.2", "J20.9", "Y60.0", "J22.X") == (2, 4)
    assert mark_of(LEAK, "T81.2", "Y60.0", "J22.X") == (2, 3)


def test_without_a_code_that_only_one_alternate_has_another_may_be_the_best() -> None:
    before, after = marked([LONG, SHORT], ["K35.8", "I10.X"]), marked([LONG, SHORT], ["K35.8"])
    assert (before.code_set, after.code_set) == (0, 1)
    assert mark_of([LONG, SHORT], "K35.8", "I10.X") == (2, 4)
    assert mark_of([LONG, SHORT], "K35.8") == (1, 1)


def test_a_superfluous_first_line_does_not_free_the_primary_procedure_of_its_reference() -> None:
    """An extra counts among the secondaries whatever its place, and the true primary is misplaced once."""
    found = marked(coding(["D12.5"], ["W46.1", "Z94.3"]), ["D12.5"], ["A65.1", "W46.1", "Z94.3"])
    assert verdicts(found, "procedures") == ["not_required", "wrong_position", "correct"]
    assert (accuracies(found)["PP"], accuracies(found)["SP"]) == ((0, 1), (1, 2))
