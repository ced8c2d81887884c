"""Beyond the table: alternates, choices, groups, sites that occur twice, and what displaces what."""

from __future__ import annotations

import pytest

from app.case_studies.rules.marking import Denominator, mark
from tests.case_studies.coding import accuracies, answer, coding, marked, reference, verdicts

SCOPE = coding(["D12.5"], ["H20.1", "Z28.2", "Y20.9", "Z28.4"], ["H20.5", "Z28.4"])
KIDNEY = coding(
    ["A41.5", {"code": "R65.1", "after": ("A41.5",)}, "N39.0", {"code": "B96.2", "after": ("N39.0",)}]
)
INJURIES = coding(["S52.50", "S80.0", {"code": "W10.5", "after": ("S52.50", "S80.0")}, "I10.X"])


def test_any_code_of_a_choice_is_right() -> None:
    choice = coding([{"code": "J18.9", "any_of": ("J18.1",)}])
    assert verdicts(marked(choice, ["J18.1"])) == ["correct"]


def test_a_choice_leaves_the_code_that_another_line_needs_to_that_line() -> None:
    choice = coding([{"code": "J18.9", "any_of": ("J18.1",)}, "J18.1"])
    assert verdicts(marked(choice, ["J18.9", "J18.1"])) == ["correct", "correct"]


def test_any_code_of_a_family_is_right() -> None:
    ulcer = coding([{"code": "K26.4", "family": "K26"}])
    assert verdicts(marked(ulcer, ["K26.0"])) == ["correct"]


def test_a_category_alone_is_no_code_of_its_family() -> None:
    ulcer = coding([{"code": "K26.4", "family": "K26"}])
    assert verdicts(marked(ulcer, ["K26"])) == ["wrong_4th"]


def test_the_code_set_that_is_best_for_the_apprentice_counts() -> None:
    found = marked([coding(["I10.X", "E11.9"]), coding(["E11.9", "E78.0"])], ["E11.9", "E78.0"])
    assert (found.code_set, verdicts(found)) == (1, ["correct", "correct"])


def test_of_code_sets_that_are_as_good_the_authors_own_counts() -> None:
    assert marked([coding(["I10.X", "E11.9"]), coding(["I10.X", "E78.0"])], ["I10.X"]).code_set == 0


def test_a_site_that_rightly_occurs_twice_is_matched_twice() -> None:
    entered = ["H20.1", "Z28.2", "Y20.9", "Z28.4", "H20.5", "Z28.4"]
    assert verdicts(marked(SCOPE, ["D12.5"], entered), "procedures") == ["correct"] * 6


REVISIONS = coding(["T84.0"], ["W46.1"], ["W37.1", "Z94.2"], ["W19.1", "Z94.2", "Z94.3"])


@pytest.mark.parametrize("wrong", [[], ["Z28.2"], ["H20.1", "A65.1"]])
def test_equal_codes_stand_where_the_fewest_are_out_of_place_whatever_else_is_entered(
    wrong: list[str],
) -> None:
    """Z94.2 could be of the second group or of the third; of the third it would stand behind Z94.3."""
    found = marked(REVISIONS, ["T84.0"], ["W46.1", *wrong, "Z94.3", "Z94.2"])
    assert [one for one in verdicts(found, "procedures") if one == "correct"] == ["correct"] * 3


@pytest.mark.parametrize("typed", [["I1O.X", "I10.X"], ["I10.X", "I1O.X"]])
def test_of_a_code_and_its_look_alike_the_code_is_taken(typed: list[str]) -> None:
    found = marked(coding(["A41.5", "I10.X"]), ["A41.5", *typed])
    assert sorted(verdicts(found)) == ["correct", "correct", "not_required"]


def test_groups_behind_the_first_may_come_in_any_order() -> None:
    three = coding(["D12.5"], ["H20.1", "Z28.2"], ["H20.5", "Z28.4"], ["H20.2", "Z28.4"])
    entered = ["H20.1", "Z28.2", "H20.2", "Z28.4", "H20.5", "Z28.4"]
    assert verdicts(marked(three, ["D12.5"], entered), "procedures") == ["correct"] * 6


def test_a_first_group_entered_second_costs_the_primary_procedure_only() -> None:
    two = coding(["D12.5"], ["W46.1", "Z94.3"], ["M47.9"])
    found = marked(two, ["D12.5"], ["M47.9", "W46.1", "Z94.3"])
    assert verdicts(found, "procedures") == ["correct", "wrong_position", "correct"]


@pytest.mark.parametrize("injuries", [["S52.50", "S80.0"], ["S52.50", "I10.X", "S80.0"]])
def test_an_external_cause_follows_the_last_of_its_injuries(injuries: list[str]) -> None:
    assert verdicts(marked(INJURIES, [*injuries, "W10.5"]))[-1] == "correct"


