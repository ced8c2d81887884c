"""A day that cannot be meant is refused at its field."""

from __future__ import annotations

from datetime import date

import pytest

from app.accounts.rules.days import years_from
from tests.accounts.letters import Browse
from tests.accounts.north import North
from tests.page import Browser


@pytest.fixture
def desk(browse: Browse, north: North) -> Browser:
    """The administrator's browser; it is 23 November 2026."""
    browser = browse()
    browser.sign_in(north.administrator)
    return browser


def link_to(browser: Browser, path: str, fields: dict[str, str]) -> str:
    """The words that the summary links to the field of the day."""
    page = browser.submit(browser.get(path), fields, expect=422)
    return next(one.text for one in page.links if one.href in ("#assessment_on", "#starts_on", "#until"))


@pytest.mark.parametrize("day", ["22/11/2026", "24/11/2031", "04/05/2207", "04/05/0027"])
def test_an_assessment_date_that_cannot_be_is_refused(desk: Browser, north: North, day: str) -> None:
    why = link_to(desk, f"/apprentices/{north.amira.id}/assessment-date", {"assessment_on": day})
    assert "must be today or later" in why


@pytest.mark.parametrize("day", ["23/11/2026", "23/11/2031", ""])
def test_an_assessment_date_that_can_be_is_taken(desk: Browser, north: North, day: str) -> None:
    desk.submit(desk.get(f"/apprentices/{north.amira.id}/assessment-date"), {"assessment_on": day})


def test_a_place_in_a_cohort_takes_no_assessment_date_that_is_over(desk: Browser, north: North) -> None:
    desk.post("/apprentices/enrolments/1/end")
    fields = {"cohort": str(north.cohort.id), "assessment_on": "01/01/2020"}
    assert "must be today or later" in link_to(desk, f"/apprentices/{north.amira.id}/cohort", fields)


@pytest.mark.parametrize("day", ["22/11/2016", "24/11/2031", "07/09/0206"])
def test_a_first_day_that_cannot_be_is_refused(desk: Browser, north: North, day: str) -> None:
    fields = {"name": "Spring", "starts_on": day}
    assert "at most 10 years back" in link_to(desk, f"/organisations/{north.place.id}/cohorts/add", fields)


@pytest.mark.parametrize("day", ["23/11/2016", "23/11/2031"])
def test_a_first_day_that_can_be_is_taken(desk: Browser, north: North, day: str) -> None:
    page = desk.get(f"/organisations/{north.place.id}/cohorts/add")
    desk.submit(page, {"name": "Spring", "starts_on": day})


def test_extra_time_ends_within_ten_years(desk: Browser, north: North) -> None:
    fields = {"percent": "25", "approved_by": "Learning support", "until": "24/11/2036"}
    assert "at most 10 years ahead" in link_to(desk, f"/apprentices/{north.amira.id}/extra-time", fields)


def test_a_year_from_a_leap_day_is_a_day() -> None:
    assert years_from(date(2028, 2, 29), 1) == date(2029, 2, 28)
