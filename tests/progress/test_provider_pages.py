"""What a training provider sees: its cohorts, its apprentices, their extra time; nothing of another's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from app.accounts.actions.organisations import end_enrolment, set_assessment_date
from app.accounts.actions.people import disable
from app.accounts.queries.apprentices import apprentice
from tests.build import FakeClock, Known, Place, World
from tests.page import Browser

Browse = Callable[[], Browser]


@dataclass(frozen=True)
class North:
    """A provider with one apprentice, seen by its tutor."""

    place: Place
    cohort: Place
    amira: Known
    tomas: Known
    tutor: Browser


@pytest.fixture
def north(world: World, browse: Browse) -> North:
    place = world.organisation("Northshire College")
    cohort = world.cohort(place, "Autumn 2026")
    tomas, tutor = world.tutor(place), browse()
    tutor.sign_in(tomas)
    return North(place, cohort, world.apprentice(cohort=cohort), tomas, tutor)


HEADINGS = ("Name ", "Assessment date ", "Assessor ", "Extra time ", "Last signed in ")


def row(north: North) -> list[str]:
    """The cells of the one apprentice; each repeats its heading, for phones."""
    cells = north.tutor.get(f"/home/provider/cohorts/{north.cohort.id}").rows("Apprentices")[0]
    return [text.removeprefix(heading) for heading, text in zip(HEADINGS, cells, strict=True)]


def extra_time(north: North, expect: int = 302, **changed: str) -> str:
    """Set extra time on the page; the main part of the page that follows."""
    page = north.tutor.get(f"/apprentices/{north.amira.id}/extra-time")
    fields = {"percent": "25", "approved_by": "Learning support", "until": "30/06/2027", **changed}
    answer = north.tutor.submit(page, fields, expect=expect)
    return north.tutor.follow().main if expect == 302 else answer.main


def test_the_home_lists_the_cohorts_with_how_many_are_in_them(world: World, north: North) -> None:
    world.apprentice("Bola Adeyemi", cohort=north.cohort)
    page = north.tutor.get("/home/provider")
    assert page.h1 == "Cohorts"
    assert "Autumn 2026" in page.main
    assert "2 apprentices" in page.main


def test_the_home_tells_the_next_assessment(world: World, north: North) -> None:
    with world.writing() as db:
        place = apprentice(db, world.administrator().viewer, north.amira.id, now=world.now).enrolment_id
        assert place is not None
        set_assessment_date(db, place, date(2027, 5, 4), by=None, now=world.now)
    assert "Next assessment 4 May 2027" in north.tutor.get("/home/provider").main


def test_whoever_left_the_cohort_is_listed_apart(world: World, north: North) -> None:
    with world.writing() as db:
        end_enrolment(db, 1, by=None, now=world.now)
    page = north.tutor.get("/home/provider")
    assert "0 apprentices" in page.main
    assert page.link("Amira Osei") == f"/home/provider/apprentices/{north.amira.id}"


def test_a_provider_without_cohorts_is_told_who_adds_one(world: World, browse: Browse) -> None:
    browser = browse()
    assert "Ask an administrator to add one" in browser.sign_in(world.tutor()).main


def test_the_cohort_tells_each_apprentices_dates_assessor_and_extra_time(world: World, north: North) -> None:
    world.assessor(north.amira)
    world.extra_time(north.amira, 25)
    assert row(north) == ["Amira Osei", "Not set", "Asha Verma", "25 %", "Never"]


def test_the_cohort_tells_when_somebody_last_signed_in(
    browse: Browse, north: North, clock: FakeClock
) -> None:
    browse().sign_in(north.amira)
    clock.advance(timedelta(minutes=1))
    assert row(north)[-1] == "23 November 2026"


def test_the_cohort_tells_that_an_account_is_disabled(world: World, north: North) -> None:
    with world.writing() as db:
        disable(db, north.amira.id, by=None, now=world.now)
    assert row(north)[-1] == "Account disabled"


def test_an_empty_cohort_says_so(world: World, north: North) -> None:
    empty = world.cohort(north.place, "Spring 2027")
    assert "Nobody is in this cohort yet" in north.tutor.get(f"/home/provider/cohorts/{empty.id}").main


def test_extra_time_set_shows_as_the_minutes_it_gives(north: North) -> None:
    main = extra_time(north)
    assert "75 min (60 + 25 %)" in main
    assert "150 min (120 + 25 %)" in main
    assert "Learning support" in main
    assert "30 June 2027" in main


def test_without_extra_time_the_plain_minutes_stand(north: North) -> None:
    page = north.tutor.get(f"/home/provider/apprentices/{north.amira.id}")
    assert "60 min" in page.main
    assert "+" not in page.main


def test_extra_time_that_was_ended_shows_no_last_day_to_come(north: North) -> None:
    extra_time(north)
    main = extra_time(north, percent="0")
    assert "The extra time is ended" in main
    assert "Last day" not in main
    assert "2027" not in main


def test_extra_time_that_is_over_no_longer_counts(north: North, clock: FakeClock) -> None:
    extra_time(north, until="24/11/2026")
    clock.advance(timedelta(days=2))
    north.tutor.sign_in(north.tomas)
    page = north.tutor.get(f"/home/provider/apprentices/{north.amira.id}")
    assert "over after 24 November 2026" in page.main
    assert "75 min" not in page.main


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("percent", "", "Enter the extra time in per cent"),
        ("percent", "a quarter", "Enter a whole number"),
        ("percent", "301", "between 0 and 300"),
        ("percent", "-5", "between 0 and 300"),
        ("approved_by", "", "Enter who approved it"),
        ("until", "", "Enter the last day"),
        ("until", "someday", "Enter a date"),
        ("until", "01/01/2020", "is over"),
    ],
)
def test_extra_time_that_cannot_be_is_refused(north: North, field: str, value: str, why: str) -> None:
    assert why in extra_time(north, expect=422, **{field: value})


def test_a_per_cent_sign_does_no_harm(north: North) -> None:
    assert "75 min" in extra_time(north, percent="25 %")


def test_the_form_starts_from_what_was_recorded(north: North) -> None:
    extra_time(north)
    page = north.tutor.get(f"/apprentices/{north.amira.id}/extra-time")
    values = dict(page.forms[-1].values)
    assert (values["percent"], values["approved_by"], values["until"]) == (
        "25",
        "Learning support",
        "30/06/2027",
    )


def test_the_form_asks_for_no_reason(north: North) -> None:
    page = north.tutor.get(f"/apprentices/{north.amira.id}/extra-time")
    assert page.forms[-1].names == {"csrf_token", "percent", "approved_by", "until"}


def test_the_assessment_date_is_set_and_taken_away(north: North) -> None:
    path = f"/apprentices/{north.amira.id}/assessment-date"
    north.tutor.submit(north.tutor.get(path), {"assessment_on": "04/05/2027"})
    assert "4 May 2027" in north.tutor.follow().main
    north.tutor.submit(north.tutor.get(path), {"assessment_on": ""})
    assert "4 May 2027" not in north.tutor.follow().main


def test_nothing_of_another_provider_is_there(world: World, north: North) -> None:
    south = world.cohort()
    theirs = world.apprentice("Bola Adeyemi", cohort=south)
    for path in (
        f"/home/provider/cohorts/{south.id}",
        f"/home/provider/apprentices/{theirs.id}",
        f"/apprentices/{theirs.id}/extra-time",
        f"/apprentices/{theirs.id}/assessment-date",
    ):
        north.tutor.get(path, expect=404)


def test_nothing_of_another_provider_can_be_changed(world: World, north: North) -> None:
    theirs = world.apprentice("Bola Adeyemi")
    fields = {"percent": "25", "approved_by": "Me", "until": "30/06/2027"}
    north.tutor.post(f"/apprentices/{theirs.id}/extra-time", fields, expect=404)


def test_what_is_not_there_answers_as_what_is_anothers(world: World, north: North) -> None:
    theirs = world.apprentice("Bola Adeyemi")
    another = north.tutor.get(f"/home/provider/apprentices/{theirs.id}", expect=404)
    nobody = north.tutor.get("/home/provider/apprentices/9999", expect=404)
    assert another.main == nobody.main


@pytest.mark.parametrize("path", ["/home/provider", "/home/provider/cohorts/1", "/apprentices/1/extra-time"])
def test_apprentices_and_assessors_do_not_open_these_pages(
    browse: Browse, world: World, north: North, path: str
) -> None:
    for known in (north.amira, world.assessor(north.amira)):
        browser = browse()
        browser.sign_in(known)
        browser.get(path, expect=404)
