"""The files of synonyms are complete and well formed, and a bad one is refused with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.classifications.content.unusable import ListUnusable
from app.classifications.content.words import COMMON, LISTS, listed, read_vocabulary
from app.classifications.queries.catalogue import practice_catalogue
from app.classifications.rules.codes import System
from app.classifications.rules.vocabulary import Vocabulary, vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our files, to be spoilt."""
    for name in (COMMON, "words_icd10.toml", "words_opcs4.toml"):
        shutil.copy(LISTS / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def small() -> Vocabulary:
    return vocabulary(
        groups=[["kidney", "renal"], ["heart attack", "myocardial infarction"]],
        short={"ms": ["multiple sclerosis", "mitral stenosis"]},
        known_as={},
        roots={"gastr": "stomach", "nephr": "kidney"},
        endings={"ectomy": "excision", "otomy": "incision"},
        broader={"toe": ["foot"]},
    )


def readings(words: Vocabulary, *stems: str) -> list[str]:
    return [" ".join(one) for one in words.variants(stems, stems)]


@pytest.mark.parametrize("system", System)
def test_there_are_at_least_six_hundred_synonyms_for_each_classification(system: System) -> None:
    words = read_vocabulary(system)
    assert sum(map(len, words.known_as.values())) + len(words.phrases) >= 600


def test_every_entry_that_has_other_names_is_in_the_icd10_list() -> None:
    catalogue = practice_catalogue(System.ICD10)
    assert [key for key in read_vocabulary(System.ICD10).known_as if catalogue.find(key) is None] == []


@pytest.mark.parametrize("system", System)
def test_no_entry_is_called_the_same_twice(system: System) -> None:
    twice = {
        key: name
        for key, names in read_vocabulary(system).known_as.items()
        for name in names
        if names.count(name) > 1
    }
    assert twice == {}


def test_a_phrase_is_read_as_written_first(small: Vocabulary) -> None:
    assert readings(small, "heart", "attack") == ["heart attack", "myocard infarct"]


def test_words_of_a_phrase_may_come_in_any_order(small: Vocabulary) -> None:
    assert "myocard infarct" in readings(small, "attack", "heart")


def test_an_abbreviation_is_read_in_each_of_its_meanings(small: Vocabulary) -> None:
    assert readings(small, "ms") == ["ms", "multipl scleros", "mitral stenos"]


def test_a_compound_is_read_in_its_pieces(small: Vocabulary) -> None:
    assert " ".join(small.taken_apart("gastrectomy")) == "excis stomach"


@pytest.mark.parametrize("word", ["ectomy", "vasectomy", "gastritis", ""])
def test_what_is_no_compound_of_known_pieces_is_left_alone(small: Vocabulary, word: str) -> None:
    assert small.taken_apart(word) == ()


def test_the_number_of_readings_is_bounded(small: Vocabulary) -> None:
    assert len(small.variants(("ms",) * 12, ("ms",) * 12)) <= 8


def test_commas_stand_between_words() -> None:
    assert listed(" af, fast af ,, flutter") == ["af", "fast af", "flutter"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[known_as\n", "not valid TOML"),
        ('[known_as]\nS7 = "broken hip"\n', "This is no key of ICD-10"),
        ('[known_as]\n"S72.0" = "broken hip"\n', "This is no key of ICD-10"),
        ("alike = [1]\n", "alike"),
        ('[unknown]\nx = "y"\n', "No such field is known"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(folder: Path, text: str, told: str) -> None:
    (folder / "words_icd10.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ListUnusable, match=told):
        read_vocabulary(System.ICD10, folder)


def test_codes_have_no_place_in_the_file_of_both_classifications(folder: Path) -> None:
    (folder / COMMON).write_text('[known_as]\nS72 = "broken hip"\n', encoding="utf-8")
    with pytest.raises(ListUnusable, match="Move it there"):
        read_vocabulary(System.ICD10, folder)
