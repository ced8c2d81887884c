"""A key changed or a question set aside: looked at first, then a new result beside the old."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.knowledge_test.actions.papers import judged
from app.knowledge_test.models import QuestionVersion, ReMark, Ruling
from app.knowledge_test.queries.bank import keys_of
from app.knowledge_test.rules.marking import Verdict
from app.knowledge_test.rules.re_marking import Change, Decision, Policy
from app.outcomes import BadInput
from app.results.rules.judging import Grade, ItemMark
from app.sittings.models import Attempt
from tests.build import FakeClock, Known, World
from tests.knowledge_test import rulings, sitting
from tests.knowledge_test.rulings import BY, WHY, Asked, done, everything, handed_in, marks, weighed

BOTH = Policy.BOTH_WAYS


@pytest.fixture
def ben(world: World) -> Known:
    return world.apprentice("Ben Ode")


@pytest.fixture
def wrong(world: World, amira: Known) -> int:
    """Amira's mock: 26 of 40, the first question wrong."""
    return handed_in(world, amira, 26)


@pytest.fixture
def right(world: World, ben: Known) -> int:
    """Ben's mock with the same questions: 26 of 40, the first one right."""
    return handed_in(world, ben, 26, first="right")


@pytest.fixture
def first(world: World, wrong: int, right: int) -> Asked:
    """The first question of both."""
    return rulings.question(world, wrong)


def test_looking_changes_nothing(world: World, first: Asked) -> None:
    before = everything(world)
    assert weighed(world, first.void()).count(Change.UP) == 1
    assert everything(world) == before


def test_looking_finds_what_doing_then_does(world: World, first: Asked) -> None:
    asked = first.void(BOTH)
    foreseen = {one.attempt.id: one.after for one in weighed(world, asked).changed}
    assert {one.attempt.id: one.after for one in done(world, asked).changed} == foreseen


