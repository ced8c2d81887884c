"""Words are brought together by spelling, number and ending."""

from __future__ import annotations

import pytest

from app.classifications.rules.wording import folded, form_of, stems_of, weight_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oedema", "edema"),
        ("haemorrhage", "hemorrhage"),
        ("oesophagus", "esophagus"),
        ("diarrhoea", "diarrhea"),
        ("tumour", "tumor"),
        ("anaesthetic", "anesthetic"),
        ("fibre", "fiber"),
        ("catheterisation", "catheterization"),
        ("leucocyte", "leukocyte"),
        ("Ménière's", "menieres"),
        ("Crohn's disease", "crohns disease"),
    ],
)
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("haemorrhoids", "haemorrhoid"),
        ("abscesses", "abscess"),
        ("metastases", "metastasis"),
        ("biopsies", "biopsy"),
        ("calculi", "calculus"),
        ("vertebrae", "vertebra"),
        ("testes", "testis"),
        ("teeth", "tooth"),
        ("diseases", "disease"),
    ],
)
def test_a_plural_is_its_singular(plural: str, singular: str) -> None:
    assert form_of(plural) == form_of(singular)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fractured", "fracture"),
        ("infected", "infection"),
        ("perforated", "perforation"),
        ("diabetic", "diabetes"),
        ("arthritic", "arthritis"),
        ("slipped", "slip"),
        ("obstructive", "obstruction"),
        ("pelvic", "pelvis"),
        ("ulcerative", "ulcer"),
    ],
)
def test_relatives_share_a_stem(one: str, other: str) -> None:
    assert stems_of(one) == stems_of(other)


@pytest.mark.parametrize(("one", "other"), [("testis", "test"), ("partial", "part"), ("cystic", "cyst")])
def test_words_that_only_look_related_do_not(one: str, other: str) -> None:
    assert stems_of(one) != stems_of(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#NOF", ["fracture", "nof"]),
        ("D&C", ["dnc"]),
        ("I and D", ["ind"]),
        ("?DVT", ["dvt"]),
        ("fracture of the neck of femur", ["fracture", "neck", "femur"]),
        ("", []),
        ("the of", []),
    ],
)
def test_signs_of_clinicians_are_words_and_stop_words_are_none(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_accents_and_capitals_do_not_count() -> None:
    assert folded("Guillain-Barré") == "guillain-barre"


def test_a_word_that_any_entry_could_hold_tells_little() -> None:
    assert weight_of("unspecifi") < weight_of("acut") < weight_of("femur")
