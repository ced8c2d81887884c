"""Beside the published OPCS-4.11, no part of this project: CODESETS names a folder that has its XML."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from app.classifications.content.importable import read_importable
from app.classifications.queries.editions import practice_list
from app.classifications.rules.codes import System
from app.classifications.rules.comparing import Difference, compared
from app.classifications.rules.entries import Kind
from app.classifications.rules.sections import Listed
from tests.conftest import LEFT_OUT


@pytest.fixture(scope="module")
def published() -> Listed:
    """OPCS-4.11. Never required: it reaches people under a licence of their own."""
    folder = os.environ.get("CODESETS", "")
    found = sorted(Path(folder).glob("OPCS411*.xml")) if folder else []
    if not found:
        pytest.skip(f"{LEFT_OUT}the published OPCS-4.11 is not here; CODESETS may name a folder with its XML")
    return read_importable(found[0].read_bytes(), "a name that says nothing.xml")


def test_it_is_known_by_its_codes(published: Listed) -> None:
    assert published.edition.name == "OPCS-4.11"


def test_it_has_10457_codes_of_four_characters(published: Listed) -> None:
    assert sum(len(entry.key) == 4 for entry in published.entries) == 10_457


def test_46_of_its_codes_are_retired_and_1665_lines_are_headings(published: Listed) -> None:
    counts = Counter(entry.kind for entry in published.entries)
    assert counts == {Kind.ASSIGNABLE: 10_411, Kind.RETIRED: 46, Kind.HEADING: 1_665}


def test_our_map_of_letter_o_agrees_with_the_order_of_the_file(published: Listed) -> None:
    chapters = [entry.chapter for entry in published.entries]
    assert chapters == sorted(chapters)


def test_every_code_of_our_extract_is_in_it_live_and_no_category_lacks_one(published: Listed) -> None:
    found = compared(practice_list(System.OPCS4).entries, published.entries, partial=True)
    assert found == Difference((), (), ())


def test_our_extract_has_no_title_of_it(published: Listed) -> None:
    titles = {entry.key: entry.title.casefold() for entry in published.entries}
    ours = practice_list(System.OPCS4).entries
    assert [one.key for one in ours if one.title.casefold() == titles[one.key]] == []
