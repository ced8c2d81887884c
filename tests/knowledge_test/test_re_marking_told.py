"""Who is told of a mark that was changed, and what: by letter, in the trail, on the page of the result."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask, current_app
from sqlalchemy import update

from app.accounts.actions.people import disable
from app.knowledge_test.actions import telling
from app.knowledge_test.actions.re_marking import re_mark
from app.knowledge_test.actions.weighing import decide
from app.knowledge_test.queries.rulings import ChangedMark, ShownRuling, changed_marks, shown_rulings
from app.knowledge_test.rules.marking import Verdict
from app.knowledge_test.rules.re_marking import Policy
from app.results.models import Work
from app.sittings.models import Slot
from app.sittings.queries.attempts import my_attempt
from tests.build import FakeClock, Known, World
from tests.knowledge_test import rulings
from tests.knowledge_test.rulings import BY, WHY, Asked, done, everything, handed_in
from tests.page import Browser
from tests.sittings import answers

BOTH = Policy.BOTH_WAYS


@pytest.fixture
def wrong(world: World, amira: Known) -> int:
    """Amira's mock: 23 of 40, not yet a pass, the first question wrong."""
    return handed_in(world, amira, 23)


@pytest.fixture
def first(world: World, wrong: int) -> Asked:
    return rulings.question(world, wrong)


def body(world: World) -> str:
    """The text of the one letter."""
    (letter,) = rulings.letters(world)
    return letter.body


def test_a_letter_says_what_became_of_the_marks_why_and_by_whom(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.says(first.key + first.other))
    (letter,) = rulings.letters(world)
    assert (letter.to_address, letter.person_id) == (amira.email, amira.id)
    assert letter.subject == "Your mock of 23 November 2026 was marked again"
    assert letter.body == (
        "Hello Amira Osei,\n\n"
        "One question of your mock of 23 November 2026 was marked again. 23 of 40 became 24 of 40. "
        "That is now a pass; before, it was not yet a pass.\n\n"
        f"Why: {WHY}\n\n"
        f"Approved by {BY}. You need not do anything. Both marks stand side by side with your result:\n\n"
        f"http://127.0.0.1:8000/multiple-choice/{wrong}/result\n"
    )


def test_the_address_in_the_letter_is_that_of_the_result(desk: Browser, world: World, first: Asked) -> None:
    done(world, first.says(first.key + first.other))
    address = body(world).split()[-1].removeprefix("http://127.0.0.1:8000")
    assert "24 of 40: a pass" in desk.get(address).main


def test_a_letter_explains_that_the_paper_is_shorter(world: World, first: Asked) -> None:
    done(world, first.void())
    assert (
        "23 of 40 became 23 of 39. That is not yet a pass, as before. "
        "The question was set aside, so there is one mark fewer to be had." in body(world)
    )


def test_a_letter_about_a_mark_that_fell_is_sorry(world: World, amira: Known) -> None:
    mock = handed_in(world, amira, 24, first="right")
    first = rulings.question(world, mock)
    done(world, first.says(first.other, BOTH))
    assert (
        "24 of 40 became 23 of 40. That is now not yet a pass; before, it was a pass. "
        "We are sorry: you had been told more." in body(world)
    )


def test_whose_mark_is_kept_gets_no_letter(world: World, amira: Known) -> None:
    mock = handed_in(world, amira, 24, first="right")
    first = rulings.question(world, mock)
    assert done(world, first.says(first.other)).letters == len(rulings.letters(world)) == 0


def test_who_may_not_come_in_any_more_gets_no_letter(world: World, amira: Known, first: Asked) -> None:
    with world.writing() as db:
        disable(db, amira.id, by=None, now=world.now)
    assert done(world, first.void()).letters == len(rulings.letters(world)) == 0


@pytest.mark.parametrize("kept_back", [True, False], ids=["never", "until tomorrow"])
def test_nothing_is_told_of_a_result_that_is_kept_back(world: World, first: Asked, kept_back: bool) -> None:
    with world.writing() as db:
        released = None if kept_back else world.now + timedelta(days=1)
        db.execute(update(Work).values(released_at=released))
    assert done(world, first.void()).letters == len(rulings.letters(world)) == 0


def test_who_is_sitting_a_mock_is_not_told_why_by_letter(world: World, amira: Known, first: Asked) -> None:
    world.start(amira)
    done(world, first.void())
    assert WHY not in body(world)
    assert "Why: you can read it there once the mock that you are sitting is handed in." in body(world)


