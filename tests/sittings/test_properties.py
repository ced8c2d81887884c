"""Whatever pages, network, operator and time do to a mock: the newest acknowledged answers count, once.

Hypothesis plays whole mocks on a real database: open pages, a network that delays, repeats and reorders, an
operator who gives time, the sweep, a clock. After each step the database is compared with `Ledger`, and at
the end the result with a recount. The same mocks are played at each run; to look further,

    SITTINGS_EXAMPLES=2000 pytest --timeout=0 tests/sittings/test_properties.py

plays so many new ones.
"""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.outcomes import NotAllowedNow
from app.sittings.actions.closing import close_if_overdue, close_next_overdue
from app.sittings.actions.extending import Extension, extend_attempt
from app.sittings.actions.finishing import Closed, finish_attempt
from app.sittings.actions.saving import Change, Saved, TooLate, save_answer
from app.sittings.rules.saving import Saving
from tests.build import FakeClock, World
from tests.sittings import right
from tests.sittings.pages_at_work import LAG, Content, Fate, Finish, Ledger, Outcome, Page, content
from tests.sittings.recount import counted_again, recorded
from tests.sittings.stored import Stored, stored

LOOK_FURTHER = os.environ.get("SITTINGS_EXAMPLES", "")
PLAYED = settings(
    max_examples=int(LOOK_FURTHER or 60),
    stateful_step_count=50,
    derandomize=not LOOK_FURTHER,
    database=None,
    deadline=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)

MOMENT = timedelta(milliseconds=1)
SLOTS = st.integers(1, 2)  # few, so that pages meet
VALUES = st.sampled_from(("1", "2", "3", "4", ""))
PAGES = st.integers(0, 2)
AROUND_THE_END = st.sampled_from((LAG - MOMENT, timedelta(seconds=4), timedelta(0), -MOMENT, LAG))
SOME = 4  # requests, before time may run out or the mock be handed in: else most mocks would stay empty
FATES = st.sampled_from((Fate.HEARD, *Fate))