def test_no_statement_reads_the_slots_of_all_papers(app: Flask, world: World, first: Asked) -> None:
    engine = app.extensions["engine"]
    read: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            read.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", keep)
    done(world, first.void())
    event.remove(engine, "before_cursor_execute", keep)
    with engine.connect() as db:
        steps = [
            row.detail
            for statement, parameters in read
            for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert [step for step in steps if step.startswith("SCAN slot")] == []
    assert [step for step in steps if step.startswith("SEARCH slot")] != []


def test_another_right_option_adds_a_result_beside_the_old(world: World, wrong: int, first: Asked) -> None:
    done(world, first.says(first.key + first.other))
    assert marks(world, wrong) == [(26, 40), (27, 40)]


def test_the_old_result_stays_as_it_was(world: World, wrong: int, first: Asked) -> None:
    before = everything(world)
    done(world, first.void(BOTH))
    after = everything(world)
    for table in ("result", "result_line", "result_item", "work", "attempt", "slot", "question_version"):
        assert set(before[table]) <= set(after[table])


def test_the_new_result_says_why_and_which_ruling_made_it(world: World, wrong: int, first: Asked) -> None:
    done(world, first.void())
    old, new = rulings.results(world, wrong)
    assert (old.reason, new.reason, new.number, new.recorded_by_id) == ("", WHY, 2, None)
    with world.reading() as db:
        ruling = db.get_one(Ruling, db.get_one(ReMark, new.id).ruling_id)
    assert (ruling.item, ruling.letters, ruling.policy, ruling.approved_by) == (
        first.item,
        "",
        Policy.RAISE_ONLY,
        BY,
    )


def test_nobody_loses_marks_when_they_only_rise(world: World, right: int, first: Asked) -> None:
    found = done(world, first.says(first.other))
    assert (marks(world, right), found.count(Change.KEPT)) == ([(26, 40)], 1)


def test_both_ways_takes_the_mark_of_what_is_not_right_any_more(
    world: World, right: int, first: Asked
) -> None:
    done(world, first.says(first.other, BOTH))
    assert marks(world, right) == [(26, 40), (25, 40)]


def test_what_is_set_aside_makes_the_paper_shorter(
    world: World, wrong: int, right: int, first: Asked
) -> None:
    done(world, first.void(BOTH))
    assert (marks(world, wrong)[-1], marks(world, right)[-1]) == ((26, 39), (25, 39))


def test_what_is_set_aside_is_neither_right_nor_wrong(world: World, wrong: int, first: Asked) -> None:
    done(world, first.void())
    assert rulings.verdicts(world, wrong)[1] == "set aside"


def test_the_marks_that_a_grade_needs_follow_the_shorter_paper(world: World, amira: Known) -> None:
    mock = sitting.handed_in(world, amira, right=range(3, 26), wrong=[1, 2])
    for number in (1, 2):
        done(world, rulings.question(world, mock, number).void())
    told = [
        (one.correct, one.of, one.pass_mark, one.distinction_mark, one.grade)
        for one in rulings.results(world, mock)
    ]
    assert told == [
        (23, 40, 24, 32, Grade.FAIL),
        (23, 39, 24, 32, Grade.FAIL),
        (23, 38, 23, 31, Grade.PASS),
    ]


def test_its_topic_has_one_mark_fewer_to_be_had(world: World, wrong: int, first: Asked) -> None:
    topic = first.item.split("-")[0]
    correct, of = rulings.topic_marks(world, wrong)[topic]
    done(world, first.void())
    assert rulings.topic_marks(world, wrong)[topic] == (correct, of - 1)


def test_a_paper_of_which_nothing_is_left_has_no_grade(world: World, wrong: int, first: Asked) -> None:
    aside = ItemMark(1, first.item, Verdict.SET_ASIDE.value, 0, 0)
    with world.reading() as db:
        judgement = judged(db.get_one(Attempt, wrong), (aside,), keys_of(db, [first.item]))
    assert (judgement.overall.of, judgement.thresholds, judgement.grade) == (0, None, None)


def test_a_grade_that_changes_is_counted(world: World, amira: Known) -> None:
    mock = handed_in(world, amira, 23)
    first = rulings.question(world, mock)
    (one,) = weighed(world, first.says(first.key + first.other)).changed
    assert (one.grade_changes, one.before.grade, one.after.grade) == (True, Grade.FAIL, Grade.PASS)


def test_a_mock_that_runs_meanwhile_is_marked_by_it(world: World, amira: Known, first: Asked) -> None:
    cy = world.apprentice("Cy Low")
    running = world.start(cy)
    sitting.answer_all(world, cy, running, right=range(2, 28), wrong=[1])
    assert done(world, first.says(first.other)).running == 1
    world.finish(cy, running)
    assert marks(world, running) == [(27, 40)]


def test_a_mock_that_runs_meanwhile_is_marked_without_what_is_set_aside(world: World, first: Asked) -> None:
    cy = world.apprentice("Cy Low")
    running = world.start(cy)
    done(world, first.void())
    world.finish(cy, running)
    assert marks(world, running) == [(0, 39)]


def test_mocks_that_do_not_ask_the_question_are_left_alone(world: World, first: Asked) -> None:
    cy = world.apprentice("Cy Low")
    handed_in(world, cy, 26)
    other = handed_in(world, cy, 26)  # questions that were not met come first
    assert first.item not in world.items(other)
    done(world, first.void(BOTH))
    assert marks(world, other) == [(26, 40)]


def test_practice_that_was_ended_is_left_alone(world: World, first: Asked) -> None:
    cy = world.apprentice("Cy Low")
    ended = rulings.practised(world, cy, first.item)
    world.finish(cy, ended)
    before = marks(world, ended)
    done(world, first.void(BOTH))
    assert marks(world, ended) == before


def test_practice_that_is_ended_later_is_judged_by_it(world: World, first: Asked) -> None:
    cy = world.apprentice("Cy Low")
    going_on = rulings.practised(world, cy, first.item)
    done(world, first.void())
    world.finish(cy, going_on)
    assert marks(world, going_on) == [(0, 0)]


def test_what_is_set_aside_is_not_asked_again(world: World, first: Asked) -> None:
    assert first.item in world.items(world.start(world.apprentice("Cy Low")))
    done(world, first.void())
    assert first.item not in world.items(world.start(world.apprentice("Di Moss")))


def test_what_has_another_key_goes_on_being_asked(world: World, first: Asked) -> None:
    done(world, first.says(first.other))
    assert first.item in world.items(world.start(world.apprentice("Cy Low")))


def test_the_same_again_changes_nothing_more_and_says_since_when(
    world: World, first: Asked, clock: FakeClock
) -> None:
    decided = world.now
    done(world, first.void())
    before = everything(world)
    clock.set(clock.now().replace(hour=15))
    assert done(world, first.void()).decided_at == decided
    assert everything(world) == before


def test_what_was_decided_can_be_taken_back(world: World, wrong: int, right: int, first: Asked) -> None:
    done(world, first.says(first.other, BOTH))
    done(world, first.says(first.key, BOTH))
    assert (marks(world, wrong)[-1], marks(world, right)[-1]) == ((26, 40), (26, 40))


def test_one_decision_takes_no_mark_that_another_left(world: World, right: int, first: Asked) -> None:
    done(world, first.says(first.other))
    done(world, rulings.question(world, right, 40).void(BOTH))  # not answered
    assert marks(world, right) == [(26, 40), (26, 39)]


def test_a_kept_mark_can_still_fall_when_that_is_decided(world: World, right: int, first: Asked) -> None:
    done(world, first.says(first.other))
    done(world, first.says(first.other, BOTH))
    assert marks(world, right) == [(26, 40), (25, 40)]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("WK3-001", "There is no question version 'WK3-001'. There is WK3-001/1."),
        ("WK3-001/7", "There is no question version 'WK3-001/7'. There is WK3-001/1."),
        ("cheese", "There is no question version 'cheese'. A version is written like WK3-001/2."),
    ],
)
def test_a_version_that_is_not_there_is_refused(world: World, item: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        weighed(world, Decision(item, "A", BOTH, WHY, BY))
    assert str(refused.value) == told


def test_a_letter_that_is_no_option_is_refused(world: World, first: Asked) -> None:
    with pytest.raises(BadInput, match="A, B, C and D, not E"):
        weighed(world, first.says("E"))


def test_a_question_that_nobody_was_asked_is_refused(world: World, first: Asked, wrong: int) -> None:
    asked = set(world.items(wrong))
    with world.reading() as db:
        unasked = min(set(db.scalars(select(QuestionVersion.item))) - asked)
    with pytest.raises(BadInput, match=f"Nobody was asked {unasked}. Correct it in its question bank"):
        weighed(world, Decision(unasked, "", BOTH, WHY, BY))


def test_the_key_that_counts_already_is_nothing_to_decide(world: World, first: Asked) -> None:
    with pytest.raises(BadInput, match=f"{first.key} is the right option of {first.item} already"):
        weighed(world, first.says(first.key))
