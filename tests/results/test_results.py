"""Recording judgements, and who may see them when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.outcomes import NotThere
from app.results.actions import hand_in, record
from app.results.models import Result, Work
from app.results.queries import newest_results, one_result
from app.results.rules.judging import OVERALL, TOPIC, Grade, ItemMark, Judgement, ScoreLine, Thresholds
from tests.build import FakeClock, Known, World


def judged(correct: int) -> Judgement:
    lines = (ScoreLine(OVERALL, "all", "Paper", correct, 2), ScoreLine(TOPIC, "WK1", "One", correct, 2))
    items = (ItemMark(1, "WK1-001/1", "right", 1, 1), ItemMark(2, "WK1-002/1", "wrong", 0, 1))
    return Judgement(lines, items, Thresholds(1, 2))


def work(
    world: World,
    known: Known,
    *corrects: int,
    released_at: datetime | None,
    part: str = "knowledge_test",
) -> int:
    """A piece of work judged once for each of `corrects`; its id."""
    with world.writing() as db:
        made = hand_in(
            db,
            person_id=known.id,
            part=part,
            mode="mock",
            title="Paper",
            handed_in_at=world.now,
            released_at=released_at,
        )
        for number, correct in enumerate(corrects, start=1):
            record(
                db, made, judged(correct), now=world.now, number=number, reason="" if number == 1 else "why"
            )
        return made.id


def seen(world: World, known: Known, part: str = "knowledge_test") -> list[Result]:
    with world.reading() as db:
        return newest_results(db, known.viewer, part, "mock", now=world.now)


def opened(world: World, known: Known, work_id: int) -> Result:
    with world.reading() as db:
        return one_result(db, known.viewer, work_id, now=world.now)


def test_a_result_holds_its_marks_thresholds_and_grade(world: World, amira: Known) -> None:
    found = opened(world, amira, work(world, amira, 1, released_at=world.now))
    assert (found.correct, found.of, found.pass_mark, found.distinction_mark, found.grade) == (
        1,
        2,
        1,
        2,
        Grade.PASS,
    )


def test_a_result_holds_its_lines_in_order_and_every_item(world: World, amira: Known) -> None:
    found = opened(world, amira, work(world, amira, 1, released_at=world.now))
    assert [line.axis for line in found.lines] == [OVERALL, TOPIC]
    assert [(item.slot, item.verdict) for item in found.items] == [(1, "right"), (2, "wrong")]


def test_ungraded_work_has_no_grade_and_no_thresholds(world: World, amira: Known) -> None:
    with world.writing() as db:
        made = hand_in(
            db,
            person_id=amira.id,
            part="knowledge_test",
            mode="practice",
            title="Paper",
            handed_in_at=world.now,
            released_at=world.now,
        )
        record(db, made, Judgement(judged(1).lines, ()), now=world.now)
        work_id = made.id
    found = opened(world, amira, work_id)
    assert (found.grade, found.pass_mark) == (None, None)


def test_of_several_judgements_the_newest_counts(world: World, amira: Known) -> None:
    work_id = work(world, amira, 0, 2, released_at=world.now)
    assert (opened(world, amira, work_id).correct, [one.correct for one in seen(world, amira)]) == (2, [2])


def test_a_correction_leaves_the_first_judgement_as_it_was(world: World, amira: Known) -> None:
    work_id = work(world, amira, 0, 2, released_at=world.now)
    with world.reading() as db:
        first = db.query(Result).filter_by(work_id=work_id, number=1).one()
        assert (first.correct, first.reason) == (0, "")


def test_the_newest_work_comes_first(world: World, amira: Known, clock: FakeClock) -> None:
    first = work(world, amira, 0, released_at=world.now)
    clock.advance(timedelta(days=1))
    second = work(world, amira, 1, released_at=world.now)
    assert [one.work_id for one in seen(world, amira)] == [second, first]


def test_work_of_another_part_is_not_in_the_list(world: World, amira: Known) -> None:
    work(world, amira, 1, released_at=world.now, part="case_studies")
    assert seen(world, amira) == []


def test_work_that_was_not_released_is_nowhere(world: World, amira: Known) -> None:
    work_id = work(world, amira, 1, released_at=None)
    assert seen(world, amira) == []
    with pytest.raises(NotThere):
        opened(world, amira, work_id)


def test_work_appears_at_the_moment_of_its_release(world: World, amira: Known, clock: FakeClock) -> None:
    work(world, amira, 1, released_at=world.now + timedelta(hours=1))
    clock.advance(timedelta(hours=1) - timedelta(seconds=1))
    before = seen(world, amira)
    clock.advance(timedelta(seconds=1))
    assert (len(before), len(seen(world, amira))) == (0, 1)


@pytest.mark.parametrize("who", ["apprentice", "tutor", "assessor", "administrator"])
def test_nobody_else_finds_it(world: World, amira: Known, who: str) -> None:
    work_id = work(world, amira, 1, released_at=world.now)
    other: Known = getattr(world, who)(name="Some Body")
    assert seen(world, other) == []
    with pytest.raises(NotThere):
        opened(world, other, work_id)


def test_work_that_was_never_judged_has_no_result(world: World, amira: Known) -> None:
    work_id = work(world, amira, released_at=world.now)
    with pytest.raises(NotThere):
        opened(world, amira, work_id)


def test_handing_in_keeps_when_that_was(world: World, amira: Known) -> None:
    work_id = work(world, amira, released_at=world.now)
    with world.reading() as db:
        assert db.get_one(Work, work_id).handed_in_at == world.now
