"""A catalogue is found by code and walked up and down."""

from __future__ import annotations

import pytest

from app.classifications.queries.catalogue import Catalogue, practice_catalogue
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Kind


@pytest.fixture
def icd10() -> Catalogue:
    return practice_catalogue(System.ICD10)


@pytest.fixture
def opcs4() -> Catalogue:
    return practice_catalogue(System.OPCS4)


def found(catalogue: Catalogue, key: str) -> str | None:
    entry = catalogue.find(key)
    return entry.key if entry else None


@pytest.mark.parametrize(
    ("key", "entry"),
    [
        ("S7200", "S7200"),
        ("S720", "S720"),
        ("S72", "S72"),
        ("I10X", "I10X"),
        ("I10", "I10X"),
        ("M45X0", "M45X0"),
        ("M45X", "M45"),
        ("M45", "M45"),
        ("S72X", None),
        ("I10X0", None),
        ("S7209", None),
        ("I84", None),
        ("", None),
    ],
)
def test_an_entry_is_found_by_its_key(icd10: Catalogue, key: str, entry: str | None) -> None:
    assert found(icd10, key) == entry


def test_an_opcs4_category_is_found_as_a_heading(opcs4: Catalogue) -> None:
    entry = opcs4.find("W46")
    assert entry is not None
    assert entry.kind is Kind.HEADING


def test_a_category_has_its_subcategories_below_it(icd10: Catalogue) -> None:
    below = [entry.code for entry in icd10.children("S72")]
    assert below == ["S72.0", "S72.1", "S72.2", "S72.3", "S72.4", "S72.7", "S72.8", "S72.9"]


def test_a_divided_subcategory_has_its_codes_below_it(icd10: Catalogue) -> None:
    assert [entry.code for entry in icd10.children("S720")] == ["S72.00", "S72.01"]


def test_a_filled_category_has_its_codes_below_it(icd10: Catalogue) -> None:
    assert [entry.code for entry in icd10.children("T08")] == ["T08.X0", "T08.X1"]


def test_a_block_has_its_categories_below_it(icd10: Catalogue) -> None:
    below = [entry.key for entry in icd10.children("J95-J99")]
    assert below == ["J95", "J96", "J98", "J99"]


def test_a_code_has_nothing_below_it(icd10: Catalogue) -> None:
    assert icd10.children("S7200") == ()


@pytest.mark.parametrize(("key", "above"), [("S7200", "S720"), ("S720", "S72"), ("T08X0", "T08")])
def test_the_heading_above_is_found(icd10: Catalogue, key: str, above: str) -> None:
    parent = icd10.parent(key)
    assert parent is not None
    assert parent.key == above


@pytest.mark.parametrize("key", ["S72", "I10X"])
def test_above_a_category_there_is_no_heading(icd10: Catalogue, key: str) -> None:
    assert icd10.parent(key) is None


@pytest.mark.parametrize(
    ("key", "block"),
    [("S7200", "S70-S79"), ("S72", "S70-S79"), ("S7299", "S70-S79"), ("B59X", "B50-B64"), ("I84", "")],
)
def test_a_block_is_told_by_the_category(icd10: Catalogue, key: str, block: str) -> None:
    assert icd10.block_of(key) == block


@pytest.mark.parametrize(
    ("key", "chapter"),
    [("W461", "W"), ("O011", "L"), ("O064", "W"), ("O449", "Y"), ("O161", "Z"), ("A999", "A"), ("O999", "")],
)
def test_the_block_of_opcs4_is_the_chapter_also_for_what_an_extract_lacks(
    opcs4: Catalogue, key: str, chapter: str
) -> None:
    assert opcs4.block_of(key) == chapter


def test_blocks_and_chapters_have_titles(icd10: Catalogue) -> None:
    titles = (icd10.block_title("S70-S79"), icd10.chapter_title("XIX"), icd10.block_title("S70-S78"))
    assert all(titles[:2])
    assert titles[2] == ""


def test_every_entry_stands_in_a_block_and_a_chapter_that_have_titles(icd10: Catalogue) -> None:
    lost = [
        one.key
        for one in icd10.entries
        if not icd10.block_title(one.block) or not icd10.chapter_title(one.chapter)
    ]
    assert lost == []


def test_sections_are_walked_from_the_chapters_down(icd10: Catalogue) -> None:
    assert len(icd10.sections_in("")) == 22
    assert [one.key for one in icd10.sections_in("M00-M25")] == ["M00-M03", "M05-M14", "M15-M19", "M20-M25"]


def test_a_section_knows_what_is_around_it(icd10: Catalogue) -> None:
    section = icd10.section("M05-M14")
    assert section is not None
    assert section.parent == "M00-M25"


def test_opcs4_has_24_chapters(opcs4: Catalogue) -> None:
    assert "".join(one.key for one in opcs4.sections_in("")) == "ABCDEFGHJKLMNPQRSTUVWXYZ"


def test_letter_o_stands_after_the_chapter_that_it_continues(opcs4: Catalogue) -> None:
    letters = list(dict.fromkeys((entry.chapter, entry.key[0]) for entry in opcs4.entries))
    assert letters == sorted(letters, key=lambda one: (one[0], one[1] == "O"))


def test_a_catalogue_is_made_once(icd10: Catalogue) -> None:
    assert practice_catalogue(System.ICD10) is icd10
