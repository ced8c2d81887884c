"""`flask content re-mark`: a dry run first, then the same with --yes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from app.accounts.actions.people import disable
from app.knowledge_test.models import Question
from tests.build import Known, World
from tests.knowledge_test import rulings
from tests.knowledge_test.rulings import BY, WHY, Asked, everything, handed_in, marks

Run = Callable[..., Result]


@pytest.fixture
def mock(world: World, amira: Known) -> int:
    """Amira's mock: 23 of 40, the first question wrong."""
    return handed_in(world, amira, 23)


@pytest.fixture
def kept(world: World, mock: int) -> int:
    """Ben's mock with the same questions: 30 of 40, the first one right."""
    return handed_in(world, world.apprentice("Ben Ode"), 30, first="right")


@pytest.fixture
def first(world: World, mock: int, kept: int) -> Asked:
    return rulings.question(world, mock)


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs the command with a reason and an approver."""
    words = ["--reason", WHY, "--approved-by", BY]
    return lambda *given: app.test_cli_runner().invoke(args=["content", "re-mark", *given, *words])


def test_without_yes_it_says_what_would_happen_and_to_whom(
    world: World, run: Run, mock: int, first: Asked
) -> None:
    cy = world.apprentice("Cy Low")
    world.finish(cy, world.start(cy, seed=2))
    world.start(cy)  # questions that were not met come first: without this one
    world.start(world.apprentice("Di Moss"))
    result = run(first.item, "--right", first.other)
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            f"{first.item} {first.other} counts as right. Approved by {BY}. Why: {WHY}",
            f"  attempt {mock}, Amira Osei: 23 of 40 -> 24 of 40, not yet a pass -> a pass",
            "3 mocks handed in with this question: "
            "1 up, 0 down, 1 unchanged, 1 kept because marks only rise.",
            "Grades that change: 1.",
            "Mocks running: 2. With this question: 1. Whatever is handed in later is marked by this.",
            "Nothing was changed. To do it, say the same again with --yes. Wait until no mock is running.",
        ],
    )


def test_where_nobody_sits_a_mock_there_is_nothing_to_wait_for(
    world: World, run: Run, amira: Known, first: Asked
) -> None:
    world.practise(amira)
    lines = run(first.item, "--void").output.splitlines()
    assert lines[-2].startswith("Mocks running: 0. With this question: 0.")
    assert lines[-1] == "Nothing was changed. To do it, say the same again with --yes."


def test_it_warns_where_no_paper_can_be_filled_without_the_question(
    world: World, run: Run, first: Asked
) -> None:
    topic = first.item.split("-")[0]
    others = Question.id.startswith(f"{topic}-") & (Question.current_item != first.item)
    with world.writing() as db:
        db.execute(update(Question).where(others).values(current_item=None))
    assert (
        f"{topic} then lacks 3 questions: no new mock can start"
        in run(first.item, "--right", first.other).output
    )
    assert f"{topic} then lacks 4 questions: no new mock can start" in run(first.item, "--void").output


@pytest.mark.parametrize("policy", [[], ["--both-ways"]])
def test_without_yes_nothing_at_all_changes(world: World, run: Run, first: Asked, policy: list[str]) -> None:
    before = everything(world)
    assert run(first.item, "--void", *policy).exit_code == 0
    assert everything(world) == before


def test_with_yes_it_is_done(world: World, run: Run, mock: int, kept: int, first: Asked) -> None:
    result = run(first.item, "--void", "--yes")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Done. 1 letter in the outbox.")
    assert (marks(world, mock), marks(world, kept)) == ([(23, 40), (23, 39)], [(30, 40)])


def test_several_letters_all_count(world: World, run: Run, mock: int, first: Asked) -> None:
    run(first.item, "--right", first.key, "--right", first.other.lower(), "--yes")
    assert marks(world, mock)[-1] == (24, 40)


def test_both_ways_has_to_be_said(world: World, run: Run, kept: int, first: Asked) -> None:
    result = run(first.item, "--void", "--both-ways", "--yes")
    assert f"attempt {kept}, Ben Ode: 30 of 40 -> 29 of 39, a pass\n" in result.output
    assert marks(world, kept) == [(30, 40), (29, 39)]


def test_the_same_again_says_that_nothing_changed(world: World, run: Run, first: Asked) -> None:
    run(first.item, "--void", "--yes")
    before = everything(world)
    result = run(first.item, "--void", "--yes")
    told = "Just this was decided on 23 November 2026 at 09:00. Nothing was changed."
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, told)
    assert everything(world) == before


def test_a_result_that_nobody_is_told_of_is_counted(
    world: World, run: Run, amira: Known, first: Asked
) -> None:
    with world.writing() as db:
        disable(db, amira.id, by=None, now=world.now)
    last = run(first.item, "--void", "--yes").output.splitlines()[-1]
    assert last == "Done. 0 letters in the outbox. 1 not written to: account disabled, or result kept back."


@pytest.mark.parametrize(
    "given",
    [[], ["--void", "--right", "A"], ["--right", ""], ["--right", "AB"], ["--right", "A", "--right", ""]],
)
def test_what_counts_has_to_be_said_one_way(world: World, run: Run, first: Asked, given: list[str]) -> None:
    before = everything(world)
    result = run(first.item, *given, "--yes")
    assert result.exit_code == 2
    assert "Say either --void, or --right with one letter, once or several times." in result.output
    assert everything(world) == before


@pytest.mark.parametrize("missing", ["--reason", "--approved-by"])
def test_a_reason_and_an_approver_are_needed(app: Flask, first: Asked, missing: str) -> None:
    words = {"--reason": WHY, "--approved-by": BY}
    del words[missing]
    given = [part for pair in words.items() for part in pair]
    result = app.test_cli_runner().invoke(args=["content", "re-mark", first.item, "--void", *given])
    assert (result.exit_code, f"Missing option '{missing}'" in result.output) == (2, True)


@pytest.mark.parametrize("yes", [[], ["--yes"]])
def test_a_refusal_is_told_plainly_and_changes_nothing(
    world: World, run: Run, first: Asked, yes: list[str]
) -> None:
    before = everything(world)
    result = run("cheese", "--void", *yes)
    told = "There is no question version 'cheese'. A version is written like WK3-001/2. Nothing was changed."
    assert (result.exit_code, result.output) == (1, f"Error: {told}\n")
    assert everything(world) == before
