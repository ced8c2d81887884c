"""What was decided about a question, as it is told under that question: to whom, and in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.knowledge_test.queries.practice import practice_page
from app.knowledge_test.queries.rulings import ShownRuling, shown_rulings
from app.knowledge_test.rules.marking import Verdict
from app.sittings.models import Slot
from app.sittings.queries.attempts import my_attempt
from tests.build import Known, World
from tests.knowledge_test import rulings
from tests.knowledge_test.rulings import BY, WHY, Asked, done, handed_in


@pytest.fixture
def wrong(world: World, amira: Known) -> int:
    """Amira's mock: 23 of 40, the first question wrong."""
    return handed_in(world, amira, 23)


@pytest.fixture
def first(world: World, wrong: int) -> Asked:
    return rulings.question(world, wrong)


def shown(world: World, known: Known, attempt_id: int) -> dict[int, ShownRuling]:
    verdicts = {slot: Verdict(one) for slot, one in rulings.verdicts(world, attempt_id).items()}
    with world.reading() as db:
        paper = my_attempt(db, known.viewer, attempt_id, "knowledge_test", now=world.now)
        return shown_rulings(db, known.viewer, paper.slots, verdicts)


def test_only_questions_on_which_something_was_decided_have_words(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.void())
    assert list(shown(world, amira, wrong)) == [1]


def test_what_counts_as_right_is_said_in_the_letters_of_the_paper(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.says(first.key + first.other))
    places = sorted(first.arrangement.index(letter) for letter in (first.key, first.other))
    one, other = ("ABCD"[place] for place in places)
    ruling = shown(world, amira, wrong)[1]
    assert ruling.words == f"The key of this question was changed: {one} and {other} both count as right."
    assert (ruling.places, ruling.kept) == (tuple(place + 1 for place in places), False)


def test_a_question_that_is_set_aside_says_so(world: World, amira: Known, wrong: int, first: Asked) -> None:
    done(world, first.void())
    ruling = shown(world, amira, wrong)[1]
    assert ruling.words == "This question was set aside: it counts neither as right nor as wrong."
    assert (ruling.reason, ruling.approved_by, ruling.made_at) == (WHY, BY, world.now)


def test_a_mark_that_was_kept_is_told_so(world: World, amira: Known) -> None:
    mock = handed_in(world, amira, 24, first="right")
    first = rulings.question(world, mock)
    done(world, first.says(first.other))
    ruling = shown(world, amira, mock)[1]
    assert (ruling.kept, ruling.would_fall, ruling.in_practice) == (True, True, False)


def test_nobody_is_told_of_the_questions_of_somebody_else(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.void())
    with world.reading() as db:
        slots = my_attempt(db, amira.viewer, wrong, "knowledge_test", now=world.now).slots
        stranger = world.apprentice("Ben Ode").viewer
        assert shown_rulings(db, stranger, slots, {1: Verdict.WRONG}) == {}


def test_the_newest_decision_is_the_one_that_is_told(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.void())
    done(world, first.says(first.key + first.other))
    assert shown(world, amira, wrong)[1].words.startswith("The key of this question was changed")


def test_of_practice_only_what_was_checked_is_told(world: World, amira: Known, first: Asked) -> None:
    practice = rulings.practised(world, amira, first.item)
    items = world.items(practice)
    checked = items.index(first.item) + 1
    for item in items:
        done(world, replace(first, item=item).void())
    with world.reading() as db:
        verdicts = practice_page(db, amira.viewer, practice, checked, now=world.now).verdicts
        slots = db.query(Slot).filter_by(attempt_id=practice).all()
        assert len(slots) > 1
        assert list(shown_rulings(db, amira.viewer, slots, verdicts)) == [checked]