class Sitting(RuleBasedStateMachine):
    """One mock from its start until it is closed, and some time after."""

    def __init__(self, world: World, clock: FakeClock) -> None:
        super().__init__()
        self.world, self.clock = world, clock
        self.copies: list[Change | Finish] = []
        # what the service has said that it took: content by revision, for each slot
        self.promised: dict[int, dict[int, tuple[object, bool]]] = defaultdict(dict)
        self.opened = 0
        self.arrived = self.checked = 0  # how much has reached the service; up to where it was checked

    @initialize(after=AROUND_THE_END)
    def start(self, after: timedelta) -> None:
        self.last_after = after
        self.known = self.world.apprentice()
        self.attempt_id = self.world.start(self.known, seed=self.known.id)
        self.ledger = Ledger(self.world.now + timedelta(minutes=60))
        self.over: defaultdict[tuple[str, int], set[Content]] = defaultdict(set)
        self.pages = [Page(self._next_writer(), {}, over=self.over) for _ in range(3)]

    # What people do.

    @rule(at=PAGES, slot=SLOTS, value=VALUES, flagged=st.booleans(), then=FATES)
    def answer(self, at: int, slot: int, value: str, flagged: bool, then: Fate) -> None:
        if not self.pages[at].halted:
            self.pages[at].choose(slot, value, flagged=flagged, at=self.world.now)
        self.send(at, then)

    @rule(at=PAGES, slot=SLOTS, value=VALUES, flagged=st.booleans())
    def insist(self, at: int, slot: int, value: str, flagged: bool) -> None:
        """Answer twice: where the first is told of another page's answer, the second replaces that."""
        self.answer(at, slot, value, not flagged, Fate.HEARD)
        self.answer(at, slot, value, flagged, Fate.HEARD)

    @rule(at=PAGES, slot=SLOTS, values=st.tuples(VALUES, VALUES), fates=st.tuples(FATES, FATES))
    def change_ones_mind(self, at: int, slot: int, values: tuple[str, str], fates: tuple[Fate, Fate]) -> None:
        """Answer, and again, mostly before the first reply has come or without one."""
        self.answer(at, slot, values[0], False, fates[0])
        self.answer(at, slot, values[1], True, Fate.NOT_YET)
        self.hear(at)
        self.send(at, fates[1])

    @rule(at=PAGES)
    def reload(self, at: int) -> None:
        self.open_beside(at, at)

    @rule(at=PAGES, beside=PAGES)
    def open_beside(self, at: int, beside: int) -> None:
        """Leave a page for a new one on the device of another, which lives on."""
        stored = {slot: content(taken[-1]) for slot, taken in self.ledger.taken.items() if taken}
        self.pages[at] = self.pages[beside].opened_after(self._next_writer(), self._revisions(), stored)

    @precondition(lambda self: self.arrived >= SOME)
    @rule(at=PAGES, slot=SLOTS, value=VALUES, heard=st.booleans())
    def hand_in(self, at: int, slot: int, value: str, heard: bool) -> None:
        self.answer(at, slot, value, False, Fate.NOT_YET)
        self._send_finish(at, heard, by_page=False)

    # What the network does.

    @rule(at=PAGES, then=FATES)
    def send(self, at: int, then: Fate) -> None:
        page = self.pages[at]
        if then is Fate.NOT_YET or not page.waiting or page.under_way is not None or page.halted:
            return
        change = page.send()
        self.copies.append(change)
        if then is not Fate.DELAYED:
            page.reply = self._save(change)
            page.halted = page.reply is None
        if then in (Fate.DELAYED, Fate.REPLY_LOST):
            page.give_up()
        elif then is Fate.HEARD:
            self.hear(at)

    @rule(at=PAGES)
    def hear(self, at: int) -> None:
        if self.pages[at].reply is not None:
            self.pages[at].hear()

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def deliver_a_copy(self, data: st.DataObject) -> None:
        copy = data.draw(st.sampled_from(self.copies))
        if isinstance(copy, Finish):
            self._finish(copy)
        else:
            self._save(copy)

    # What time and the service do.

    @rule(by=st.sampled_from((1, 8, 300)))
    def pass_time(self, by: int) -> None:
        self.clock.advance(timedelta(seconds=by))

    @precondition(lambda self: self.arrived >= SOME)
    @rule(after=AROUND_THE_END)
    def run_out(self, after: timedelta) -> None:
        self.clock.set(max(self.world.now, self.ledger.ends_at + after))

    @precondition(lambda self: self.arrived >= SOME)
    @rule(at=PAGES, slot=SLOTS, value=st.none() | VALUES, after=AROUND_THE_END, heard=st.booleans())
    def run_out_on_a_page(self, at: int, slot: int, value: str | None, after: timedelta, heard: bool) -> None:
        """In the middle of an answer, or with nothing to send."""
        if value is not None:
            self.answer(at, slot, value, False, Fate.NOT_YET)
        self.run_out(after)
        self._send_finish(at, heard, by_page=True)

    @precondition(lambda self: self.arrived >= SOME)
    @rule()
    def sweep(self) -> None:
        self.arrived += 1
        due = self.ledger.sweep(now=self.world.now)
        with self.world.writing() as db:
            closed = close_next_overdue(db, now=self.world.now)
        assert (closed.id if closed else None) == (self.attempt_id if due else None)

    @rule(minutes=st.sampled_from((1, 10, 90)))
    def extend(self, minutes: int) -> None:
        self.arrived += 1
        possible, told = self.ledger.extend(minutes, now=self.world.now), True
        with self.world.writing() as db:
            try:
                asked = Extension(minutes, "The power was cut")
                extend_attempt(db, self.attempt_id, asked, by=None, now=self.world.now)
            except NotAllowedNow:
                told = False
        assert told == possible

    # What must hold after each step.

    @invariant()
    def all_is_right(self) -> None:
        if self.arrived == self.checked:
            return  # nothing has reached the service since
        self.checked = self.arrived
        seen = stored(self.world, self.attempt_id, self.known.id)
        self._every_answer_that_was_promised_is_stored_until_a_newer_one_was(seen)
        right.the_answers_are_those_that_count(self.ledger, seen)
        right.it_ends_when_it_should_and_is_closed_once(self.ledger, seen)
        right.what_came_too_late_is_kept_apart_once(self.ledger, seen)
        right.nobody_replaced_what_was_not_in_sight(self.ledger, self.over)

    def _every_answer_that_was_promised_is_stored_until_a_newer_one_was(self, seen: Stored) -> None:
        for number, said in self.promised.items():
            assert sorted(said) == list(range(1, len(said) + 1))
            slot = seen.slots[number]
            assert (slot.value, slot.flagged) == said[len(said)]

    def teardown(self) -> None:
        """In the end time runs out on a page, or the sweep comes; the result is what a recount gives."""
        if not hasattr(self, "ledger"):
            return
        if self.ledger.closed_by is None:
            self.run_out_on_a_page(0, 1, "1", self.last_after, heard=True)
            self.run_out(LAG)
            self.sweep()
            self.all_is_right()
        assert recorded(self.world, self.attempt_id) == counted_again(self.world, self.attempt_id)

    def _next_writer(self) -> str:
        self.opened += 1
        return f"page {self.opened}"

    def _revisions(self) -> dict[int, int]:
        return {number: len(taken) for number, taken in self.ledger.taken.items()}

    def _save(self, change: Change) -> Saved | None:
        """A save arrives, as the route treats it; None when it is too late."""
        self.arrived += 1
        now: datetime = self.world.now
        was_closed = self.ledger.closed_by is not None
        expected = self.ledger.save(change, now=now)
        with self.world.writing() as db:
            told = save_answer(db, self.known.viewer, self.attempt_id, change, now=now)
            if isinstance(told, TooLate):
                closed = close_if_overdue(db, self.known.viewer, self.attempt_id, now=now, late=change)
                assert (told.closed, closed) == (was_closed, self.ledger.closed_by is not None)
        if isinstance(told, TooLate):
            assert expected is None
            return None
        assert told.saving is expected
        if told.saving is Saving.ACCEPT:
            assert told.revision not in self.promised[change.slot]
            self.promised[change.slot][told.revision] = content(change)
        return told

    def _send_finish(self, at: int, heard: bool, *, by_page: bool) -> None:
        page = self.pages[at]
        request = Finish(tuple(page.waiting.values()), by_page, page.writer)
        self.copies.append(request)
        outcome = self._finish(request)
        page.halted = page.halted or (heard and not outcome.running)

    def _finish(self, request: Finish) -> Outcome:
        self.arrived += 1
        now = self.world.now
        before = self._revisions()
        expected = self.ledger.finish(request, now=now)
        with self.world.writing() as db:
            told = finish_attempt(
                db,
                self.known.viewer,
                self.attempt_id,
                now=now,
                last_changes=request.changes,
                by_page=request.by_page,
                writer=request.writer,
            )
        if isinstance(told, Closed):
            assert Outcome(False, False, told.already, told.not_taken) == expected
        else:
            assert Outcome(True, told.over) == expected
        for number, taken in self.ledger.taken.items():
            for revision, change in enumerate(taken[before.get(number, 0) :], before.get(number, 0) + 1):
                self.promised[number][revision] = content(change)
        return expected


@pytest.mark.slow
@pytest.mark.timeout(600)  # to make a mock that fails as short as it can be takes a while
def test_however_a_mock_goes_the_newest_acknowledged_answers_count_once(
    world: World, clock: FakeClock
) -> None:
    run_state_machine_as_test(lambda: Sitting(world, clock), settings=PLAYED)
