"""The record of who did what: written with the act, never changed, read by the person affected."""

from __future__ import annotations

from datetime import timedelta

from app.knowledge_test.part import PART
from app.sittings.actions.finishing import finish_attempt
from app.sittings.actions.saving import save_answer
from app.sittings.actions.starting import start_attempt
from app.sittings.models import Mode
from app.sittings.parts import Order
from app.trail.actions import note
from app.trail.models import TrailEntry
from app.trail.queries import my_entries
from tests.build import FakeClock, Known, World
from tests.sittings import answers
from tests.sittings.answers import change


def read(world: World, known: Known, about: str) -> list[TrailEntry]:
    with world.reading() as db:
        return my_entries(db, known.viewer, about)


def test_an_entry_says_when_who_what_and_about_what(world: World, amira: Known) -> None:
    with world.writing() as db:
        note(db, "read", "log:7", now=world.now, actor_id=amira.id, subject_id=amira.id, pages=2)
    (entry,) = read(world, amira, "log:7")
    assert (entry.at, entry.act, entry.actor_id, entry.facts) == (world.now, "read", amira.id, {"pages": 2})


def test_an_act_that_is_not_kept_leaves_no_entry(world: World, amira: Known) -> None:
    with world.writing() as db:
        start_attempt(db, PART, Order(amira.viewer, Mode.MOCK, seed=1, now=world.now))
        db.rollback()
    assert answers.trail(world, 1) == []


def test_the_person_affected_reads_the_start_and_the_end_of_a_mock(world: World, amira: Known) -> None:
    attempt_id = world.start(amira)
    world.finish(amira, attempt_id)
    acts = [entry.act for entry in read(world, amira, f"attempt:{attempt_id}")]
    assert acts == ["attempt-started", "attempt-closed"]


def test_nobody_else_reads_it(world: World, amira: Known) -> None:
    attempt_id = world.start(amira)
    world.finish(amira, attempt_id)
    others = [world.apprentice("Ben Ode"), world.tutor(), world.assessor(amira), world.administrator()]
    assert [read(world, one, f"attempt:{attempt_id}") for one in others] == [[], [], [], []]


def test_what_affects_nobody_is_read_by_nobody(world: World, amira: Known) -> None:
    with world.writing() as db:
        note(db, "swept", "site:1", now=world.now, actor_id=amira.id)
    assert read(world, amira, "site:1") == []


def test_the_mocks_of_one_person_are_kept_apart(world: World, amira: Known) -> None:
    first = world.start(amira)
    world.finish(amira, first)
    second = world.start(amira)
    assert [entry.act for entry in read(world, amira, f"attempt:{second}")] == ["attempt-started"]


def test_closing_says_by_what_and_counts_saves_and_answers(world: World, amira: Known) -> None:
    attempt_id = world.start(amira)
    for number, value in enumerate(("1", "2", "3"), start=1):
        answers.save(world, amira, attempt_id, change(1, value, number=number))
    answers.save(world, amira, attempt_id, change(2, "1"))
    world.finish(amira, attempt_id)
    (entry,) = answers.trail(world, attempt_id, "attempt-closed")
    assert entry.facts == {"by": "person", "saves": 4, "answered": 2}


def test_a_save_that_was_not_taken_is_not_counted(world: World, amira: Known) -> None:
    attempt_id = world.start(amira)
    answers.save(world, amira, attempt_id, change(1, "1"))
    answers.save(world, amira, attempt_id, change(1, "1"))
    answers.save(world, amira, attempt_id, change(1, "2", writer="phone"))
    world.finish(amira, attempt_id)
    (entry,) = answers.trail(world, attempt_id, "attempt-closed")
    assert entry.facts["saves"] == 1


def test_the_lag_allowance_is_noted_before_the_closing_it_belongs_to(
    world: World, amira: Known, clock: FakeClock
) -> None:
    attempt_id = world.start(amira)
    clock.advance(timedelta(minutes=60, seconds=3))
    with world.writing() as db:
        finish_attempt(
            db, amira.viewer, attempt_id, now=world.now, last_changes=[change(1, "1")], by_page=True
        )
    acts = [entry.act for entry in read(world, amira, f"attempt:{attempt_id}")]
    assert acts == ["attempt-started", "lag-allowance-used", "attempt-closed"]


def test_no_answer_stands_in_the_trail(world: World, amira: Known) -> None:
    attempt_id = world.start(amira)
    with world.writing() as db:
        save_answer(db, amira.viewer, attempt_id, change(1, "3", writer="telltale"), now=world.now)
    world.finish(amira, attempt_id)
    facts = [entry.facts for entry in answers.trail(world, attempt_id)]
    assert {name for one in facts for name in one} == {"minutes", "slots", "by", "saves", "answered"}
