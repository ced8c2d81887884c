"""Holds the database against the ledger. Each fault names the line of the ledger and the stored row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.knowledge_test.models import QuestionVersion
from app.results.models import Result, Work
from app.sittings.models import Attempt, Slot, State
from app.trail.models import TrailEntry
from tests.build import World
from tests.killing.ledger import Entry, PaperLedger, SlotLedger


@dataclass(frozen=True)
class Stored:
    """What the database holds of one attempt. right: the option that is right, by slot."""

    attempt: Attempt
    slots: Sequence[Slot]
    right: dict[str, str]
    results: Sequence[Result]
    started: int
    closings: Sequence[TrailEntry]


def stored(world: World, only: Collection[int] | None = None) -> dict[int, Stored]:
    """Every attempt, or some of them, as one moment shows them."""
    with world.reading() as db:
        level = "REPEATABLE READ" if db.get_bind().dialect.name == "postgresql" else "SERIALIZABLE"
        db.connection(execution_options={"isolation_level": level})
        attempts = db.scalars(select(Attempt)).all()
        chosen = [one for one in attempts if only is None or one.id in only]
        return _gathered(db, chosen)


def _gathered(db: Session, attempts: Sequence[Attempt]) -> dict[int, Stored]:
    ids = [one.id for one in attempts]
    slots, entries = defaultdict(list), defaultdict(list)
    for slot in db.scalars(select(Slot).where(Slot.attempt_id.in_(ids)).order_by(Slot.number)):
        slots[slot.attempt_id].append(slot)
    for entry in db.scalars(select(TrailEntry).where(TrailEntry.about.in_(f"attempt:{one}" for one in ids))):
        entries[entry.about].append(entry)
    right = {row.item: row.key for row in db.execute(select(QuestionVersion.item, QuestionVersion.key))}
    of_work: dict[int | None, list[Result]] = defaultdict(list)
    works = [one.work_id for one in attempts]
    found = select(Result).where(Result.work_id.in_(works)).options(selectinload(Result.items))
    for result in db.scalars(found.options(selectinload(Result.lines))):
        of_work[result.work_id].append(result)
    return {
        one.id: Stored(
            one,
            slots[one.id],
            right,
            of_work[one.work_id],
            [entry.act for entry in entries[f"attempt:{one.id}"]].count("attempt-started"),
            [entry for entry in entries[f"attempt:{one.id}"] if entry.act == "attempt-closed"],
        )
        for one in attempts
    }


def faults_on_the_way(ledger: PaperLedger, held: Stored) -> Iterator[str]:
    """What is wrong already, while pages still wait for acknowledgements."""
    rows = {slot.number: slot for slot in held.slots}
    for number, slot in ledger.slots.items():
        row = rows[number]
        for entry in slot.entries:
            if entry.revision > row.revision or (
                entry.revision and entry.revision == row.revision and not _is_held(entry, row)
            ):
                yield f"lost: {entry}, but stored is {_words(row)}"
    yield from faults_of_closing(ledger, held)


def faults_at_the_end(ledger: PaperLedger, held: Stored) -> Iterator[str]:
    """What is wrong once every page was told everything."""
    for row in held.slots:
        yield from _faults_of_slot(ledger.slots.get(row.number, SlotLedger()), row)
    if held.attempt.state is not State.CLOSED:
        yield f"attempt {held.attempt.id} is not closed, although it was acknowledged: {ledger.answered}"
    yield from faults_of_closing(ledger, held)


def _faults_of_slot(slot: SlotLedger, row: Slot) -> Iterator[str]:
    """Every revision is exactly one change that was sent, and the last one is what is stored."""
    owners: dict[int, Entry] = {}
    for entry in slot.entries:
        if entry.revision in owners:
            yield f"one revision, two changes: {owners[entry.revision]}, {entry}; stored is {_words(row)}"
        if entry.revision:
            owners[entry.revision] = entry
        if entry.revision > row.revision:
            yield f"lost: {entry}, but stored is {_words(row)}"
    doubtful = [entry for entry in slot.entries if entry.doubtful]
    for revision in range(1, row.revision + 1):
        if revision in owners:
            continue
        seen = (row.value, row.flagged) if revision == row.revision else slot.seen.get(revision)
        fitting = [one for one in doubtful if one.base == revision - 1 and one.content == seen]
        if not fitting:
            yield f"doubled: revision {revision} ({seen}) is nobody's change; stored is {_words(row)}: {slot}"
            continue
        owners[revision] = fitting[0]
        doubtful.remove(fitting[0])
    if slot.final is not None and row.value != slot.final:
        yield f"lost: {slot.final!r} was handed in, but stored is {_words(row)}"
    last = owners.get(row.revision)
    if last and not _is_held(last, row):
        yield f"lost: {last} was the last, but stored is {_words(row)}"


def faults_of_closing(ledger: PaperLedger, held: Stored) -> Iterator[str]:
    """Closed once or not at all: one result that a recount confirms, one entry of the trail."""
    attempt = held.attempt
    is_closed = attempt.state is State.CLOSED
    once = (int(is_closed),) * 2
    about = f"attempt {attempt.id} ({attempt.state}, closed by {attempt.closed_by}, work {attempt.work_id})"
    if (len(held.results), len(held.closings)) != once:
        yield f"{about} has {len(held.results)} results and {len(held.closings)} entries of closing"
        return
    if held.started != 1:
        yield f"{about} was started {held.started} times"
    if ledger.closed_by_us > 1 or (ledger.answered and not is_closed):
        yield f"{about}: closing was acknowledged {len(ledger.answered)} times, as new {ledger.closed_by_us}"
    if is_closed:
        yield from _faults_of_result(about, ledger, held)


def _faults_of_result(about: str, ledger: PaperLedger, held: Stored) -> Iterator[str]:
    result, facts = held.results[0], held.closings[0].facts
    answered = {slot.number: slot for slot in held.slots if slot.value}
    right = [
        number
        for number, slot in answered.items()
        if slot.arrangement[int(slot.value) - 1] == held.right[slot.item]
    ]
    marks = sorted(item.slot for item in result.items if item.correct)
    overall = [line.correct for line in result.lines if line.axis == "overall"]
    if (result.correct, marks, overall, result.of) != (len(right), right, [len(right)], len(held.slots)):
        yield f"{about}: right are {right}, but the result says {result.correct} of {result.of}: {marks}"
    if {item.slot for item in result.items if item.verdict != "unanswered"} != set(answered):
        yield f"{about}: answered are {sorted(answered)}, but the result says something else"
    saves = sum(slot.revision for slot in held.slots)
    if (facts["saves"], facts["answered"]) != (saves, len(answered)):
        yield f"{about}: stored are {saves} saves, {len(answered)} answers, but the trail says {facts}"
    if set(ledger.answered) - {len(answered)}:
        yield f"{about}: stored are {len(answered)} answers, but the pages were told {ledger.answered}"


def stored_row(world: World, entry: Entry) -> str:
    """What the database holds where a change was to go, in words."""
    with world.reading() as db:
        return _words(db.get_one(Slot, (entry.attempt, entry.slot)))


def works_without_attempt(world: World) -> list[int]:
    """Results that belong to no attempt: what closing twice would leave."""
    owned = select(Attempt.work_id).where(Attempt.work_id.is_not(None))
    with world.reading() as db:
        return list(db.scalars(select(Work.id).where(Work.id.not_in(owned))))


def _is_held(entry: Entry, row: Slot) -> bool:
    return (row.value, row.flagged, row.writer, row.writer_change) == (
        entry.value,
        entry.flagged,
        entry.writer,
        entry.change,
    )


def _words(row: Slot) -> str:
    return (
        f"slot {row.number} of attempt {row.attempt_id}: value {row.value!r}, flagged {row.flagged}, "
        f"revision {row.revision}, change {row.writer_change} of {row.writer!r}"
    )
