"""Open pages of one mock, as their script behaves, and what must become of all that they send.

`Page` does what `saver.mjs` and `workspace.mjs` do, without a browser. `Ledger` is told every request that
reaches the service, in order, and says what is right. It thinks in whole histories (who had written what
when a change was made), where the product keeps only the last change of each slot.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from app.sittings.actions.saving import Change, Saved
from app.sittings.models import ClosedBy
from app.sittings.rules.saving import Saving

LAG = timedelta(seconds=10)  # said again here: whoever changes the allowance is to look at this page too


def content(change: Change) -> tuple[object, bool]:
    """What a change would put into its slot."""
    return change.value, change.flagged


class Fate(Enum):
    """What becomes of the change that a page sends next."""

    HEARD = "it arrives, and so does the reply"
    UNDER_WAY = "it arrives, and the reply is still to come"
    REPLY_LOST = "it arrives, and the reply is lost"
    DELAYED = "it may arrive later, or never"
    NOT_YET = "the page waits with sending it"


@dataclass
class Page:
    """An open page: it sends one change at a time, and each until it hears what became of it."""

    writer: str
    known: dict[int, int]  # the revision of each slot that it last heard of
    waiting: dict[tuple[str, int], Change] = field(default_factory=dict)
    made: int = 0
    under_way: Change | None = None
    reply: Saved | None = None
    halted: bool = False

    def choose(self, slot: int, value: str, *, flagged: bool, at: datetime) -> None:
        """The person changes an answer. It takes the place of an earlier one that still waits."""
        self.made += 1
        change = Change(slot, self.known.get(slot, 0), value, flagged, self.writer, self.made, at)
        self.waiting[self.writer, slot] = change

    def send(self) -> Change:
        """Put the change that waits longest on its way; nothing else goes out before it is answered."""
        self.under_way = next(iter(self.waiting.values()))
        return self.under_way

    def give_up(self) -> None:
        """No reply came. What waits is sent again later; the copy under way may still arrive."""
        self.under_way = self.reply = None

    def hear(self) -> None:
        """The reply came. What still waits for that slot was chosen with the acknowledged answer in sight."""
        sent, reply = self.under_way, self.reply
        assert sent is not None
        assert reply is not None
        key = sent.writer, sent.slot
        if self.waiting[key].change == sent.change:
            del self.waiting[key]
        self.known[sent.slot] = max(self.known.get(sent.slot, 0), reply.revision)
        if not reply.is_newer:
            for other, change in self.waiting.items():
                if change.slot == sent.slot and change.base < reply.revision:
                    self.waiting[other] = replace(change, base=reply.revision)
        self.under_way = self.reply = None

    def reloaded(self, writer: str, known: dict[int, int]) -> Page:
        """The page that comes after a reload: it takes over what was left on the device."""
        return Page(writer, dict(known), dict(self.waiting))


@dataclass(frozen=True)
class Finish:
    """A closing request."""

    changes: tuple[Change, ...]
    by_page: bool

    @property
    def last(self) -> list[Change]:
        """Of each slot the last change."""
        return list({change.slot: change for change in self.changes}.values())


@dataclass(frozen=True)
class Outcome:
    """What must be answered to a closing request: still running, or closed and so many refused."""

    running: bool
    already: bool = False
    refused: int = 0


@dataclass
class Ledger:
    """What is right after all that has arrived so far."""

    ends_at: datetime
    taken: dict[int, list[Change]] = field(default_factory=lambda: defaultdict(list))
    late: dict[tuple[int, str], tuple[Change, datetime]] = field(default_factory=dict)
    closed_by: ClosedBy | None = None
    closed_at: datetime | None = None
    extended: int = 0
    lag_used: int = 0

    def save(self, change: Change, *, now: datetime) -> Saving | None:
        """A change arrives by itself; None: it is too late. Until the end it counts, and not at the end."""
        if self.closed_by is None and now < self.ends_at:
            return self._put(change)
        if self.closed_by is None and now >= self.ends_at + LAG:
            self._close(ClosedBy.LATE_REQUEST, now=now)
        if self.closed_by is not None:
            self._refuse([change], now=now)
        return None

    def finish(self, request: Finish, *, now: datetime) -> Outcome:
        """A closing request arrives. Its changes count a little longer than the others."""
        if self.closed_by is not None:
            return Outcome(running=False, already=True, refused=self._refuse(request.last, now=now))
        over = now >= self.ends_at
        if now < self.ends_at + LAG:
            taken, refused = self._put_in_turn(request.changes)
            self.lag_used += bool(over and taken)
        else:
            refused = self._refuse(request.last, now=now)
        if request.by_page and not over:
            return Outcome(running=True)
        in_time = ClosedBy.PAGE if request.by_page else ClosedBy.LATE_REQUEST
        self._close(in_time if over else ClosedBy.PERSON, now=now)
        return Outcome(running=False, refused=refused)

    def sweep(self, *, now: datetime) -> bool:
        """The service looks for what is overdue; whether it closes this one."""
        overdue = self.closed_by is None and now >= self.ends_at + LAG
        if overdue:
            self._close(ClosedBy.SWEEP, now=now)
        return overdue

    def extend(self, minutes: int, *, now: datetime) -> bool:
        """An operator gives time; whether that is possible."""
        wanted = self.ends_at + timedelta(minutes=minutes)
        if self.closed_by is not None or wanted <= now:
            return False
        self.ends_at = wanted
        self.extended += 1
        return True

    def _close(self, by: ClosedBy, *, now: datetime) -> None:
        self.closed_by, self.closed_at = by, now

    def _put_in_turn(self, changes: tuple[Change, ...]) -> tuple[int, int]:
        """Later changes of a page build on its earlier ones; how many slots take one, and how many do not."""
        outcome: dict[int, Saving] = {}
        for change in changes:
            heard = (
                len(self.taken[change.slot])
                if outcome.get(change.slot, Saving.NEWER) is not Saving.NEWER
                else 0
            )
            outcome[change.slot] = self._put(replace(change, base=max(change.base, heard)))
        said = list(outcome.values())
        return said.count(Saving.ACCEPT), said.count(Saving.NEWER)

    def _put(self, change: Change) -> Saving:
        saving = self._weigh(change)
        if saving is Saving.ACCEPT:
            self.taken[change.slot].append(change)
        return saving

    def _weigh(self, change: Change) -> Saving:
        """It counts if its page knew of all that others had written, and if it is that page's newest."""
        taken = self.taken[change.slot]
        unknown = [one for one in taken[change.base :] if one.writer != change.writer]
        newest_own = max((one.change for one in taken if one.writer == change.writer), default=0)
        if not unknown and change.change > newest_own:
            return Saving.ACCEPT
        shown = taken[-1]
        seen = shown.writer == change.writer or content(shown) == content(change)
        return Saving.ALREADY if seen else Saving.NEWER

    def _is_news(self, change: Change) -> bool:
        """Whether it would change what is stored; at first nothing is chosen and no flag set."""
        taken = self.taken[change.slot]
        return change.value != (taken[-1].value if taken else "")

    def _refuse(self, changes: tuple[Change, ...] | list[Change], *, now: datetime) -> int:
        """Keep the last word of each page for each slot apart; how many really were too late."""
        refused = [one for one in changes if self._weigh(one) is not Saving.ALREADY and self._is_news(one)]
        for change in refused:
            kept = self.late.get((change.slot, change.writer))
            if kept is None or kept[0].change < change.change:
                self.late[change.slot, change.writer] = change, now
        return len(refused)
