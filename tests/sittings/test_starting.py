"""Starting a mock: one at a time, with the person's time, and a paper that is never made again."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from app import create_app
from app.sittings.models import Slot
from config import Settings
from tests.build import FakeClock, Known, World
from tests.page import Browser
from tests.sittings import answers


def paper(world: World, attempt_id: int) -> list[tuple[str, str]]:
    """Items and arrangements, in order."""
    with world.reading() as db:
        rows = db.execute(
            select(Slot.item, Slot.arrangement).where(Slot.attempt_id == attempt_id).order_by(Slot.number)
        )
        return [(row.item, row.arrangement) for row in rows]


def test_a_mock_ends_so_many_minutes_after_it_was_started(world: World, amira: Known) -> None:
    attempt = answers.attempt(world, world.start(amira))
    assert attempt.ends_at == world.now + timedelta(minutes=60)


def test_extra_time_is_added_once_to_the_end(world: World) -> None:
    known = world.apprentice(extra_percent=25)
    assert answers.attempt(world, world.start(known)).ends_at == world.now + timedelta(minutes=75)


def test_extra_time_is_rounded_up_to_the_minute(world: World) -> None:
    known = world.apprentice(extra_percent=1)
    assert answers.attempt(world, world.start(known)).ends_at == world.now + timedelta(minutes=61)


def test_extra_time_whose_last_day_is_over_is_not_given(world: World, amira: Known, clock: FakeClock) -> None:
    world.extra_time(amira, 25, until=world.now.date())
    clock.advance(timedelta(days=1))
    assert answers.attempt(world, world.start(amira)).ends_at == world.now + timedelta(minutes=60)


def test_extra_time_is_given_on_its_last_day(world: World, amira: Known) -> None:
    world.extra_time(amira, 25, until=world.now.date())
    assert answers.attempt(world, world.start(amira)).ends_at == world.now + timedelta(minutes=75)


def test_the_newest_extra_time_counts_even_if_it_takes_it_away(world: World) -> None:
    known = world.apprentice(extra_percent=50)
    world.extra_time(known, 0, until=date(2030, 1, 1))
    assert answers.attempt(world, world.start(known)).ends_at == world.now + timedelta(minutes=60)


def test_extra_time_recorded_during_a_mock_leaves_its_end(world: World, amira: Known) -> None:
    attempt_id = world.start(amira)
    before = answers.attempt(world, attempt_id).ends_at
    world.extra_time(amira, 50)
    assert answers.attempt(world, attempt_id).ends_at == before


def test_starting_again_goes_on_with_the_mock_that_runs(world: World, amira: Known) -> None:
    assert world.start(amira, seed=1) == world.start(amira, seed=2)


def test_starting_again_leaves_the_paper_as_it_was(world: World, amira: Known) -> None:
    attempt_id = world.start(amira, seed=1)
    before = paper(world, attempt_id)
    world.start(amira, seed=2)
    assert paper(world, attempt_id) == before


def test_starting_again_leaves_the_deadline(world: World, amira: Known, clock: FakeClock) -> None:
    attempt_id = world.start(amira)
    before = answers.attempt(world, attempt_id).ends_at
    clock.advance(timedelta(minutes=20))
    world.start(amira)
    assert answers.attempt(world, attempt_id).ends_at == before


def test_after_handing_in_a_new_mock_can_be_started(world: World, amira: Known) -> None:
    first = world.start(amira)
    world.finish(amira, first)
    assert world.start(amira) != first


def test_the_second_mock_asks_no_question_of_the_first_while_others_are_left(
    world: World, amira: Known
) -> None:
    first = world.start(amira)
    world.finish(amira, first)
    second = world.start(amira, seed=2)
    met = {item for item, _ in paper(world, first)}
    again = [item for item, _ in paper(world, second) if item in met]
    assert again == []


def test_what_one_person_met_does_not_matter_for_another(world: World, amira: Known) -> None:
    mine = paper(world, world.start(amira, seed=5))
    theirs = paper(world, world.start(world.apprentice("Ben Ode"), seed=5))
    assert mine == theirs


def test_the_paper_is_the_same_after_a_restart(
    app: Flask, world: World, amira: Known, settings: Settings, clock: FakeClock
) -> None:
    attempt_id = world.start(amira)
    address = f"/multiple-choice/{attempt_id}/questions/1"
    restarted = create_app(settings, clock)
    shown = []
    for one in (app, restarted):
        browser = Browser(one)
        browser.sign_in(amira)
        page = browser.get(address)
        shown.append([" ".join(form.itertext()) for form in page.elements("section")])
    restarted.extensions["engine"].dispose()
    assert shown[0] == shown[1]


def test_a_restart_does_not_change_the_deadline(
    app: Flask, world: World, amira: Known, settings: Settings, clock: FakeClock
) -> None:
    attempt_id = world.start(amira)
    clock.advance(timedelta(minutes=20))
    restarted = create_app(settings, clock)
    browser = Browser(restarted)
    browser.sign_in(amira)
    left = browser.json("GET", f"/attempts/{attempt_id}/time")["remaining_ms"]
    restarted.extensions["engine"].dispose()
    assert left == 40 * 60_000


def test_the_mock_keeps_the_percentages_of_its_plan(world: World, amira: Known) -> None:
    attempt = answers.attempt(world, world.start(amira))
    assert (attempt.plan_id, attempt.pass_percent, attempt.distinction_percent) == ("practice-2026", 60, 80)


def test_the_start_is_in_the_trail_with_its_minutes(world: World) -> None:
    known = world.apprentice(extra_percent=25)
    (entry,) = answers.trail(world, world.start(known))
    assert (entry.act, entry.actor_id, entry.facts) == (
        "attempt-started",
        known.id,
        {"minutes": 75, "slots": 40},
    )


def test_going_on_with_a_mock_is_not_noted_as_a_start(world: World, amira: Known) -> None:
    attempt_id = world.start(amira)
    world.start(amira)
    assert len(answers.trail(world, attempt_id)) == 1