def test_the_trail_of_the_mock_says_what_became_of_it(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.void())
    (entry,) = answers.trail(world, wrong, "attempt-re-marked")
    assert (entry.actor_id, entry.subject_id) == (None, amira.id)
    assert entry.facts == {
        "item": first.item,
        "was_correct": 23,
        "was_of": 40,
        "correct": 23,
        "of": 39,
        "approved_by": BY,
        "reason": WHY,
    }


def test_a_failure_in_the_middle_leaves_nothing(
    world: World, first: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(world, world.apprentice("Ben Ode"), 20)
    before = everything(world)
    written = []

    def fail_at_the_second(*args: object, **facts: object) -> None:
        written.append(args)
        if len(written) == 2:
            raise RuntimeError("the lights went out")

    monkeypatch.setattr(telling, "write_letter", fail_at_the_second)
    with pytest.raises(RuntimeError, match="lights"), world.writing() as db:
        re_mark(db, decide(db, first.void()), current_app.extensions["settings"], now=world.now)
    assert everything(world) == before


def changes(world: World, viewer: Known, attempt_id: int) -> list[ChangedMark]:
    with world.reading() as db:
        work_id = rulings.results(world, attempt_id)[0].work_id
        return changed_marks(db, viewer.viewer, work_id, now=world.now)


def test_the_page_can_show_both_marks(world: World, amira: Known, wrong: int, first: Asked) -> None:
    done(world, first.void())
    (one,) = changes(world, amira, wrong)
    assert (one.before.correct, one.before.of, one.after.correct, one.after.of) == (23, 40, 23, 39)
    assert (one.question, one.reason, one.approved_by) == (1, WHY, BY)


def test_changes_come_one_after_the_other(world: World, amira: Known, wrong: int, first: Asked) -> None:
    done(world, rulings.question(world, wrong, 40).void())
    done(world, first.void())
    assert [(one.question, one.before.of, one.after.of) for one in changes(world, amira, wrong)] == [
        (40, 40, 39),
        (1, 39, 38),
    ]


def test_nobody_else_sees_the_changes(world: World, wrong: int, first: Asked) -> None:
    done(world, first.void())
    assert changes(world, world.apprentice("Ben Ode"), wrong) == []


def test_changes_of_a_result_that_is_kept_back_are_kept_back(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.void())
    with world.writing() as db:
        db.execute(update(Work).values(released_at=None))
    assert changes(world, amira, wrong) == []


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
    assert shown(world, amira, mock)[1].kept


def test_the_newest_decision_is_the_one_that_is_told(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.void())
    done(world, first.says(first.key + first.other))
    assert shown(world, amira, wrong)[1].words.startswith("The key of this question was changed")


def test_of_practice_only_what_was_checked_is_told(world: World, amira: Known, first: Asked) -> None:
    practice = rulings.practised(world, amira, first.item)
    done(world, first.void())
    with world.reading() as db:
        slots = db.query(Slot).filter_by(attempt_id=practice).all()
        assert shown_rulings(db, amira.viewer, slots, {}) == {}


def page(app: Flask, macro: str, *given: object, **named: object) -> str:
    """What a macro of the page of the result writes, white space made single."""
    with app.test_request_context():
        module = app.jinja_env.get_template("knowledge_test/result_changed.html").module
        return " ".join(str(getattr(module, macro)(*given, **named)).split())


def test_the_page_names_both_marks_and_why(
    app: Flask, world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.void())
    written = page(app, "changed_marks", changes(world, amira, wrong))
    for words in ("Your mark was changed", "23 of 40: not yet a pass", "23 of 39: not yet a pass", WHY, BY):
        assert words in written


def test_while_a_mock_runs_the_page_does_not_say_why(
    app: Flask, world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.void())
    assert WHY not in page(app, "changed_marks", changes(world, amira, wrong), withheld=True)


def test_without_a_change_the_page_says_nothing(app: Flask) -> None:
    assert page(app, "changed_marks", []) == page(app, "shown_ruling", None) == ""


def test_a_question_tells_that_its_mark_was_kept(app: Flask, world: World, clock: FakeClock) -> None:
    ruling = ShownRuling("B counts.", WHY, BY, clock.now(), (2,), kept=True)
    written = page(app, "shown_ruling", ruling)
    for words in ("B counts.", "Your mark for it stayed as it was", f"Why: {WHY}", f"{BY}, 23 November 2026"):
        assert words in written
