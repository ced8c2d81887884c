"""How a mock of part 2 went, and what stands in place of a result while there is none to see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.results.actions import record
from app.results.models import Work
from app.results.queries import one_result
from app.results.rules.judging import OVERALL, ItemMark, Judgement, ScoreLine, thresholds
from app.sittings.actions.extending import Extension, extend_attempt
from app.sittings.actions.finishing import finish_attempt
from app.sittings.actions.saving import Change
from app.sittings.models import State
from tests.build import FakeClock, Known, World
from tests.case_studies import coded
from tests.case_studies.coded import feedback, practised, right
from tests.page import Browser, Page
from tests.sittings import answers

HIP = "which-cement"
PAGES = ["result", "result/cases/1", "result?view=print", "result/cases/1?view=print"]


def result(browser: Browser, attempt_id: int, view: str = "") -> Page:
    """The page of a whole mock."""
    return browser.get(f"/case-studies/{attempt_id}/result" + (f"?view={view}" if view else ""))


def half_right(world: World, known: Known, look_up: str = "books") -> int:
    """A mock with its first two cases coded rightly and nothing in the others; its id."""
    attempt_id = coded.begun(world, known, look_up)
    for slot, item in list(enumerate(world.items(attempt_id), start=1))[:2]:
        coded.enter(world, known, attempt_id, *right(item.split("/")[0]), slot=slot)
    coded.hand_in(world, known, attempt_id)
    return attempt_id


def codes_in(world: World, attempt_id: int) -> list[int]:
    """How many codes each case of a mock asks for, in its order."""
    perfect = [right(item.split("/")[0]) for item in world.items(attempt_id)]
    return [len(diagnoses) + len(procedures) for diagnoses, procedures in perfect]


def in_this_format(of: int) -> str:
    """The sentence's words for what is needed of so many codes."""
    needed = thresholds(of, 80, 90)
    return f"in this practice format (pass {needed.pass_mark}, distinction {needed.distinction_mark})."


@pytest.fixture
def overdue(browse: Callable[[], Browser], world: World, amira: Known, clock: FakeClock) -> int:
    """A mock with one case coded, over its time, that nothing has closed. Ask for it before `desk`."""
    attempt_id = coded.begun(world, amira)
    coded.enter(world, amira, attempt_id, ["I10.X"])
    clock.advance(timedelta(minutes=121))
    return attempt_id


