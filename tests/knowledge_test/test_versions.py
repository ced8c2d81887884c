"""Questions that change after a mock was started: the mock keeps what it was started with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessment_plan.content import Plan
from app.knowledge_test.actions.loading import load_questions
from app.knowledge_test.content import Written, check_banks
from app.knowledge_test.models import Question, QuestionVersion
from app.sittings.models import Slot
from app.versions import Loaded
from config import Settings
from tests.build import Known, World
from tests.knowledge_test import sitting
from tests.page import Browser
from tests.sittings import answers

NEW_STEM = "A question that was written anew while somebody sat it?"


@pytest.fixture
def bank(app: Flask, settings: Settings) -> list[Written]:
    """The shipped bank as it is written."""
    plan: Plan = app.extensions["plan"]
    return check_banks(settings.question_banks, plan)[0]


def load(world: World, written: list[Written]) -> Loaded:
    with world.writing() as db:
        return load_questions(db, written, now=world.now)


def changed(bank: list[Written], **fields: object) -> list[Written]:
    """The bank with the same change in every question."""
    return [
        Written(
            one.file,
            one.topic,
            one.question.model_copy(update={**fields, "stem": fields.get("stem", one.question.stem)}),
        )
        for one in bank
    ]


def other_keys(bank: list[Written]) -> list[Written]:
    """The bank with another key for every question."""
    turned = {"A": "B", "B": "C", "C": "D", "D": "A"}
    return [
        Written(one.file, one.topic, one.question.model_copy(update={"key": turned[one.question.key]}))
        for one in bank
    ]


def test_loading_the_same_bank_again_changes_nothing(world: World, bank: list[Written]) -> None:
    assert load(world, bank) == Loaded(new=0, changed=0, unchanged=len(bank), withdrawn=0)


def test_a_changed_question_becomes_a_new_version(world: World, bank: list[Written]) -> None:
    assert load(world, [*changed(bank[:1], stem=NEW_STEM), *bank[1:]]).changed == 1
    with world.reading() as db:
        head = db.get_one(Question, bank[0].question.id)
        assert head.current_item == f"{bank[0].question.id}/2"


def test_the_old_version_stays_as_it_was(world: World, bank: list[Written]) -> None:
    with world.reading() as db:
        before = db.get_one(QuestionVersion, f"{bank[0].question.id}/1").stem
    load(world, changed(bank, stem=NEW_STEM))
    with world.reading() as db:
        assert db.get_one(QuestionVersion, f"{bank[0].question.id}/1").stem == before


def test_a_note_to_authors_is_no_change(world: World, bank: list[Written]) -> None:
    assert load(world, changed(bank, note="Read once more.")).unchanged == len(bank)


def test_going_back_to_an_older_wording_takes_the_older_version_again(
    world: World, bank: list[Written]
) -> None:
    load(world, changed(bank, stem=NEW_STEM))
    load(world, bank)
    with world.reading() as db:
        assert db.get_one(Question, bank[0].question.id).current_item == f"{bank[0].question.id}/1"


def test_a_running_mock_shows_the_questions_it_was_started_with(
    world: World, browse: Callable[[], Browser], amira: Known, mock: int, bank: list[Written]
) -> None:
    browser = browse()
    browser.sign_in(amira)
    before = sitting.question(browser, mock, 1).main
    load(world, changed(bank, stem=NEW_STEM))
    assert sitting.question(browser, mock, 1).main == before


def test_a_mock_is_marked_by_the_keys_it_was_started_with(
    world: World, amira: Known, mock: int, bank: list[Written]
) -> None:
    sitting.answer_all(world, amira, mock, right=range(1, 41))
    load(world, other_keys(bank))
    world.finish(amira, mock)
    (result,) = answers.results(world, amira)
    assert result.correct == 40


def test_the_result_page_explains_the_question_that_was_asked(
    world: World, browse: Callable[[], Browser], amira: Known, mock: int, bank: list[Written]
) -> None:
    load(world, changed(bank, stem=NEW_STEM))
    world.finish(amira, mock)
    browser = browse()
    browser.sign_in(amira)
    assert NEW_STEM not in sitting.result(browser, mock, "all").main


def test_a_new_mock_asks_the_new_versions(world: World, amira: Known, bank: list[Written]) -> None:
    load(world, changed(bank, stem=NEW_STEM))
    attempt_id = world.start(amira)
    with world.reading() as db:
        items = db.scalars(select(Slot.item).where(Slot.attempt_id == attempt_id)).all()
    assert {item.split("/")[1] for item in items} == {"2"}


def test_a_question_met_in_an_older_version_counts_as_met(
    world: World, amira: Known, mock: int, bank: list[Written]
) -> None:
    world.finish(amira, mock)
    load(world, changed(bank, stem=NEW_STEM))
    again = world.start(amira, seed=2)
    with world.reading() as db:
        items = db.execute(select(Slot.attempt_id, Slot.item)).all()
    met = {row.item.split("/")[0] for row in items if row.attempt_id == mock}
    assert not met & {row.item.split("/")[0] for row in items if row.attempt_id == again}


def test_a_withdrawn_question_is_not_drawn_any_more(world: World, amira: Known, bank: list[Written]) -> None:
    by_topic: dict[str, list[Written]] = {}
    for one in bank:
        by_topic.setdefault(one.topic, []).append(one)
    halves = [one for some in by_topic.values() for one in some[: (len(some) + 1) // 2]]
    loaded = load(world, halves)
    assert loaded.withdrawn == len(bank) - len(halves)
    attempt_id = world.start(amira)
    with world.reading() as db:
        items = db.scalars(select(Slot.item).where(Slot.attempt_id == attempt_id)).all()
    assert {item.split("/")[0] for item in items} <= {one.question.id for one in halves}


def test_a_mock_with_withdrawn_questions_is_still_marked(
    world: World, amira: Known, mock: int, bank: list[Written]
) -> None:
    sitting.answer_all(world, amira, mock, right=[1, 2, 3])
    load(world, [])
    world.finish(amira, mock)
    (result,) = answers.results(world, amira)
    assert (result.correct, result.of) == (3, 40)


def test_a_bank_that_cannot_fill_a_paper_is_told_on_starting(
    world: World, browse: Callable[[], Browser], amira: Known, bank: list[Written]
) -> None:
    load(world, [one for one in bank if one.topic != "WK5"])
    browser = browse()
    browser.sign_in(amira)
    page = browser.submit(
        browser.get("/multiple-choice/start"), button=sitting.START.format(amira.name), expect=409
    )
    assert "WK5 lacks 2" in page.main
