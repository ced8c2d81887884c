"""Which edition serves."""

from __future__ import annotations

from datetime import date

import pytest

from app.classifications.rules.choosing import edition_in_use, edition_named
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Edition
from app.outcomes import NotAllowedNow

NOVEMBER = date(2026, 11, 23)


def opcs4(id: str, name: str, first: date, last: date | None = None, *, practice: bool = False) -> Edition:
    return Edition(id, System.OPCS4, f"our {id}" if practice else name, name, "", "", first, last, practice)


OURS = opcs4("ours", "OPCS-4.11", date(2026, 4, 1), practice=True)
TEN = opcs4("ten", "OPCS-4.10", date(2023, 4, 1), date(2026, 3, 31))
ELEVEN = opcs4("eleven", "OPCS-4.11", date(2026, 4, 1))
AGAIN = opcs4("eleven-2", "OPCS-4.11", date(2026, 4, 1))
TWELVE = opcs4("twelve", "OPCS-4.12", date(2029, 4, 1))
ICD10 = Edition("icd", System.ICD10, "ICD", "ICD-10 5th Edition", "", "", date(2016, 4, 1), None, True)


@pytest.mark.parametrize(
    ("editions", "day", "serves"),
    [
        ([OURS], NOVEMBER, "ours"),
        ([OURS, TEN], NOVEMBER, "ours"),
        ([OURS, TEN], date(2026, 3, 31), "ten"),
        ([OURS, ELEVEN, TEN], NOVEMBER, "eleven"),
        ([OURS, ELEVEN, TEN], date(2026, 4, 1), "eleven"),
        ([OURS, ELEVEN, AGAIN], NOVEMBER, "eleven-2"),
        ([OURS, TWELVE, ELEVEN], NOVEMBER, "eleven"),
        ([OURS, TWELVE, ELEVEN], date(2029, 4, 1), "twelve"),
        ([TEN], NOVEMBER, "ten"),
        ([ICD10, OURS], NOVEMBER, "ours"),
    ],
)
def test_the_newest_imported_one_in_force_serves_or_else_ours(
    editions: list[Edition], day: date, serves: str
) -> None:
    assert edition_in_use(System.OPCS4, editions, on=day).id == serves


def test_where_nothing_is_switched_on_nothing_serves() -> None:
    with pytest.raises(NotAllowedNow, match=r"No list of OPCS-4 is switched on\. Switch one on\."):
        edition_in_use(System.OPCS4, [ICD10], on=NOVEMBER)


@pytest.mark.parametrize(
    ("editions", "name", "found"),
    [
        ([OURS, ICD10], "OPCS-4.11", "ours"),
        ([OURS, ICD10], "ICD-10 5th Edition", "icd"),
        ([OURS, ELEVEN, TEN], "OPCS-4.11", "eleven"),
        ([OURS, ELEVEN, AGAIN], "OPCS-4.11", "eleven-2"),
        ([OURS, ELEVEN, TEN], "OPCS-4.10", "ten"),
    ],
)
def test_an_edition_is_found_by_its_published_name(editions: list[Edition], name: str, found: str) -> None:
    assert edition_named(name, editions).id == found


def test_an_edition_that_is_not_here_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotAllowedNow, match=r"'OPCS-4\.9' is not here\. Import it"):
        edition_named("OPCS-4.9", [OURS, ELEVEN])


def test_an_edition_that_is_switched_off_serves_what_names_it_where_no_other_does() -> None:
    assert edition_named("OPCS-4.11", [ICD10, TEN], [OURS]) is OURS
    assert edition_named("OPCS-4.11", [ICD10, OURS], [ELEVEN]) is OURS
