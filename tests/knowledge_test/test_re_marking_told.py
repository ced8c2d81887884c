"""Who is told of a mark that was changed, and what: by letter, in the trail, on the page of the result."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, current_app
from sqlalchemy import update

from app.accounts.actions.people import disable
from app.accounts.actions.ways_in import send_reset
from app.accounts.links import Ways
from app.knowledge_test.actions import telling
from app.knowledge_test.actions.re_marking import re_mark
from app.knowledge_test.actions.weighing import decide
from app.knowledge_test.queries.rulings import ChangedMark, ShownRuling, changed_marks
from app.knowledge_test.rules.re_marking import Policy
from app.notices.queries import waiting_letters
from app.results.models import Work
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


def test_a_letter_says_which_mock_was_marked_again_why_and_by_whom(
    world: World, amira: Known, wrong: int, first: Asked
) -> None:
    done(world, first.says(first.key + first.other))
    (letter,) = rulings.letters(world)
    assert (letter.to_address, letter.person_id) == (amira.email, amira.id)
    assert letter.subject == "Your mock of 23 November 2026 was marked again"
    assert letter.body == (
        "Hello Amira Osei,\n\n"
        "A question of your mock of 23 November 2026 was marked again, and your mark changed.\n"
        "We are sorry that this was not right the first time. You need not do anything.\n\n"
        f"Why: {WHY}\n\n"
        f"Approved by {BY}. Both marks stand side by side with your result:\n\n"
        f"http://127.0.0.1:8000/multiple-choice/{wrong}/result\n"
    )


def test_the_address_in_the_letter_is_that_of_the_result(desk: Browser, world: World, first: Asked) -> None:
    done(world, first.says(first.key + first.other))
    address = body(world).split()[-1].removeprefix("http://127.0.0.1:8000")
    assert "24 of 40: a pass" in desk.get(address).main


def test_no_letter_tells_whose_mark_rose_and_whose_fell(
    browse: Callable[[], Browser], world: World, amira: Known, wrong: int, first: Asked
) -> None:
    other = handed_in(world, world.apprentice("Amira Osei"), 24, first="right")
    done(world, first.says(first.other, BOTH))  # fail to pass, and pass to fail
    rose, fell = (letter.body for letter in rulings.letters(world))
    assert rose.replace(f"/{wrong}/", f"/{other}/") == fell
    administrator = browse()
    administrator.sign_in(world.administrator())
    assert not re.search(r"\d+ of \d+|a pass|a distinction", administrator.get("/outbox/").main)


def test_letters_push_no_link_off_the_outbox(app: Flask, world: World, amira: Known, first: Asked) -> None:
    with world.writing() as db:
        send_reset(db, amira.email, Ways(app.extensions["settings"]), now=world.now)
    done(world, first.void())
    administrator = world.administrator().viewer
    with world.reading() as db:
        (top,) = waiting_letters(db, administrator, now=world.now, most=1)
    assert top.kind == "new-password"


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


def page(app: Flask, macro: str, *given: object, **named: object) -> str:
    """What a macro of the page of the result writes, white space made single."""
    where = "macros/results.html" if macro == "changed_marks" else "knowledge_test/result_changed.html"
    with app.test_request_context():
        module = app.jinja_env.get_template(where).module
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


@pytest.mark.parametrize(
    ("would_fall", "in_practice", "told"),
    [
        (True, False, "Your mark for it stayed as it was: nobody loses marks by this."),
        (False, False, "Your marks stayed as they were: this decision changes only marks that rise by it"),
        (False, True, "This was decided after your practice ended, so its mark stayed as it was."),
        (True, True, "This was decided after your practice ended, so its mark stayed as it was."),
    ],
)
def test_a_question_tells_why_its_mark_was_kept(
    app: Flask, clock: FakeClock, *, would_fall: bool, in_practice: bool, told: str
) -> None:
    ruling = ShownRuling("B counts.", WHY, BY, clock.now(), (2,), True, would_fall, in_practice)
    written = page(app, "shown_ruling", ruling)
    for words in (f"B counts.</strong> {told}", f"Why: {WHY}", f"{BY}, 23 November 2026"):
        assert words in written
