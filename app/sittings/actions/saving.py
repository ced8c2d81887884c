"""Saving one answer: the busiest path of the site, kept to two statements of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from app.outcomes import BadInput, NotThere
from app.people import Viewer
from app.sittings.models import LONGEST_VALUE, Attempt, Slot, State
from app.sittings.parts import the_part
from app.sittings.rules.saving import MOST_CHANGES, Incoming, Saving, Stored, decide
from app.sittings.rules.timing import is_over

LONGEST_WRITER = 40
LATEST_DEVICE_TIME_MS = 4_102_444_800_000  # the year 2100; what a device calls later is no time

# Built once: building a statement for every save costs more than the database takes to run it.
_SLOT = Slot.metadata.tables[Slot.__tablename__]
_HELD = (
    select(_SLOT, Attempt.state, Attempt.ends_at, Attempt.part, Attempt.mode)
    .select_from(Attempt)
    .join(_SLOT, Attempt.id == _SLOT.c.attempt_id)
    .where(
        Attempt.id == bindparam("attempt_id"),
        Attempt.person_id == bindparam("person_id"),
        _SLOT.c.number == bindparam("number"),
    )
    .with_for_update()
)
_WRITE = update(_SLOT).where(
    _SLOT.c.attempt_id == bindparam("of_attempt"), _SLOT.c.number == bindparam("at_number")
)


HeldSlot = Row[tuple[object, ...]]  # the columns of a slot with those of its attempt that decide


@dataclass(frozen=True)
class Change:
    """A change of one slot as it arrived; `value` is whatever the page sent.

    chosen_at: when, by the clock of the device. It is only ever shown beside ours.
    """

    slot: int
    base: int
    value: object
    flagged: bool
    writer: str
    change: int
    chosen_at: datetime | None = None


@dataclass(frozen=True)
class Saved:
    """What became of it. The slot now holds `value` at `revision`.

    as_sent: that is what was sent, so a later change of the same page builds on it. Otherwise a newer answer
    stands there, which may be the same writer's: two pages can send what one of them wrote.
    """

    saving: Saving
    revision: int
    value: str
    flagged: bool
    saved_at: datetime | None
    ends_at: datetime | None
    as_sent: bool = True

    @property
    def is_newer(self) -> bool:
        """Whether the slot keeps a newer answer, so that the one sent was not taken."""
        return self.saving is Saving.NEWER


@dataclass(frozen=True)
class TooLate:
    """It was not saved: the attempt is closed, or its time is over."""

    closed: bool
    ends_at: datetime | None


def check_change(sent: dict[str, object]) -> Change:
    """The shape of a change.

    Raises:
        BadInput: a field is missing or of the wrong kind; nothing is guessed.
    """

    def whole(name: str, most: int) -> int:
        number = sent.get(name)
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= most:
            raise BadInput(f"The field {name!r} must be a whole number. Load the page again.")
        return number

    flagged = sent.get("flagged", False)
    if not isinstance(flagged, bool):
        raise BadInput("The field 'flagged' must be true or false. Load the page again.")
    return Change(
        slot=whole("slot", 10_000),
        base=whole("base", MOST_CHANGES),
        value=sent.get("value"),
        flagged=flagged,
        writer=check_writer(sent.get("writer")),
        change=whole("change", MOST_CHANGES),
        chosen_at=_device_time(sent.get("at")),
    )


def check_writer(sent: object) -> str:
    """The name under which a page saves.

    Raises:
        BadInput: it is no short name.
    """
    if not isinstance(sent, str) or not 1 <= len(sent) <= LONGEST_WRITER or not sent.isprintable():
        raise BadInput("The field 'writer' must be a short name. Load the page again.")
    return sent


def _device_time(milliseconds: object) -> datetime | None:
    """A device's own idea of the time, if it is one at all."""
    if (
        not isinstance(milliseconds, int)
        or isinstance(milliseconds, bool)
        or not 0 < milliseconds < LATEST_DEVICE_TIME_MS
    ):
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def save_answer(
    db: Session, viewer: Viewer, attempt_id: int, change: Change, *, now: datetime
) -> Saved | TooLate:
    """Save one change of the viewer's own attempt, in the transaction that saw it open.

    An answer that was checked and explained in practice is not changed any more: it counts as the newer one.

    Raises:
        NotThere: no such attempt or slot, or not the viewer's.
        BadInput: the part does not take such a value, or a revision that was never given out.
    """
    held = held_slot(db, viewer, attempt_id, change.slot)
    if held.state is State.CLOSED or is_over(held.ends_at, now=now):
        return TooLate(held.state is State.CLOSED, held.ends_at)
    return put(db, attempt_id, held, change, now=now)


def held_slot(db: Session, viewer: Viewer, attempt_id: int, number: int) -> HeldSlot:
    """The slot and its attempt's state, locked so that closing waits for this save or comes first.

    The attempt is named first, so that it is locked first, as closing does: two orders would deadlock.
    """
    asked = {"attempt_id": attempt_id, "person_id": viewer.person_id, "number": number}
    found = db.execute(_HELD, asked).one_or_none()
    if found is None:
        raise NotThere
    return found


def slot_of(db: Session, attempt_id: int, number: int) -> HeldSlot | None:
    """A slot of an attempt that is locked already."""
    return db.execute(
        select(_SLOT, Attempt.ends_at, Attempt.part)
        .join(Attempt, Attempt.id == _SLOT.c.attempt_id)
        .where(_SLOT.c.attempt_id == attempt_id, _SLOT.c.number == number)
    ).one_or_none()


def weigh(held: HeldSlot, change: Change) -> tuple[Saving, str]:
    """What becomes of a change of a held slot, and its value as it would be stored.

    Raises:
        BadInput: the part does not take such a value, or a revision that was never given out.
    """
    if change.base > held.revision:
        raise BadInput("That revision was never given out. Load the page again.")
    value = the_part(held.part).accept(held.arrangement, change.value)
    if len(value) > LONGEST_VALUE:
        raise BadInput(f"The answer is over {LONGEST_VALUE:,} characters. Shorten it.")
    stored = Stored(
        held.revision, held.value, held.flagged, held.writer, held.writer_change, held.revealed_at is not None
    )
    incoming = Incoming(change.base, value, change.flagged, change.writer, change.change)
    return decide(stored, incoming), value


def put(db: Session, attempt_id: int, held: HeldSlot, change: Change, *, now: datetime) -> Saved:
    """Decide about a change of a locked slot and write it if it counts."""
    saving, value = weigh(held, change)
    if saving is not Saving.ACCEPT:
        same = (held.value, held.flagged) == (value, change.flagged)
        return Saved(saving, held.revision, held.value, held.flagged, held.saved_at, held.ends_at, same)
    db.execute(
        _WRITE,
        {
            "of_attempt": attempt_id,
            "at_number": change.slot,
            "revision": held.revision + 1,
            "value": value,
            "flagged": change.flagged,
            "writer": change.writer,
            "writer_change": change.change,
            "saved_at": now,
        },
    )
    return Saved(saving, held.revision + 1, value, change.flagged, now, held.ends_at)
