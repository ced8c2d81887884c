"""The pages of somebody whose mark was changed, or in whose practice a question was set aside."""

from __future__ import annotations

import re

import pytest

from app.knowledge_test.rules.re_marking import Policy
from app.sittings.actions.revealing import reveal_answer
from tests.build import Known, World
from tests.knowledge_test import rulings, sitting
from tests.knowledge_test.rulings import BY, WHY, Asked, done, handed_in
from tests.page import Browser, Page
from tests.sittings import answers


@pytest.fixture
def mock_done(world: World, amira: Known) -> int:
    """Amira's mock: 23 of 40, the first question wrong."""
    return handed_in(world, amira, 23)


@pytest.fixture
def first(world: World, mock_done: int) -> Asked:
    return rulings.question(world, mock_done)


def words_of(page: Page, number: int) -> str:
    """What stands in one question of a result."""
    (one,) = page.elements("details", id=f"question-{number}")
    return " ".join("".join(one.itertext()).split())


@pytest.mark.parametrize("view", ["", "?view=print"])
def test_the_result_shows_both_marks(
    desk: Browser, world: World, mock_done: int, first: Asked, view: str
) -> None:
    done(world, first.void())
    page = desk.get(f"/multiple-choice/{mock_done}/result{view}")
    assert "Your mark was changed" in page.main
    (row,) = page.rows("Marks before and after")
    assert [cell.split(" ", 1)[1] for cell in row[2:4]] == [
        "23 of 40: not yet a pass",
        "23 of 39: not yet a pass",
    ]
    assert "A question was marked again: 23 of 40 became 23 of 39. Approved by Dr Mary Hale." in page.text


def test_a_result_that_was_not_changed_does_not_speak_of_it(desk: Browser, mock_done: int) -> None:
    assert "Your mark was changed" not in sitting.result(desk, mock_done).main


def test_a_question_that_is_set_aside_says_so_and_has_no_right_answer(
    desk: Browser, world: World, mock_done: int, first: Asked
) -> None:
    done(world, first.void())
    words = words_of(sitting.result(desk, mock_done, "all"), 1)
    assert "Set aside" in words
    assert "This question was set aside: it counts neither as right nor as wrong." in words
    assert f"Why: {WHY} Approved by {BY}, 23 November 2026." in words
    assert "Right answer" not in words


def test_it_is_not_among_the_wrong_ones(desk: Browser, world: World, mock_done: int, first: Asked) -> None:
    assert "Wrong or unanswered (17)" in sitting.result(desk, mock_done).main
    done(world, first.void())
    assert "Wrong or unanswered (16)" in sitting.result(desk, mock_done).main


def test_every_option_that_counts_is_marked_as_right(
    desk: Browser, world: World, mock_done: int, first: Asked
) -> None:
    done(world, first.says(first.key + first.other))
    assert words_of(sitting.result(desk, mock_done, "all"), 1).count("Right answer") == 2


def test_a_mark_that_was_kept_says_so(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = handed_in(world, amira, 23, first="right")
    first = rulings.question(world, attempt_id)
    done(world, first.says(first.other))
    words = words_of(sitting.result(desk, attempt_id, "all"), 1)
    assert "Your mark for it stayed as it was: nobody loses marks by this." in words


def test_whose_marks_do_not_rise_though_a_question_is_set_aside_is_told_so(
    desk: Browser, world: World, amira: Known
) -> None:
    attempt_id = handed_in(world, amira, 0)
    done(world, rulings.question(world, attempt_id).void())
    words = words_of(sitting.result(desk, attempt_id, "all"), 1)
    assert "Your marks stayed as they were: this decision changes only marks that rise by it" in words
    assert "nobody loses marks" not in words


def test_whose_answer_becomes_right_after_practice_is_told_that_it_had_ended(
    desk: Browser, world: World, amira: Known
) -> None:
    practice = world.practise(amira)
    chosen = answers.options_of(world, practice)[1].wrong
    with world.writing() as db:
        reveal_answer(db, amira.viewer, practice, answers.change(1, chosen), now=world.now)
    world.finish(amira, practice)
    asked = rulings.question(world, practice)
    done(world, asked.says(asked.key + asked.other))
    main = desk.get(f"/multiple-choice/practice/{practice}/result").main
    assert "This was decided after your practice ended, so its mark stayed as it was." in main
    assert "nobody loses marks" not in main


def test_while_a_mock_runs_nothing_says_why(
    desk: Browser, world: World, amira: Known, mock_done: int, first: Asked
) -> None:
    done(world, first.void())
    world.start(amira)
    page = sitting.result(desk, mock_done)
    assert "Your mark was changed" in page.main
    assert WHY not in page.text


def test_what_is_set_aside_is_not_practised_as_wrong(
    desk: Browser, world: World, mock_done: int, first: Asked
) -> None:
    before = offered(desk)
    done(world, first.void())
    assert offered(desk) == before - 1


def offered(desk: Browser) -> int:
    """How many questions could be practised because they were wrong."""
    found = re.search(r"(\d+) questions? at present", desk.get("/multiple-choice/practice").main)
    assert found
    return int(found[1])


@pytest.mark.parametrize(
    ("void", "words"), [(True, "This question was set aside"), (False, "the answer is ")]
)
def test_practice_that_goes_on_shows_what_was_decided(
    desk: Browser, world: World, amira: Known, first: Asked, void: bool, words: str
) -> None:
    practice = rulings.practised(world, amira, first.item)
    number = world.items(practice).index(first.item) + 1
    done(world, first.void() if void else first.says(first.key + first.other, Policy.BOTH_WAYS))
    page = desk.get(f"/multiple-choice/practice/{practice}/questions/{number}")
    (heading,) = page.elements("h2", id="verdict")
    told = " ".join("".join(heading.itertext()).split())
    assert words in told
    assert (" or " in told) is not void
    assert f"Why: {WHY}" in page.main


def test_practice_of_which_all_is_set_aside_can_be_ended(
    desk: Browser, world: World, amira: Known, first: Asked
) -> None:
    practice = rulings.practised(world, amira, first.item)
    done(world, first.void())
    world.finish(amira, practice)
    assert (
        "All of these questions were set aside."
        in desk.get(f"/multiple-choice/practice/{practice}/result").main
    )
