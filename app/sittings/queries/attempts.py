"""Attempts as pages need them. An overdue attempt counts as over on every read; reading never closes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select, true
from sqlalchemy.orm import Session

from app.accounts.rules.extra_time import Allowance
from app.outcomes import NotThere
from app.people import Viewer
from app.sittings.models import Attempt, ClosedBy, Mode, Slot, State
from app.sittings.rules.timing import LAG_ALLOWANCE, is_over, remaining_ms

MOST_OPEN_PRACTICE = 20  # shown in a list; older ones can wait until some of these are ended


@dataclass(frozen=True)
class OpenAttempt:
    """An attempt with its slots in order, at one moment."""

    attempt: Attempt
    slots: list[Slot]
    now: datetime

    @property
    def is_closed(self) -> bool:
        """Whether it was handed in and marked."""
        return self.attempt.state is State.CLOSED

    @property
    def is_over(self) -> bool:
        """Whether no more answers are taken."""
        return self.is_closed or is_over(self.attempt.ends_at, now=self.now)

    @property
    def unanswered(self) -> list[int]:
        """Numbers of the slots without an answer."""
        return [slot.number for slot in self.slots if not slot.value]

    @property
    def go_on_at(self) -> int:
        """Number of the question to go on with: the first without an answer, else the last."""
        return next(iter(self.unanswered), len(self.slots))

    @property
    def flagged(self) -> list[int]:
        """Numbers of the slots flagged for review."""
        return [slot.number for slot in self.slots if slot.flagged]

    @property
    def remaining_ms(self) -> int | None:
        """Milliseconds left; None without a deadline."""
        return remaining_ms(self.attempt.ends_at, now=self.now)

    @property
    def minutes_left(self) -> int:
        """Whole minutes left, the one that has begun counted as whole."""
        return -(-(self.remaining_ms or 0) // 60_000)

    @property
    def allowed_ms(self) -> int | None:
        """Milliseconds between start and deadline, extensions included."""
        return remaining_ms(self.attempt.ends_at, now=self.attempt.started_at)

    @property
    def minutes_used(self) -> int:
        """Whole minutes between start and handing in, begun ones counted as whole."""
        ended = min(filter(None, (self.attempt.closed_at, self.attempt.ends_at)), default=self.now)
        return -(-(ended - self.attempt.started_at) // timedelta(minutes=1))

    @property
    def ran_out(self) -> bool:
        """Whether time ended it, rather than the person."""
        return self.is_closed and self.attempt.closed_by is not ClosedBy.PERSON

    @property
    def checked(self) -> list[Slot]:
        """The slots of practice whose answers were checked and explained."""
        return [slot for slot in self.slots if slot.revealed_at is not None]

    @property
    def time_words(self) -> str:
        """The time it was given: '75 min (60 + 25 %)', and what was added later."""
        attempt = self.attempt
        if attempt.minutes is None or attempt.ends_at is None:
            return "no limit"
        allowance = Allowance(attempt.minutes, attempt.extra_percent)
        added = (attempt.ends_at - attempt.started_at) // timedelta(minutes=1) - allowance.total_minutes
        return f"{allowance.words} and {added} min added" if added else allowance.words


def my_attempt(
    db: Session, viewer: Viewer, attempt_id: int, part: str, *, now: datetime, mode: Mode | None = Mode.MOCK
) -> OpenAttempt:
    """One of the viewer's own attempts. mode: None for either.

    Raises:
        NotThere: there is none of this part and mode, or it is somebody else's.
    """
    attempt = db.scalars(
        select(Attempt).where(
            Attempt.id == attempt_id,
            Attempt.person_id == viewer.person_id,
            Attempt.part == part,
            Attempt.mode == mode if mode is not None else true(),
        )
    ).one_or_none()
    if attempt is None:
        raise NotThere
    slots = db.scalars(select(Slot).where(Slot.attempt_id == attempt_id).order_by(Slot.number)).all()
    return OpenAttempt(attempt, list(slots), now)


def my_time(db: Session, viewer: Viewer, attempt_id: int) -> Attempt:
    """The attempt without its answers, for the page's clock."""
    found = db.scalars(
        select(Attempt).where(Attempt.id == attempt_id, Attempt.person_id == viewer.person_id)
    ).one_or_none()
    if found is None:
        raise NotThere
    return found


