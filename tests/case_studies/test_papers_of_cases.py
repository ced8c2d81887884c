"""Drawing, starting, looking up, and what a running paper gives away: nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.case_studies.queries.looking import look_up_now
from app.case_studies.rules.drawing import LEVELS, Candidate, CannotFill, draw
from app.case_studies.rules.entering import Coding, checked, coding_of
from app.outcomes import BadInput
from tests.build import Known, World
from tests.case_studies import coded
from tests.case_studies.coding import shipped
from tests.page import Browser

WANTED = {"straightforward": 1, "working": 2, "hard": 1}
POOL = [
    Candidate(f"{level}-{number}", f"{level}-{number}/1", level, "IV" if number % 2 else "XI")
    for level in LEVELS
    for number in range(4)
]


@given(some.integers(0, 2**31))
def test_a_paper_has_so_many_of_each_level_the_easier_first(seed: int) -> None:
    drawn = draw(WANTED, POOL, [], seed)
    assert [one.level for one in drawn] == ["straightforward", "working", "working", "hard"]
    assert len({one.item for one in drawn}) == 4


@given(some.integers(0, 2**31))
def test_chapters_are_spread_as_far_as_they_go(seed: int) -> None:
    assert {one.chapter for one in draw(WANTED, POOL, [], seed)} == {"IV", "XI"}


@given(some.integers(0, 2**31))
def test_cases_that_were_not_met_come_first_and_then_the_longest_ago(seed: int) -> None:
    met = ["hard-0", "hard-1", "hard-2", "hard-3"]
    assert draw({"hard": 1}, POOL, met[:3], seed)[0].case_id == "hard-3"
    assert draw({"hard": 1}, POOL, met, seed)[0].case_id == "hard-0"


def test_the_same_seed_draws_the_same_paper() -> None:
    assert draw(WANTED, POOL, [], 7) == draw(WANTED, POOL, [], 7)


def test_a_casebook_that_cannot_fill_a_paper_says_of_which_level() -> None:
    with pytest.raises(CannotFill, match="1 more hard"):
        draw({"hard": 5}, POOL, [], 1)


def test_a_second_mock_of_the_shipped_casebook_holds_no_case_of_the_first(world: World, amira: Known) -> None:
    first = world.items(coded.sat(world, amira, seed=1))
    assert not set(first) & set(world.items(coded.begun(world, amira, seed=2)))


def test_a_mock_starts_as_it_was_chosen_and_says_who_sits_it(desk: Browser, amira: Known) -> None:
    page = desk.get("/case-studies/start")
    desk.submit(page, {"look_up": "search"}, button=f"I am {amira.name}. Start the clock")
    page = desk.follow()
    assert page.h1 == "Case 1 of 4"
    assert "You look codes up with code search on screen." in page.main


def test_a_mock_starts_with_books_where_nothing_else_is_chosen(desk: Browser, amira: Known) -> None:
    desk.submit(desk.get("/case-studies/start"), button=f"I am {amira.name}. Start the clock")
    assert "You look codes up with your own books." in desk.follow().main


def test_pressing_start_twice_starts_one_mock(desk: Browser, world: World) -> None:
    first = desk.post("/case-studies/start", {"look_up": "books"}).location
    assert desk.post("/case-studies/start", {"look_up": "books"}).location == first


def test_a_way_of_looking_up_that_does_not_exist_is_refused(desk: Browser) -> None:
    desk.post("/case-studies/start", {"look_up": "friends"}, expect=400)


@pytest.mark.parametrize("look_up", ["books", "tabular", "search"])
def test_the_site_lets_one_look_up_what_the_running_mock_allows(
    world: World, amira: Known, look_up: str
) -> None:
    coded.begun(world, amira, look_up)
    with world.reading() as db:
        assert look_up_now(db, amira.viewer, now=world.now) == look_up


def test_a_running_mock_of_part_1_lets_nothing_be_looked_up(world: World, amira: Known) -> None:
    world.start(amira)
    with world.reading() as db:
        assert look_up_now(db, amira.viewer, now=world.now) == "books"


def test_without_a_mock_everything_may_be_looked_up(world: World, amira: Known) -> None:
    with world.reading() as db:
        assert look_up_now(db, amira.viewer, now=world.now) == "search"


def test_no_key_and_no_reply_reaches_the_pages_of_a_running_mock(
    desk: Browser, world: World, amira: Known
) -> None:
    mock = coded.begun(world, amira)
    cases = {one.id: one for one in shipped()}
    bodies = [desk.get(f"/case-studies/{mock}/{where}").body for where in ("cases/1", "cases/2", "review")]
    for item in world.items(mock):
        case = cases[item.split("/")[0]]
        hidden = [ask.text.strip()[:40] for ask in case.asks]
        for code_set in case.code_sets:
            hidden += [line.why[:40] for line in code_set.diagnoses]
            hidden += [line.why[:40] for group in code_set.procedures for line in group.lines]
        for body in bodies:
            assert not [text for text in hidden if text in body]


def test_the_casebook_tells_how_each_case_went_before(desk: Browser, world: World, amira: Known) -> None:
    coded.practised(world, amira, "groin-lump-day-case", *coded.right("groin-lump-day-case"))
    page = desk.get("/case-studies/practice")
    assert "Last time 5 of 5." in page.main
    assert page.main.count("Not tried yet.") == len(shipped()) - 1


def test_the_casebook_is_narrowed_to_a_level(desk: Browser) -> None:
    page = desk.get("/case-studies/practice?level=hard")
    assert f"{sum(one.level == 'hard' for one in shipped())} cases" in page.main


def test_a_case_that_does_not_exist_cannot_be_practised(desk: Browser) -> None:
    desk.post("/case-studies/practice/no-such-case", expect=404)


codes = some.text(max_size=60)
words = some.builds(lambda d, w: {"document": d, "words": w}, some.text(max_size=20), some.text(max_size=80))
lines = some.lists(
    some.builds(lambda c, e: {"code": c, "evidence": e}, codes, some.lists(words, max_size=3)), max_size=6
)


@given(lines, lines)
def test_a_coding_is_the_same_after_it_was_stored(diagnoses: list[object], procedures: list[object]) -> None:
    coding = checked({"diagnoses": diagnoses, "procedures": procedures})
    assert coding_of(coding.text()) == coding


@given(some.recursive(some.none() | some.integers() | some.text() | some.booleans(), some.lists))
def test_anything_else_is_refused_in_words(sent: object) -> None:
    with pytest.raises(BadInput):
        checked(sent)


@pytest.mark.parametrize("stored", ["{", "[" * 100_000, "[]", "1", json.dumps({"diagnoses": [{"code": 5}]})])
def test_a_stored_text_of_another_form_is_refused_in_words(stored: str) -> None:
    with pytest.raises(BadInput):
        coding_of(stored)


def test_nothing_entered_is_stored_as_nothing() -> None:
    assert Coding().text() == ""
