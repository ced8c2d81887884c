"""Published files are told by what they hold; what cannot be read is refused with what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from app.classifications.content.importable import read_importable
from app.classifications.queries.editions import practice_list
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Entry, Kind, Mark
from app.classifications.rules.known_editions import KNOWN, which_edition
from app.classifications.rules.sections import Listed, fingerprint, marked_checksum
from app.outcomes import BadInput
from tests.classifications import files
from tests.classifications.files import Fields

TEN = f"{files.OPCS410_NAME}.txt"
FORMS = {"TXT": files.icd10_txt, "XML": files.icd10_xml}


@cache
def icd10(form: str = "TXT") -> Listed:
    """The ICD-10 of a file in the published layout, whose name says nothing."""
    return read_importable(FORMS[form](files.icd10_rows()), "list")


@cache
def opcs4() -> Listed:
    """The OPCS-4 of a file in the published layout."""
    return read_importable(files.opcs4_txt(files.opcs4_rows()), TEN)


def entry(listed: Listed, key: str) -> Entry:
    return next(one for one in listed.entries if one.key == key)


@pytest.mark.parametrize("form", FORMS)
def test_an_icd10_file_gives_the_codes_of_the_uk_edition(form: str) -> None:
    assert icd10(form).edition.checksum == practice_list(System.ICD10).edition.checksum


@pytest.mark.parametrize("form", FORMS)
def test_an_icd10_file_gives_the_marks_of_the_uk_edition(form: str) -> None:
    assert marked_checksum(icd10(form).entries) == marked_checksum(practice_list(System.ICD10).entries)


def test_an_icd10_file_gives_the_partners_of_each_half_of_a_pair() -> None:
    ours = {one.key: one.partners for one in practice_list(System.ICD10).entries}
    assert {one.key: one.partners for one in icd10().entries} == ours


def test_an_icd10_file_gives_the_same_headings_in_the_same_order() -> None:
    ours = [(one.key, one.kind, one.block) for one in practice_list(System.ICD10).entries]
    assert [(one.key, one.kind, one.block) for one in icd10().entries] == ours


def test_txt_and_xml_give_the_same_entries() -> None:
    assert fingerprint(icd10("TXT").entries) == fingerprint(icd10("XML").entries)


def test_a_title_is_put_together_from_its_parts() -> None:
    assert entry(icd10(), "S7200").title == "Fracture of neck of femur closed"


def test_the_later_meanings_of_codes_are_laid_over_the_file() -> None:
    rows = [
        {**row, "DESCRIPTION": "Emergency use of U07.3"} if row["ALT_CODE"] == "U073" else row
        for row in files.icd10_rows()
    ]
    assert entry(read_importable(files.icd10_txt(rows), "list"), "U073").title == "COVID-19 in the past"


@pytest.mark.parametrize(
    ("key", "bounds"),
    [("O800", ("female", 10, 55)), ("C61X", ("male", None, None)), ("I10X", ("", None, None))],
)
def test_sex_and_ages_come_from_the_file(key: str, bounds: tuple[str, int | None, int | None]) -> None:
    found = entry(icd10(), key)
    assert (found.sex, found.min_age, found.max_age) == bounds


def test_a_partner_that_is_a_heading_stands_for_every_code_below_it() -> None:
    rows = [
        {**row, "QUALIFIERS": "M07.1-*"} if row["ALT_CODE"] == "L405" else row for row in files.icd10_rows()
    ]
    assert entry(read_importable(files.icd10_txt(rows), "list"), "L405").partners == tuple(
        f"M071{digit}" for digit in range(10)
    )


def test_the_5th_edition_is_known_by_its_codes() -> None:
    assert (icd10().edition.name, icd10().edition.in_force_from) == ("ICD-10 5th Edition", date(2016, 4, 1))


def test_an_opcs4_edition_is_known_by_the_name_of_its_file() -> None:
    found = opcs4().edition
    assert (found.id, found.in_force_from, found.in_force_to) == (
        "opcs4-4.10",
        date(2023, 4, 1),
        date(2026, 3, 31),
    )


def test_opcs4_txt_and_xml_give_the_same_entries() -> None:
    xml = read_importable(files.opcs4_xml(files.opcs4_rows()), TEN)
    assert fingerprint(xml.entries) == fingerprint(opcs4().entries)


def test_an_opcs4_code_whose_title_says_so_is_retired() -> None:
    assert [one.key for one in opcs4().entries if one.kind is Kind.RETIRED] == ["A014"]


def test_a_file_in_another_order_gives_the_same_entries() -> None:
    found = read_importable(files.opcs4_txt(sorted(files.opcs4_rows())), TEN)
    assert found.entries == opcs4().entries


def test_an_opcs4_category_is_a_heading() -> None:
    assert entry(opcs4(), "A01").kind is Kind.HEADING


def test_a_category_of_letter_o_that_is_new_belongs_to_the_chapter_in_which_it_stands() -> None:
    rows = [(code.replace("O44", "O99"), title) for code, title in files.opcs4_rows()]
    assert entry(read_importable(files.opcs4_txt(rows), TEN), "O991").chapter == "Y"


def test_what_the_operator_says_names_the_edition() -> None:
    found = read_importable(files.opcs4_txt(files.opcs4_rows()), "list.txt", said="opcs-4.9")
    assert found.edition.name == "OPCS-4.9"


def test_an_edition_to_come_is_named_with_its_first_day() -> None:
    data = files.opcs4_txt(files.opcs4_rows())
    found = read_importable(data, "x", said="OPCS-4.12", in_force_from=date(2029, 4, 1)).edition
    assert (found.id, found.in_force_from) == ("opcs4-4.12", date(2029, 4, 1))


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("list.txt", "", r"neither its name nor its codes show which edition\. Say it with --edition NAME"),
        ("OPCS412.txt", "", "neither its name nor its codes"),
        ("list.txt", "OPCS-4.12", "needs --from DAY"),
        ("list.txt", "ICD-10 5th Edition", "--edition must be one of: OPCS-4.9, OPCS-4.10, OPCS-4.11"),
        ("OPCS411.txt", "", "OPCS-4.11 has at least 12,122"),
    ],
)
def test_an_edition_that_cannot_be_told_is_asked_for(name: str, said: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_importable(files.opcs4_txt(files.opcs4_rows()), name, said=said)


def test_an_icd10_of_another_edition_is_refused() -> None:
    with pytest.raises(BadInput, match="--edition must be one of: ICD-10 5th Edition"):
        read_importable(files.icd10_txt(files.icd10_rows()), "list", said="ICD-10 4th Edition")


def test_the_codes_of_another_edition_than_the_operator_says_are_refused() -> None:
    eleven = next(one for one in KNOWN if one.name == "OPCS-4.11")
    with pytest.raises(BadInput, match=r"--edition says OPCS-4\.10, but these are the codes of OPCS-4\.11"):
        which_edition(System.OPCS4, TEN, eleven.checksum, said="OPCS-4.10")


def test_the_codes_count_for_more_than_the_name_of_the_file() -> None:
    eleven = next(one for one in KNOWN if one.name == "OPCS-4.11")
    assert which_edition(System.OPCS4, TEN, eleven.checksum) is eleven


def test_xml_that_says_in_what_it_is_written_may_be_written_in_that() -> None:
    rows = [(code, f"{title} é") for code, title in files.opcs4_rows()]
    data = files.opcs4_xml(rows).decode().replace("UTF-8", "windows-1252").encode("cp1252")
    assert entry(read_importable(data, TEN), "A011").title == "Operation A01.1 é"


def test_an_icd10_code_keeps_no_mark_without_one() -> None:
    assert entry(icd10(), "I10X").mark is Mark.PLAIN


def icd10_with(key: str, **fields: str) -> Callable[[], bytes]:
    """A file in which one row says something else."""
    return lambda: files.icd10_txt([_changed(row, key, fields) for row in files.icd10_rows()])


def _changed(row: Fields, key: str, fields: dict[str, str]) -> Fields:
    return {**row, **fields} if row["ALT_CODE"] == key else row


BAD_ROWS: list[tuple[str, Callable[[], bytes]]] = [
    ("'hello' is no code of ICD-10", icd10_with("A000", ALT_CODE="hello")),
    ("CODE and ALT_CODE do not belong together", icd10_with("A000", CODE="B00.0")),
    ("A00.1 stands in the file more than once", icd10_with("A000", ALT_CODE="A001")),
    ("I84 is no category of ICD-10", icd10_with("A000", CODE="I84.0", ALT_CODE="I840")),
    ("the usage 'ODD' is not known", icd10_with("A000", USAGE="ODD")),
    ("MAX_AGE is 'old', not a number", icd10_with("A000", MAX_AGE="old")),
    ("A000 has no title", icd10_with("A000", DESCRIPTION="")),
]


@pytest.mark.parametrize(("words", "data"), BAD_ROWS, ids=[words for words, _ in BAD_ROWS])
def test_a_row_of_icd10_that_cannot_be_read_is_refused(words: str, data: Callable[[], bytes]) -> None:
    with pytest.raises(BadInput, match=words):
        read_importable(data(), "list")


@pytest.mark.parametrize(
    ("place", "row", "words"),
    [
        (3, ("A01.1", "Again"), "A01.1 stands in the file more than once"),
        (3, ("B01.1", "Elsewhere"), r"Row 4 cannot be read: B01\.1 does not stand under its category"),
        (3, ("A01.2", " "), r"Row 4 cannot be read: A01\.2 has no title"),
        (3, ("A1.2", "x"), r"Row 4 cannot be read: 'A1\.2' is no code of OPCS-4"),
    ],
)
def test_a_row_of_opcs4_that_cannot_be_read_is_refused(place: int, row: tuple[str, str], words: str) -> None:
    rows = files.opcs4_rows()
    rows[place] = row
    with pytest.raises(BadInput, match=words):
        read_importable(files.opcs4_txt(rows), TEN)


def test_a_list_without_a_chapter_is_refused() -> None:
    rows = [row for row in files.opcs4_rows() if not row[0].startswith("Q")]
    with pytest.raises(BadInput, match="There are no codes of chapter Q"):
        read_importable(files.opcs4_txt([*rows]), TEN)