def test_one_sentence_says_the_marks_and_the_grade(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.sat(world, amira)
    of = sum(codes_in(world, attempt_id))
    said = f"Your result {of} of {of}, 100 %: a distinction {in_this_format(of)}"
    assert result(desk, attempt_id).main.startswith(said)


def test_where_most_was_lost_is_said_of_all_cases_together(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = half_right(world, amira)
    needed = in_this_format(sum(codes_in(world, attempt_id)))
    assert f"not yet a pass {needed} Most was lost at" in result(desk, attempt_id).main


def test_nothing_entered_is_said_without_reproach(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.begun(world, amira)
    coded.hand_in(world, amira, attempt_id)
    page = result(desk, attempt_id)
    assert "Nothing was entered. The reference of each case can be read all the same." in page.main
    assert "Do differently" not in page.main


def test_each_case_has_a_row_that_leads_to_its_feedback(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = half_right(world, amira)
    page = result(desk, attempt_id)
    rows = page.rows("Correct codes by case")
    assert [row[1] for row in rows] == [
        f"Level {level}" for level in ("Straightforward", "Working", "Working", "Hard")
    ]
    first = codes_in(world, attempt_id)[0]
    assert rows[0][2:] == [f"Correct {first} of {first}", "Per cent 100 %"]
    assert rows[3][2].endswith(": nothing entered")
    assert page.link(rows[1][0].removeprefix("Case ")) == f"/case-studies/{attempt_id}/result/cases/2"


def test_the_rows_of_the_cases_add_up_to_the_result(desk: Browser, world: World, amira: Known) -> None:
    page = result(desk, half_right(world, amira))
    told = [row[2].removeprefix("Correct ").split(":")[0] for row in page.rows("Correct codes by case")]
    counts = [[int(one) for one in row.split(" of ")] for row in told]
    assert page.main.startswith(
        f"Your result {sum(one for one, _ in counts)} of {sum(of for _, of in counts)},"
    )


@pytest.mark.parametrize(
    ("look_up", "words"),
    [
        ("books", "Sat with your own books."),
        ("tabular", "Sat with the tabular lists on screen: counts apart from mocks with books only."),
        ("search", "Sat with code search on screen: counts apart from mocks with books only."),
    ],
)
def test_what_codes_were_looked_up_with_is_told(
    desk: Browser, world: World, amira: Known, look_up: str, words: str
) -> None:
    assert words in result(desk, coded.sat(world, amira, look_up)).main


def test_an_extension_is_told(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.begun(world, amira)
    with world.writing() as db:
        extend_attempt(db, attempt_id, Extension(10, "The power was cut"), by=None, now=world.now)
    coded.hand_in(world, amira, attempt_id)
    assert "Time added: 10 minutes. Reason: The power was cut." in result(desk, attempt_id).text


def test_what_happened_speaks_of_cases_and_queries(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.begun(world, amira)
    coded.ask(world, amira, attempt_id, "side", "Which side was operated on?", slot=2)
    coded.hand_in(world, amira, attempt_id)
    told = result(desk, attempt_id).text
    assert "Started: 4 cases, 120 minutes." in told
    assert "Query raised in case 2." in told


def test_late_codes_are_told_and_do_not_count(
    desk: Browser, world: World, amira: Known, clock: FakeClock
) -> None:
    attempt_id = coded.sat(world, amira)
    clock.advance(timedelta(minutes=5))
    sent = Change(2, 1, {"diagnoses": [{"code": "I10.X"}], "procedures": []}, False, "another page", 1)
    with world.writing() as db:
        finish_attempt(db, amira.viewer, attempt_id, now=clock.now(), last_changes=[sent])
    page = result(desk, attempt_id)
    assert page.rows("What came too late")[0][:2] == ["Case 2", "Answer diagnoses I10.X; no procedures"]
    of = sum(codes_in(world, attempt_id))
    assert f"{of} of {of}, 100 %" in page.main


def test_a_changed_mark_is_told_on_top(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.sat(world, amira)
    assessor, of = world.assessor(amira), sum(codes_in(world, attempt_id))
    with world.writing() as db:
        work = db.scalars(select(Work)).one()
        before = one_result(db, amira.viewer, work.id, now=world.now)
        items = tuple(
            ItemMark(one.slot, one.item, one.verdict, one.correct, one.of, one.detail) for one in before.items
        )
        changed = Judgement((ScoreLine(OVERALL, "all", "All", of - 1, of),), items)
        record(db, work, changed, now=world.now, number=2, by_id=assessor.id, reason="A key was wrong.")
    assert result(desk, attempt_id).rows("Marks before and after") == [
        [
            "Changed 23 November 2026 at 09:00",
            f"Before {of} of {of}: a distinction",
            f"Now {of - 1} of {of}",
            "Why A key was wrong.",
            "Approved by Asha Verma",
        ]
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_running_mock_has_no_result_and_shows_nothing(
    desk: Browser, world: World, amira: Known, page: str
) -> None:
    attempt_id = coded.begun(world, amira)
    reply = desk.get(f"/case-studies/{attempt_id}/{page}", expect=302)
    assert reply.location == f"/case-studies/{attempt_id}"
    assert "reference" not in reply.body.lower()


@pytest.mark.parametrize("page", PAGES)
def test_open_practice_has_no_result_and_shows_nothing(
    desk: Browser, world: World, amira: Known, page: str
) -> None:
    attempt_id = coded.opened(world, amira, HIP)
    coded.enter(world, amira, attempt_id, ["M16.0"])
    reply = desk.get(f"/case-studies/{attempt_id}/{page}", expect=302)
    assert reply.location == f"/case-studies/{attempt_id}"
    assert "M16.1" not in reply.body


@pytest.mark.parametrize("page", PAGES)
def test_a_mock_over_its_time_says_so_and_shows_no_key(overdue: int, desk: Browser, page: str) -> None:
    found = desk.get(f"/case-studies/{overdue}/{page}")
    assert found.h1 == "Time is over"
    assert (
        "It was over at 11:00. What was entered by then is saved and counts: codes in 1 case." in found.main
    )
    assert "Reference" not in found.main


def test_looking_at_a_mock_over_its_time_does_not_close_it(overdue: int, desk: Browser, world: World) -> None:
    result(desk, overdue)
    assert answers.attempt(world, overdue).state is State.RUNNING


def test_the_button_closes_and_marks_it(overdue: int, desk: Browser) -> None:
    desk.submit(result(desk, overdue), button="Hand in and see the result")
    assert desk.follow().h1 == "Your result"


@pytest.mark.parametrize("page", PAGES)
def test_a_result_that_is_not_released_waits_and_tells_no_figure(
    desk: Browser, world: World, amira: Known, page: str
) -> None:
    attempt_id = coded.sat(world, amira)
    with world.writing() as db:
        db.scalars(select(Work)).one().released_at = None
    found = desk.get(f"/case-studies/{attempt_id}/{page}")
    assert found.h1 == "Your result waits to be released"
    assert "Your assessor checks it, and you will be told." in found.main
    assert f" of {sum(codes_in(world, attempt_id))}" not in found.main


def test_while_a_mock_runs_the_cases_of_an_earlier_one_are_withheld(
    desk: Browser, world: World, amira: Known
) -> None:
    earlier = coded.sat(world, amira)
    coded.begun(world, amira, seed=2)
    page = result(desk, earlier)
    assert "What was right is shown here when it is handed in." in page.main
    assert not any("/cases/" in link.href for link in page.links)
    assert "Do differently" not in page.main


@pytest.mark.parametrize("view", ["", "print"])
def test_while_a_mock_runs_the_feedback_of_a_case_is_withheld(
    desk: Browser, world: World, amira: Known, view: str
) -> None:
    attempt_id = practised(world, amira, HIP, ["M16.0"])
    coded.begun(world, amira)
    page = feedback(desk, attempt_id, view=view)
    assert "may hold this case again" in page.main
    assert "M16.1" not in page.body
    assert "fourth character" not in page.body


def test_practice_goes_straight_to_its_one_case(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = practised(world, amira, HIP)
    reply = desk.get(f"/case-studies/{attempt_id}/result", expect=302)
    assert reply.location == f"/case-studies/{attempt_id}/result/cases/1"


@pytest.mark.parametrize("number", [0, 5, 99])
def test_a_case_that_the_mock_does_not_hold_is_not_found(
    desk: Browser, world: World, amira: Known, number: int
) -> None:
    attempt_id = coded.sat(world, amira)
    desk.get(f"/case-studies/{attempt_id}/result/cases/{number}", expect=404)


@pytest.mark.parametrize("page", PAGES)
def test_somebody_else_s_result_is_not_found(
    browse: Callable[[], Browser], world: World, amira: Known, page: str
) -> None:
    attempt_id = coded.sat(world, amira)
    other = browse()
    other.sign_in(world.apprentice("Bilal Khan"))
    other.get(f"/case-studies/{attempt_id}/{page}", expect=404)


def test_the_cases_of_a_mock_lead_on_to_each_other(desk: Browser, world: World, amira: Known) -> None:
    attempt_id = coded.sat(world, amira)
    page = feedback(desk, attempt_id, 2)
    assert page.link("Previous case").endswith("/result/cases/1")
    assert page.link("Next case").endswith("/result/cases/3")
    assert page.link("Back to the whole result") == f"/case-studies/{attempt_id}/result"


def test_the_history_tells_each_mock_with_what_codes_were_looked_up(
    desk: Browser, world: World, amira: Known, clock: FakeClock
) -> None:
    coded.sat(world, amira)
    clock.advance(timedelta(minutes=30))
    coded.sat(world, amira, "search", seed=2)
    page = desk.get("/case-studies/")
    told = [row[3] for row in page.rows("Mocks you handed in")]
    assert told == ["Looked up with Code search on screen", "Looked up with Own books"]
    assert "1 with look-up on screen: counted apart from those with books only." in page.main
