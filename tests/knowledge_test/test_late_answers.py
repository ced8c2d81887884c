"""What came too late stands on the result page, and does not count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.sittings.actions.finishing import finish_attempt
from tests.build import FakeClock, Known, World
from tests.knowledge_test import sitting
from tests.page import Browser
from tests.sittings.answers import change

Late = Callable[..., None]


@pytest.fixture
def attempt_id(world: World, amira: Known, clock: FakeClock) -> int:
    """A mock with one right answer, handed in at nine."""
    return sitting.handed_in(world, amira, right=[1])


@pytest.fixture
def late(world: World, amira: Known, attempt_id: int, clock: FakeClock) -> Late:
    """Lets a page send an answer five minutes after the mock was handed in."""

    def send(slot: int, value: str, chosen_at: datetime | None = None, base: int = 0) -> None:
        clock.advance(timedelta(minutes=5))
        sent = replace(change(slot, value, base=base, writer=f"page {slot}"), chosen_at=chosen_at)
        with world.writing() as db:
            finish_attempt(db, amira.viewer, attempt_id, now=clock.now(), last_changes=[sent])

    return send


def test_without_any_nothing_is_said(desk: Browser, attempt_id: int) -> None:
    assert "too late" not in sitting.result(desk, attempt_id).main


def test_one_is_told_with_both_clocks(desk: Browser, attempt_id: int, late: Late, clock: FakeClock) -> None:
    late(7, "3", clock.now() - timedelta(seconds=8))
    page = sitting.result(desk, attempt_id)
    assert "1 answer came too late and does not count" in page.main
    assert page.rows("What came too late") == [
        [
            "Question 7",
            "Answer C",
            "Chosen on the device at 23 November 2026, 08:59:52",
            "Reached us at 23 November 2026, 09:05:00",
        ]
    ]


def test_a_device_that_told_no_time_and_a_cleared_answer_are_called_so(
    desk: Browser, attempt_id: int, late: Late
) -> None:
    late(1, "", base=1)
    (row,) = sitting.result(desk, attempt_id).rows("What came too late")
    assert row[:3] == ["Question 1", "Answer cleared", "Chosen on the device at not told"]


def test_several_are_counted_and_stand_in_the_order_of_the_questions(
    desk: Browser, attempt_id: int, late: Late
) -> None:
    late(9, "1")
    late(4, "4")
    page = sitting.result(desk, attempt_id)
    assert "2 answers came too late and do not count" in page.main
    assert [row[0] for row in page.rows("What came too late")] == ["Question 4", "Question 9"]


def test_the_marks_stay_as_they_were(desk: Browser, attempt_id: int, late: Late) -> None:
    late(1, "", base=1)
    assert "1 of 40: not yet a pass" in sitting.result(desk, attempt_id).main


def test_they_stand_on_paper_too(desk: Browser, attempt_id: int, late: Late) -> None:
    late(9, "1")
    page = desk.get(f"/multiple-choice/{attempt_id}/result?view=print")
    assert "1 answer came too late and does not count" in page.main
