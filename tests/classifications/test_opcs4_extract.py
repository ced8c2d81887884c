"""Our OPCS-4 extract is read whole, and says that it is ours and not all."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.classifications.content.opcs4 import opcs4_practice_list
from app.classifications.content.unusable import ListUnusable
from app.classifications.rules.entries import Kind
from app.classifications.rules.sections import Listed

SOUND = """
stands_for = "OPCS-4.11"
[[categories]]
id = "W46"
words = "hip half joint replacement with cement"
[categories.codes]
"1" = "first half joint"
"9" = "kind not specified"
[categories.retired]
"3" = "no longer used"
[[categories]]
id = "O06"
chapter = "W"
words = "shoulder joint"
[categories.codes]
"1" = "first one"
[[categories]]
id = "A01"
words = "brain"
[categories.codes]
"1" = "one thing"
"""


def extract(folder: Path, text: str = SOUND) -> Listed:
    path = folder / "opcs4.toml"
    path.write_text(text, encoding="utf-8")
    return opcs4_practice_list(path)


def test_the_shipped_extract_is_sound() -> None:
    assert opcs4_practice_list().edition.stands_for == "OPCS-4.11"


def test_the_shipped_extract_says_that_it_is_not_whole() -> None:
    assert opcs4_practice_list().edition.partial


def test_the_shipped_extract_names_the_licence() -> None:
    assert "Open Government Licence v3.0" in opcs4_practice_list().edition.source


def test_lines_stand_in_the_order_of_the_chapters(tmp_path: Path) -> None:
    keys = [entry.key for entry in extract(tmp_path).entries]
    assert keys == ["A01", "A011", "W46", "W461", "W463", "W469", "O06", "O061"]


def test_a_title_is_the_words_of_the_category_and_then_those_of_the_code(tmp_path: Path) -> None:
    titles = {entry.key: entry.title for entry in extract(tmp_path).entries}
    assert titles["W461"] == "Hip half joint replacement with cement: first half joint"


def test_a_retired_code_is_there_as_retired(tmp_path: Path) -> None:
    assert [one.key for one in extract(tmp_path).entries if one.kind is Kind.RETIRED] == ["W463"]


def test_a_category_of_letter_o_belongs_to_the_chapter_that_it_continues(tmp_path: Path) -> None:
    assert {one.key: one.chapter for one in extract(tmp_path).entries}["O061"] == "W"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "A01"', 'id = "I01"', "I01 id: String should match"),
        ('id = "A01"', 'id = "W46"', "W46 id: This category stands more than once"),
        ('id = "O06"', 'id = "O99"', "O99 id: It belongs to no chapter"),
        ('chapter = "W"', 'chapter = "Z"', "O06 chapter: It belongs to chapter W"),
        ('"3" = "no', '"1" = "no', r"W46 retired: Its code \.1 cannot be both live and retired"),
        ('words = "brain"', "", "A01 words: It is missing"),
        ('"1" = "one thing"', "", "A01 codes:"),
        ('stands_for = "OPCS-4.11"', "", "stands_for: Name the edition"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ListUnusable, match=words):
        extract(tmp_path, SOUND.replace(old, new, 1))


def test_an_extract_without_categories_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListUnusable, match="categories: There is none"):
        extract(tmp_path, 'stands_for = "OPCS-4.11"')


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListUnusable, match="not valid TOML"):
        extract(tmp_path, "categories = [")
