"""Codes are found by code, by clinical words, in any order, spelling and number, with slips of the finger."""

from __future__ import annotations

import pytest

from app.classifications.queries.catalogue import Catalogue, practice_catalogue
from app.classifications.queries.searching.search import search
from app.classifications.rules.codes import System


@pytest.fixture(scope="module")
def icd10() -> Catalogue:
    return practice_catalogue(System.ICD10)


@pytest.fixture(scope="module")
def opcs4() -> Catalogue:
    return practice_catalogue(System.OPCS4)


def codes(catalogue: Catalogue, text: str, limit: int = 10) -> list[str]:
    return [entry.code for entry in search(catalogue, text, limit)]


def first(catalogue: Catalogue, text: str) -> str:
    return codes(catalogue, text, 1)[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("S72.0", ["S72.0", "S72.00", "S72.01"]),
        ("s720", ["S72.0", "S72.00", "S72.01"]),
        ("s72 0", ["S72.0", "S72.00", "S72.01"]),
        ("S72.00", ["S72.00"]),
        ("i10", ["I10.X"]),
        ("I10.X", ["I10.X"]),
        ("G01*", ["G01.X"]),
        ("m45x0", ["M45.X0"]),
    ],
)
def test_a_code_finds_itself_and_what_is_below_it(icd10: Catalogue, text: str, found: list[str]) -> None:
    assert codes(icd10, text) == found


def test_a_category_comes_before_its_codes_in_tabular_order(icd10: Catalogue) -> None:
    assert codes(icd10, "s72", 5) == ["S72", "S72.0", "S72.00", "S72.01", "S72.1"]


def test_a_letter_and_a_digit_give_the_categories_first(icd10: Catalogue) -> None:
    assert codes(icd10, "S7") == [f"S7{digit}" for digit in range(10)]


def test_the_letter_o_for_a_nought_is_understood(icd10: Catalogue) -> None:
    assert first(icd10, "SO6") == "S06"


def test_what_is_shaped_like_a_code_but_is_none_is_looked_up_as_a_word(icd10: Catalogue) -> None:
    assert {"D51", "E53"} <= set(codes(icd10, "B12"))


def test_words_after_a_code_pick_from_what_is_below_it(icd10: Catalogue) -> None:
    found = codes(icd10, "S72 neck closed", 100)
    assert (found[:2], {code[:3] for code in found}) == (["S72", "S72.00"], {"S72"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NOF", "S72"),
        ("#NOF", "S72"),
        ("broken hip", "S72"),
        ("heart attack", "I21"),
        ("COPD", "J44"),
        ("T2DM", "E11"),
        ("UTI", "N39"),
        ("piles", "K64"),
        ("gord", "K21"),
        ("kidney stone", "N20"),
    ],
)
def test_what_clinicians_write_finds_the_category(icd10: Catalogue, text: str, code: str) -> None:
    assert first(icd10, text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TURP", "M65"),
        ("lap chole", "J18"),
        ("grommets", "D15"),
        ("OGD", "G45"),
        ("D&C", "Q10"),
        ("phaco", "C71"),
        ("#radius orif", "W20"),
    ],
)
def test_so_do_the_names_of_operations(opcs4: Catalogue, text: str, code: str) -> None:
    assert first(opcs4, text) == code


def test_an_abbreviation_with_several_meanings_gives_all_of_them(icd10: Catalogue) -> None:
    assert {"G35", "I05"} <= {code[:3] for code in codes(icd10, "MS")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fracture neck femur", "femur neck fracture"),
        ("oedema lung", "lung edema"),
        ("haemorrhoids", "hemorrhoid"),
        ("duodenal ulcers", "ulcer duodenal"),
        ("Parkinson's disease", "parkinsons disease"),
        ("the fracture of the femur", "fracture femur"),
        ("PNEUMONIA", "pneumonia"),
    ],
)
def test_order_spelling_number_and_small_words_do_not_matter(icd10: Catalogue, one: str, other: str) -> None:
    assert codes(icd10, one) == codes(icd10, other)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pneumona", "J18"),
        ("apendicitis", "K35"),
        ("diabtes type 2", "E11"),
        ("hypertenison", "I10"),
        ("glaucmoa", "H40"),
        ("heartattack", "I21"),
        ("rheumatiod arthritus", "M06"),
        ("hay feever", "J30"),
    ],
)
def test_slips_of_the_finger_are_forgiven(icd10: Catalogue, text: str, code: str) -> None:
    assert code in {found[:3] for found in codes(icd10, text, 5)}


@pytest.mark.parametrize(("text", "code"), [("asthm", "J45"), ("appendic", "K35"), ("diarrho", "A09")])
def test_a_word_that_is_only_begun_is_completed(icd10: Catalogue, text: str, code: str) -> None:
    assert code in {found[:3] for found in codes(icd10, text, 5)}


def test_a_word_is_understood_by_a_wider_one_that_includes_it(icd10: Catalogue) -> None:
    assert "L03" in codes(icd10, "cellulitis of big toe")


def test_a_compound_is_taken_apart(opcs4: Catalogue) -> None:
    assert "J69" in codes(opcs4, "splenectomy", 5)


@pytest.mark.parametrize(
    "text", ["", "  ", "?", "the of and", "qqqzzzqqq", "\x00", "💉", "%_'\"", "a" * 10_000]
)
def test_what_means_nothing_finds_nothing(icd10: Catalogue, text: str) -> None:
    assert codes(icd10, text) == []


def test_a_very_long_text_is_cut(icd10: Catalogue) -> None:
    assert first(icd10, "pneumonia " * 5_000) == "J18"


def test_the_same_question_has_the_same_answer(icd10: Catalogue) -> None:
    assert codes(icd10, "chronic pain left knee") == codes(icd10, "chronic pain left knee")


@pytest.mark.parametrize("text", ["fracture", "pain", "diabetes", "cancer lung", "injury of hand"])
def test_every_code_stands_after_its_category(icd10: Catalogue, text: str) -> None:
    found = codes(icd10, text, 50)
    late = [code for place, code in enumerate(found) if code[:3] in found[place + 1 :]]
    assert late == []


@pytest.mark.parametrize("system", System)
def test_every_category_is_found_by_its_own_title(system: System) -> None:
    catalogue = practice_catalogue(system)
    categories = [one for one in catalogue.entries if one.key.removesuffix("X") == one.key[:3]]
    assert [one.code for one in categories if one.key[:3] not in _categories(catalogue, one.title)] == []


def _categories(catalogue: Catalogue, text: str) -> set[str]:
    return {code[:3] for code in codes(catalogue, text, 5)}
