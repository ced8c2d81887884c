"""What is right of a mock at any moment: the database held against the `Ledger` of all that has arrived."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from app.sittings.models import State
from tests.sittings.pages_at_work import Content, Ledger, content
from tests.sittings.stored import Stored


def the_answers_are_those_that_count(ledger: Ledger, seen: Stored) -> None:
    """Each slot holds the newest change that was taken, and counts all of them."""
    begun = {number: taken for number, taken in ledger.taken.items() if taken}
    assert seen.slots.keys() == begun.keys()
    for number, taken in begun.items():
        slot, newest = seen.slots[number], taken[-1]
        assert slot.revision == len(taken)
        held = (slot.value, slot.flagged, slot.writer, slot.writer_change)
        assert held == (*content(newest), newest.writer, newest.change)


def it_ends_when_it_should_and_is_closed_once(ledger: Ledger, seen: Stored) -> None:
    """One result, one entry of the trail for each act, and the end where the operator put it."""
    closed = int(ledger.closed_by is not None)
    assert seen.attempt.ends_at == ledger.ends_at
    assert (seen.attempt.closed_by, seen.attempt.closed_at) == (ledger.closed_by, ledger.closed_at)
    assert (seen.attempt.state is State.CLOSED) == bool(closed)
    assert (seen.results, seen.acts.count("attempt-closed")) == (closed, closed)
    assert seen.acts.count("attempt-extended") == ledger.extended
    assert seen.acts.count("lag-allowance-used") == ledger.lag_used


def what_came_too_late_is_kept_apart_once(ledger: Ledger, seen: Stored) -> None:
    """Of each page and slot the last word, with both clocks."""
    assert seen.late == {
        key: (change.change, *content(change), change.chosen_at, arrived)
        for key, (change, arrived) in ledger.late.items()
    }


def nobody_replaced_what_was_not_in_sight(
    ledger: Ledger, over: Mapping[tuple[str, int], set[Content]]
) -> None:
    """Another page's answer is only replaced by somebody who was shown it."""
    for taken in ledger.taken.values():
        for older, newer in pairwise(taken):
            if older.writer != newer.writer:
                assert content(older) in over[newer.writer, newer.change]
