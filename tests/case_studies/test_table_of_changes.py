"""What a change to a perfect answer gives: the table of docs/marking.md, row by row."""

from __future__ import annotations

import pytest

from tests.case_studies.coding import accuracies, coding, marked, verdicts

FALL = coding(
    [
        "S72.00",
        {"code": "W01.0", "after": ("S72.00",)},
        "N39.0",
        {"code": "B96.2", "after": ("N39.0",)},
        "E11.9",
        "I10.X",
        {"code": "Z92.1", "status": "optional"},
    ],
    ["W46.1", "Z94.3"],
)
PERFECT = ["S72.00", "W01.0", "N39.0", "B96.2", "E11.9", "I10.X"]
HIP = ["W46.1", "Z94.3"]
LEAK = coding(["T81.2", {"code": "Y60.0", "after": ("T81.2",)}, "E11.9", "I10.X"])
LUPUS = coding(["I10.X", "M32.1", {"code": "N08.5", "pair": "M32.1"}, "E03.9"])
KNEE = coding(["M17.1"], ["W90.3", "Z84.6", "Z94.2"])
CORRECT = ["correct"] * 6


def test_the_reference_entered_as_it_stands_is_full_marks() -> None:
    found = marked(FALL, PERFECT, HIP)
    assert verdicts(found) == CORRECT
    assert accuracies(found) == {"PD": (1, 1), "SD": (5, 5), "PP": (1, 1), "SP": (1, 1)}


def test_first_two_diagnoses_swapped_cost_the_primary_only() -> None:
    found = marked(FALL, ["W01.0", "S72.00", *PERFECT[2:]], HIP)
    assert verdicts(found) == ["correct", "wrong_position", *CORRECT[2:]]
    assert accuracies(found)["PD"] == (0, 1)
    assert accuracies(found)["SD"] == (5, 5)


def test_a_filler_left_out_costs_nothing() -> None:
    assert verdicts(marked(FALL, [*PERFECT[:5], "I10"], HIP)) == CORRECT


@pytest.mark.parametrize("written", ["S72.0", "S72.01"])
def test_a_fifth_character_left_out_or_wrong_costs_that_line(written: str) -> None:
    assert verdicts(marked(FALL, [written, *PERFECT[1:]], HIP)) == ["wrong_5th", *CORRECT[1:]]


def test_a_fourth_character_replaced_costs_that_line() -> None:
    found = marked(FALL, [*PERFECT[:2], "N39.9", *PERFECT[3:]], HIP)
    assert verdicts(found) == ["correct", "correct", "wrong_4th", "correct", "correct", "correct"]


def test_the_wrong_side_costs_that_line() -> None:
    found = marked(FALL, PERFECT, ["W46.1", "Z94.2"])
    assert verdicts(found, "procedures") == ["correct", "wrong_4th"]


def test_another_category_of_the_block_is_one_wrong_line_not_two() -> None:
    found = marked(FALL, ["S71.0", *PERFECT[1:]], HIP)
    assert verdicts(found) == ["wrong_category", *CORRECT[1:]]
    assert accuracies(found)["SD"] == (5, 5)


def test_an_unrelated_code_is_one_omitted_and_one_not_required() -> None:
    found = marked(FALL, [*PERFECT[:5], "H26.9"], HIP)
    assert verdicts(found)[-1] == "not_required"
    assert verdicts(found, side="reference")[5] == "omitted"
    assert accuracies(found)["SD"] == (4, 6)


def test_a_misadventure_moved_two_places_later_is_out_of_place() -> None:
    found = marked(LEAK, ["T81.2", "E11.9", "I10.X", "Y60.0"])
    assert verdicts(found) == ["correct", "correct", "correct", "wrong_position"]


def test_a_side_put_before_its_site_is_out_of_place() -> None:
    found = marked(KNEE, ["M17.1"], ["W90.3", "Z94.2", "Z84.6"])
    assert verdicts(found, "procedures") == ["correct", "wrong_position", "correct"]


def test_an_asterisk_code_parted_from_its_dagger_is_a_broken_pair() -> None:
    found = marked(LUPUS, ["I10.X", "M32.1", "E03.9", "N08.5"])
    assert verdicts(found) == ["correct", "correct", "correct", "pair"]


def test_a_pair_whose_order_is_free_may_stand_either_way() -> None:
    assert verdicts(marked(LUPUS, ["I10.X", "N08.5", "M32.1", "E03.9"])) == ["correct"] * 4


def test_a_comorbidity_repeated_is_one_extra() -> None:
    found = marked(FALL, [*PERFECT, "I10.X"], HIP)
    assert verdicts(found) == [*CORRECT, "not_required"]
    assert accuracies(found)["SD"] == (5, 6)


def test_a_condition_that_is_not_in_the_record_is_one_extra() -> None:
    assert verdicts(marked(FALL, [*PERFECT, "J45.9"], HIP)) == [*CORRECT, "not_required"]


@pytest.mark.parametrize("written", ["I1O.X", "IIO.X", "i1o"])
def test_a_letter_typed_for_a_digit_is_a_matter_of_form(written: str) -> None:
    assert verdicts(marked(FALL, [*PERFECT[:5], written], HIP)) == [*CORRECT[:5], "format"]


def test_an_optional_code_entered_gains_nothing_and_loses_nothing() -> None:
    found = marked(FALL, [*PERFECT, "Z92.1"], HIP)
    assert verdicts(found) == [*CORRECT, "optional"]
    assert accuracies(found)["SD"] == (5, 5)


def test_an_optional_code_left_out_is_called_optional_on_the_other_side() -> None:
    assert verdicts(marked(FALL, PERFECT, HIP), side="reference")[-1] == "optional"


def test_nothing_entered_is_everything_omitted() -> None:
    found = marked(FALL, [], [])
    assert verdicts(found, side="reference") == ["omitted"] * 6 + ["optional"]
    assert (found.overall.correct, found.overall.of) == (0, 8)


def test_no_procedure_entered_costs_the_procedures_only() -> None:
    found = marked(FALL, PERFECT, [])
    assert verdicts(found, "procedures", "reference") == ["omitted", "omitted"]
    assert accuracies(found)["SD"] == (5, 5)


@pytest.mark.parametrize(
    ("diagnoses", "procedures"),
    [(PERFECT * 2, HIP * 2), ([one for one in PERFECT for _ in "ab"], [one for one in HIP for _ in "ab"])],
    ids=["one list behind the other", "every line twice"],
)
def test_everything_entered_twice_makes_every_second_one_an_extra(
    diagnoses: list[str], procedures: list[str]
) -> None:
    found = marked(FALL, diagnoses, procedures)
    assert verdicts(found).count("correct") == verdicts(found).count("not_required") == 6
    assert sorted(verdicts(found, "procedures")) == ["correct", "correct", "not_required", "not_required"]


def test_a_category_in_which_nothing_is_expected_or_entered_does_not_apply() -> None:
    assert accuracies(marked(LEAK, ["T81.2"]))["PP"] == (0, 0)


def test_a_procedure_where_none_was_to_be_coded_counts_against_the_primary_procedure() -> None:
    assert accuracies(marked(LEAK, ["T81.2"], ["W46.1"]))["PP"] == (0, 1)
