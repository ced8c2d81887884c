"""Tables of timed work."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UTCDateTime, word_column

LONGEST_VALUE = 20_000  # characters; a slot of a case holds a whole list of code lines


class Mode(StrEnum):
    """A mock has a deadline; practice has none and shows each answer at once."""

    MOCK = "mock"
    PRACTICE = "practice"


class State(StrEnum):
    """Running until it is closed, once."""

    RUNNING = "running"
    CLOSED = "closed"


class ClosedBy(StrEnum):
    """What closed an attempt."""

    PERSON = "person"
    PAGE = "page"  # the open page, when its time ran out
    LATE_REQUEST = "late-request"  # the first request after time
    SWEEP = "sweep"  # `flask sittings close-overdue`


class Attempt(Base):
    """One person at one paper. `minutes` and `extra_percent` explain `ends_at`, which alone decides.

    choices: what was asked for at the start, in the part's own words. pace_seconds: in practice, the
    time the test gives this person for one question, where they want to see how fast they are.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        # one mock at a time in each part: a double click cannot start two
        Index(
            "uq_attempt_running_mock",
            "person_id",
            "part",
            unique=True,
            sqlite_where=text("state = 'running' AND mode = 'mock'"),
            postgresql_where=text("state = 'running' AND mode = 'mock'"),
        ),
        Index("ix_attempt_overdue", "state", "ends_at"),
        Index("ix_attempt_person", "person_id", "part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    part: Mapped[str] = mapped_column(String(40))
    mode: Mapped[Mode] = mapped_column(word_column(Mode))
    title: Mapped[str] = mapped_column(String(200))
    plan_id: Mapped[str] = mapped_column(String(40))
    pass_percent: Mapped[int | None]
    distinction_percent: Mapped[int | None]
    seed: Mapped[int]
    choices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    pace_seconds: Mapped[int | None]
    minutes: Mapped[int | None]
    extra_percent: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    state: Mapped[State] = mapped_column(word_column(State))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_by: Mapped[ClosedBy | None] = mapped_column(word_column(ClosedBy))
    work_id: Mapped[int | None] = mapped_column(ForeignKey("work.id"), unique=True)


class Slot(Base):
    """A place for an answer, and the answer. item and arrangement are the paper and never change.

    revealed_at: in practice, when the answer was checked and explained; it cannot be changed after that.
    seconds: how long that took by the page's own clock, where the person wanted to see the time.
    """

    __tablename__ = "slot"
    # marking a question again looks for everybody who was asked it, while all who save have to wait
    __table_args__ = (Index("ix_slot_item", "item"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(String(60))
    arrangement: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column(default=0)
    value: Mapped[str] = mapped_column(Text, default="")
    flagged: Mapped[bool] = mapped_column(default=False)
    writer: Mapped[str] = mapped_column(String(40), default="")
    writer_change: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revealed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    seconds: Mapped[int | None]


class LateAnswer(Base):
    """A change that came when the attempt was over. It is kept apart from the answers and does not count.

    One row for each slot and open page, holding that page's last word. chosen_at: by the clock of the
    device, which may be wrong and is never calculated with. arrived_at: by ours.
    """

    __tablename__ = "late_answer"
    __table_args__ = (ForeignKeyConstraint(["attempt_id", "slot"], ["slot.attempt_id", "slot.number"]),)

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    writer: Mapped[str] = mapped_column(String(40), primary_key=True)
    writer_change: Mapped[int]
    value: Mapped[str] = mapped_column(Text)
    flagged: Mapped[bool]
    chosen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    arrived_at: Mapped[datetime] = mapped_column(UTCDateTime)
