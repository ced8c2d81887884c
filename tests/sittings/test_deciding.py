"""Whether an answer that arrives replaces the one that is stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from app.sittings.rules.saving import Incoming, Saving, Stored, decide

EMPTY = Stored(revision=0, value="", flagged=False, writer="", writer_change=0)


def after(stored: Stored, change: Incoming) -> Stored:
    """What is stored once a change was decided about."""
    if decide(stored, change) is not Saving.ACCEPT:
        return stored
    return Stored(stored.revision + 1, change.value, change.flagged, change.writer, change.change)


def sent(base: int, value: str, writer: str = "desk", change: int = 1, *, flagged: bool = False) -> Incoming:
    return Incoming(base, value, flagged, writer, change)


def test_the_first_answer_is_taken() -> None:
    assert decide(EMPTY, sent(0, "1")) is Saving.ACCEPT


def test_a_first_change_that_says_nothing_is_taken_too() -> None:
    assert decide(EMPTY, sent(0, "")) is Saving.ACCEPT


def test_the_same_change_sent_again_is_already_saved() -> None:
    stored = after(EMPTY, sent(0, "1"))
    assert decide(stored, sent(0, "1")) is Saving.ALREADY


def test_an_older_change_of_the_same_writer_that_comes_late_is_not_taken() -> None:
    stored = after(after(EMPTY, sent(0, "1", change=1)), sent(1, "2", change=2))
    assert decide(stored, sent(0, "1", change=1)) is Saving.ALREADY


def test_a_newer_change_after_a_lost_acknowledgement_is_taken() -> None:
    stored = after(EMPTY, sent(0, "1", change=1))
    assert decide(stored, sent(0, "2", change=2)) is Saving.ACCEPT


def test_another_writer_who_knows_the_stored_answer_replaces_it() -> None:
    stored = after(EMPTY, sent(0, "1", "desk"))
    assert decide(stored, sent(1, "2", "phone")) is Saving.ACCEPT


def test_another_writer_who_does_not_know_the_stored_answer_is_shown_it() -> None:
    stored = after(EMPTY, sent(0, "1", "desk"))
    assert decide(stored, sent(0, "2", "phone")) is Saving.NEWER


def test_another_writer_who_chose_the_same_has_nothing_to_be_shown() -> None:
    stored = after(EMPTY, sent(0, "1", "desk"))
    assert decide(stored, sent(0, "1", "phone")) is Saving.ALREADY


def test_the_same_answer_with_another_flag_is_another_answer() -> None:
    stored = after(EMPTY, sent(0, "1", "desk"))
    assert decide(stored, sent(0, "1", "phone", flagged=True)) is Saving.NEWER


def test_a_writer_whose_answer_was_replaced_needs_to_see_that_before_the_next_counts() -> None:
    stored = after(after(EMPTY, sent(0, "1", "desk")), sent(1, "2", "phone"))
    assert decide(stored, sent(1, "3", "desk", change=2)) is Saving.NEWER


def test_a_page_without_script_that_is_sent_twice_with_different_answers_keeps_the_second() -> None:
    """Such a page cannot count its changes: each form it sends is its change number one."""
    stored = after(EMPTY, sent(0, "1", "form", change=1))
    assert decide(stored, sent(0, "2", "form", change=1)) is Saving.ACCEPT


@dataclass
class Tab:
    """A page with script: it numbers its changes and knows a revision from the last reply it got."""

    name: str
    known: int = 0
    made: int = 0
    on_the_way: list[Incoming] = field(default_factory=list)
    older: list[Incoming] = field(default_factory=list)


# What happens next: which tab, and what. "edit" makes a change; "deliver" brings the oldest one still on
# the way, "reorder" the newest; "lose" delivers, but the reply never comes; "repeat" brings one again.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("desk", "phone", "library")),
        st.sampled_from(("edit", "deliver", "reorder", "lose", "repeat")),
        st.sampled_from(("", "1", "2", "3", "4")),
        st.booleans(),
    ),
    max_size=60,
)


@dataclass(frozen=True)
class Arrival:
    """A change as it arrived, and what was stored before and after."""

    change: Incoming
    saving: Saving
    before: Stored
    then: Stored


def played(steps: list[tuple[str, str, str, bool]]) -> list[Arrival]:
    tabs = {name: Tab(name) for name in ("desk", "phone", "library")}
    stored, arrivals = EMPTY, []
    for name, act, value, flagged in steps:
        tab = tabs[name]
        if act == "edit":
            tab.made += 1
            tab.on_the_way.append(Incoming(tab.known, value, flagged, name, tab.made))
            continue
        if act == "repeat":
            if not tab.older:
                continue
            change = tab.older[-1]
        elif tab.on_the_way:
            change = tab.on_the_way.pop(-1 if act == "reorder" else 0)
            tab.older.append(change)
        else:
            continue
        saving, before = decide(stored, change), stored
        stored = after(stored, change)
        arrivals.append(Arrival(change, saving, before, stored))
        if act != "lose":
            tab.known = max(tab.known, stored.revision)
    return arrivals


@given(STEPS)
def test_what_is_stored_was_always_sent_by_the_writer_it_names(
    steps: list[tuple[str, str, str, bool]],
) -> None:
    everything = set()
    for arrival in played(steps):
        everything.add(replace(arrival.change, base=0))
        held = arrival.then
        assert Incoming(0, held.value, held.flagged, held.writer, held.writer_change) in everything


@given(STEPS)
def test_an_older_change_never_replaces_a_newer_one_of_the_same_writer(
    steps: list[tuple[str, str, str, bool]],
) -> None:
    newest: dict[str, int] = {}
    for arrival in played(steps):
        writer, change = arrival.change.writer, arrival.change.change
        if arrival.saving is Saving.ACCEPT and arrival.before.writer == writer:
            assert change > newest[writer]
        if arrival.saving is Saving.ACCEPT:
            newest[writer] = change


@given(STEPS)
def test_a_stale_base_of_another_writer_never_overwrites(steps: list[tuple[str, str, str, bool]]) -> None:
    for arrival in played(steps):
        other = arrival.before.writer != arrival.change.writer
        if other and arrival.change.base != arrival.before.revision:
            assert arrival.then == arrival.before


@given(STEPS)
def test_a_newer_change_of_the_last_writer_is_always_taken(steps: list[tuple[str, str, str, bool]]) -> None:
    for arrival in played(steps):
        before, change = arrival.before, arrival.change
        if before.revision and before.writer == change.writer and change.change > before.writer_change:
            assert arrival.saving is Saving.ACCEPT


@given(STEPS)
def test_a_change_is_told_to_be_saved_only_if_it_is_stored_or_was_followed_by_its_writers_newer_one(
    steps: list[tuple[str, str, str, bool]],
) -> None:
    for arrival in played(steps):
        if arrival.saving is Saving.ALREADY:
            same = (arrival.then.value, arrival.then.flagged) == (
                arrival.change.value,
                arrival.change.flagged,
            )
            own = arrival.then.writer == arrival.change.writer
            assert same or (own and arrival.then.writer_change > arrival.change.change)


@given(STEPS)
def test_the_revision_counts_exactly_the_changes_that_were_taken(
    steps: list[tuple[str, str, str, bool]],
) -> None:
    taken = 0
    for arrival in played(steps):
        taken += arrival.saving is Saving.ACCEPT
        assert arrival.then.revision == taken