def my_running_mock(db: Session, viewer: Viewer, part: str, *, now: datetime) -> OpenAttempt | None:
    """The viewer's mock of a part that was not handed in, be it over time or not; without its slots."""
    attempt = db.scalars(
        select(Attempt).where(
            Attempt.person_id == viewer.person_id,
            Attempt.part == part,
            Attempt.mode == Mode.MOCK,
            Attempt.state == State.RUNNING,
        )
    ).one_or_none()
    return OpenAttempt(attempt, [], now) if attempt else None


def my_running_mocks(db: Session, viewer: Viewer, *, now: datetime) -> list[Attempt]:
    """The viewer's mocks of every part that go on, the seconds for a page's last request counted in."""
    return list(
        db.scalars(
            select(Attempt).where(
                Attempt.person_id == viewer.person_id,
                Attempt.state == State.RUNNING,
                Attempt.mode == Mode.MOCK,
                Attempt.ends_at > now - LAG_ALLOWANCE,
            )
        )
    )


def has_running_mock(db: Session, viewer: Viewer, *, now: datetime) -> bool:
    """Whether a mock of the viewer's is running, so that idle time must not sign them out.

    It runs until the page has had its last chance: a sign-out then would lose what the page hands in.
    """
    return bool(
        db.scalar(
            select(
                exists().where(
                    Attempt.person_id == viewer.person_id,
                    Attempt.state == State.RUNNING,
                    Attempt.mode == Mode.MOCK,
                    Attempt.ends_at > now - LAG_ALLOWANCE,
                )
            )
        )
    )


def my_open_practice(db: Session, viewer: Viewer, part: str, *, now: datetime) -> list[OpenAttempt]:
    """The viewer's practice that was not ended, the newest first, with its slots."""
    found = db.scalars(
        select(Attempt)
        .where(
            Attempt.person_id == viewer.person_id,
            Attempt.part == part,
            Attempt.mode == Mode.PRACTICE,
            Attempt.state == State.RUNNING,
        )
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(MOST_OPEN_PRACTICE)
    ).all()
    slots: dict[int, list[Slot]] = {attempt.id: [] for attempt in found}
    for slot in db.scalars(select(Slot).where(Slot.attempt_id.in_(slots)).order_by(Slot.number)):
        slots[slot.attempt_id].append(slot)
    return [OpenAttempt(attempt, slots[attempt.id], now) for attempt in found]


def items_met(db: Session, viewer: Viewer, part: str, *, opened_practice: bool = False) -> list[str]:
    """Every item the viewer was asked in a part, the longest ago first, repeats included.

    A mock shows its whole paper; of practice only what was checked was surely read, unless `opened_practice`
    says that a paper of practice is read when it is opened.
    """
    read = true() if opened_practice else Slot.revealed_at.is_not(None)
    return list(
        db.scalars(
            select(Slot.item)
            .join(Attempt, Attempt.id == Slot.attempt_id)
            .where(
                Attempt.person_id == viewer.person_id,
                Attempt.part == part,
                or_(Attempt.mode == Mode.MOCK, read),
            )
            .order_by(Attempt.started_at, Attempt.id, Slot.number)
        )
    )


def attempts_behind(db: Session, viewer: Viewer, work_ids: list[int]) -> dict[int, Attempt]:
    """The viewer's attempt behind each piece of judged work, by work id."""
    found = db.scalars(
        select(Attempt).where(Attempt.person_id == viewer.person_id, Attempt.work_id.in_(work_ids))
    )
    return {attempt.work_id: attempt for attempt in found if attempt.work_id is not None}


def attempts_of_work(db: Session, viewer: Viewer, work_ids: list[int]) -> dict[int, int]:
    """The viewer's attempt id behind each piece of judged work, by work id."""
    return {work_id: one.id for work_id, one in attempts_behind(db, viewer, work_ids).items()}