def test_an_external_cause_between_its_injuries_is_out_of_place() -> None:
    found = marked(INJURIES, ["S52.50", "W10.5", "S80.0", "I10.X"])
    assert verdicts(found) == ["correct", "wrong_position", "correct", "correct"]


@pytest.mark.parametrize("pair", [["M32.1", "N08.5"], ["N08.5", "M32.1"]])
def test_a_parted_pair_costs_the_asterisk_code_whichever_the_reference_has_first(pair: list[str]) -> None:
    lines = [{"code": "N08.5", "pair": "M32.1"} if one == "N08.5" else one for one in pair]
    found = marked(coding(["I10.X", *lines, "E03.9"]), ["I10.X", "M32.1", "E03.9", "N08.5"])
    assert verdicts(found) == ["correct", "correct", "correct", "pair"]


def test_a_primary_asterisk_code_stays_first_and_its_dagger_is_the_one_parted() -> None:
    found = marked(
        coding([{"code": "N08.5", "pair": "M32.1"}, "M32.1", "I10.X"]), ["N08.5", "I10.X", "M32.1"]
    )
    assert verdicts(found) == ["correct", "correct", "pair"]


def test_a_code_that_does_not_exist_is_not_right_for_a_family() -> None:
    """K26 has no .8."""
    assert verdicts(marked(coding([{"code": "K26.4", "family": "K26"}]), ["K26.8"])) == ["wrong_4th"]


def test_a_family_that_an_extract_lacks_takes_any_of_its_codes() -> None:
    family = coding(["D12.5"], [{"code": "B99.1", "family": "B99"} for _ in "a"])
    assert verdicts(marked(family, ["D12.5"], ["B99.3"]), "procedures") == ["correct"]


def test_a_superfluous_code_between_two_that_belong_together_parts_nothing() -> None:
    found = marked(KIDNEY, ["A41.5", "J45.9", "R65.1", "N39.0", "B96.2"])
    assert verdicts(found) == ["correct", "not_required", "correct", "correct", "correct"]


def test_a_line_that_parts_others_is_the_one_out_of_place_not_they() -> None:
    """R65.1 is put between N39.0 and its organism: it alone stands wrong."""
    found = marked(KIDNEY, ["A41.5", "N39.0", "R65.1", "B96.2"])
    assert verdicts(found).count("wrong_position") == 1


def test_what_follows_an_omitted_line_is_judged_without_it() -> None:
    assert verdicts(marked(KIDNEY, ["A41.5", "R65.1", "B96.2"])) == ["correct"] * 3


def test_a_primary_of_the_right_block_stands_for_the_primary_even_if_a_secondary_is_nearer() -> None:
    """K35.8 is to be first; K37.X is put first and K35.3 behind: the primaries belong together."""
    found = marked(coding(["K35.8", "I10.X"]), ["K37.X", "I10.X", "K35.3"])
    assert verdicts(found) == ["wrong_category", "correct", "not_required"]


def test_what_is_put_first_wrongly_is_judged_where_it_belongs() -> None:
    assert verdicts(marked(coding(["K35.8", "I10.X"]), ["I10.X"])) == ["correct"]


def test_an_extra_external_cause_is_counted_among_the_secondary_diagnoses() -> None:
    found = marked(KIDNEY, ["A41.5", "R65.1", "N39.0", "B96.2", "W19.0"])
    assert [line.category.value for line in found.side("answer")][-1] == "EX"
    assert accuracies(found)["SD"] == (3, 4)


def test_dividing_by_the_reference_alone_leaves_extras_out() -> None:
    found = mark(reference(KIDNEY), answer(["A41.5", "J45.9"]), Denominator.REFERENCE)
    assert accuracies(found)["SD"] == (0, 3)


@pytest.mark.parametrize("entered", ["N39.9", "R65.1"])
def test_category_level_forgives_a_final_character_and_nothing_else(entered: str) -> None:
    found = marked(coding(["A41.5", "N39.0"]), ["A41.5", entered])
    assert found.overall.level == (2 if entered == "N39.9" else 1)


def test_words_that_are_no_code_are_a_line_that_is_not_required() -> None:
    assert verdicts(marked(KIDNEY, ["A41.5", "high blood pressure"])) == ["correct", "not_required"]


@pytest.mark.parametrize("written", ["s72.00", " S72 00 ", "S7200", "S72.00†", "S72.00D", "S72.00-"])
def test_a_code_is_understood_however_it_is_written(written: str) -> None:
    assert verdicts(marked(coding(["S72.00"]), [written])) == ["correct"]
