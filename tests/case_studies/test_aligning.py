"""Which entered line stands for which line of the reference: the best matching there is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as some

from app.case_studies.rules.aligning import Agreement, align, heaviest
from app.case_studies.rules.reference import Line
from tests.case_studies.coding import answer, coding, reference

Written = str | dict[str, object]


def matched(diagnoses: Sequence[Written], entered: Sequence[str]) -> dict[int, int]:
    """Which entered diagnosis, by number from 0, stands for which of the reference."""
    lines = reference(coding(diagnoses)).code_sets[0].diagnoses
    return {row: column for row, (column, _) in align(lines, answer(entered).diagnoses).items()}


def agreed(code: Written, entered: str) -> Agreement:
    """How far a code entered agrees with the only line of a reference."""
    found = align(lines_of([code]), answer([entered]).diagnoses)
    return found[0][1] if found else Agreement.NONE


def lines_of(diagnoses: Sequence[Written]) -> tuple[Line, ...]:
    return reference(coding(diagnoses)).code_sets[0].diagnoses


@settings(max_examples=300)
@given(
    some.integers(1, 5).flatmap(
        lambda columns: some.lists(
            some.lists(some.integers(0, 9), min_size=columns, max_size=columns), max_size=5
        )
    )
)
def test_no_assignment_weighs_more_than_the_one_found(weights: list[list[int]]) -> None:
    """Against every assignment there is."""
    found = sum(weights[row][column] for row, column in heaviest(weights))
    turned = [list(column) for column in zip(*weights, strict=True)]
    short, long = (weights, turned) if len(weights) <= len(turned) else (turned, weights)
    best = max(
        sum(short[row][column] for row, column in enumerate(chosen))
        for chosen in permutations(range(len(long)), len(short))
    )
    assert found == best


@given(some.lists(some.lists(some.integers(0, 10**25), min_size=4, max_size=4), max_size=6))
def test_no_row_and_no_column_is_given_twice(weights: list[list[int]]) -> None:
    rows, columns = zip(*heaviest(weights), strict=True) if weights else ((), ())
    assert len(set(rows)) == len(rows) == len(set(columns)) == min(len(weights), 4)


def test_nothing_can_be_matched_with_nothing() -> None:
    assert (matched(["I10.X"], []), heaviest([])) == ({}, [])


def test_codes_agree_as_far_as_their_characters_do() -> None:
    found = [agreed("S72.00", one) for one in ("S72.00", "S72.01", "S72.10", "S71.0", "S82.00")]
    assert found == [
        Agreement.EXACT,
        Agreement.SUBCATEGORY,
        Agreement.CATEGORY,
        Agreement.BLOCK,
        Agreement.NONE,
    ]


def test_a_letter_for_a_digit_is_still_the_code_that_was_meant() -> None:
    assert agreed("I10.X", "I1O.X") is Agreement.EXACT


def test_another_code_of_an_optional_line_is_no_match() -> None:
    entered = answer(["I10.X", "E11.8"]).diagnoses
    assert set(align(lines_of(["I10.X", {"code": "E11.9", "status": "optional"}]), entered)) == {0}


def test_an_exact_match_is_never_given_up_for_any_number_of_near_ones() -> None:
    """N39.0 could stand near N39.9 or be itself; taking it near would let one more line find a near match."""
    near = ["N30.0", "N30.1", "N30.2", "N30.3"]
    assert matched(["N39.0", *near], [*["N34.0", "N34.1", "N35.0", "N36.0"], "N39.0"])[0] == 4


def test_many_fifth_characters_never_outweigh_one_exact_match() -> None:
    right = [f"S72.{fourth}0" for fourth in range(3)]
    assert matched(["I10.X", *right], [*(f"S72.{fourth}1" for fourth in range(3)), "S72.10"])[2] == 3


def test_the_primaries_belong_together_if_both_are_of_one_block() -> None:
    assert matched(["K35.8", "I10.X"], ["K37.X", "I10.X", "K35.3"])[0] == 0


def test_the_first_line_stands_where_it_is_exact_even_if_the_primary_is_near() -> None:
    """K35.3 is put first, and is a secondary of the reference: the primary is K35.8, entered second."""
    assert matched(["K35.8", "K35.3"], ["K35.3", "K35.8"]) == {0: 1, 1: 0}


def test_the_primary_of_the_reference_is_not_held_to_the_first_line_if_it_is_exact_elsewhere() -> None:
    assert matched(["K35.8", "I10.X"], ["K37.X", "K35.8"])[0] == 1


def test_of_two_equal_codes_the_first_entered_is_taken() -> None:
    assert matched(["I10.X"], ["I10.X", "I10.X"]) == {0: 0}


def test_of_two_equal_codes_the_one_behind_what_it_has_to_follow_is_taken() -> None:
    diagnoses: list[Written] = ["A41.5", "N39.0", {"code": "B96.2", "after": ("N39.0",)}]
    assert matched(diagnoses, ["A41.5", "B96.2", "N39.0", "B96.2"])[2] == 3


def test_a_code_that_the_reference_has_twice_is_matched_twice() -> None:
    assert sorted(matched(["S52.50", "S52.50"], ["S52.50", "S52.50"]).values()) == [0, 1]


def test_an_optional_line_takes_a_code_only_where_no_required_one_needs_it() -> None:
    choice: list[Written] = [
        "I10.X",
        {"code": "J18.9", "any_of": ("J18.1",), "status": "optional"},
        "J18.1",
    ]
    assert matched(choice, ["I10.X", "J18.1"]) == {0: 0, 2: 1}


def test_both_an_optional_and_a_required_line_are_matched_where_both_can_be() -> None:
    choice: list[Written] = [
        "I10.X",
        {"code": "J18.9", "any_of": ("J18.1",), "status": "optional"},
        "J18.1",
    ]
    assert matched(choice, ["I10.X", "J18.1", "J18.9"]) == {0: 0, 1: 2, 2: 1}


def test_a_hundred_equal_lines_are_matched_with_a_hundred() -> None:
    assert len(matched(["I10.X", *["S52.50"] * 39], ["S52.50"] * 100)) == 39


def test_a_hundred_procedures_entered_backwards_are_matched_in_good_time() -> None:
    """Every line of them is out of place, and each site stands there twenty times."""
    group = ["H20.1", "Z28.2", "Z28.4", "Y20.9", "Z94.2"]
    lines = reference(coding(["I10.X"], *[group] * 20)).code_sets[0].procedures
    assert len(align(lines, answer([], (group * 20)[::-1]).procedures)) == 100
