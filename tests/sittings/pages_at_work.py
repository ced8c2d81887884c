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

from app.sittings.actions.late import NotTaken
from app.sittings.actions.saving import Change, Saved
from app.sittings.models import ClosedBy
from app.sittings.rules.saving import Saving

LAG = timedelta(seconds=10)  # said again here: whoever changes the allowance is to look at this page too


Content = tuple[object, bool]  # value and flag
NOTHING: Content = ("", False)


def content(change: Change) -> Content:
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
    """An open page: it sends one change at a time, and each until it hears what became of it.

    known: the revision of each slot that it last heard of. shown: what it shows there. over: what may be
    replaced by each change of a writer, because it was in sight when that was made.
    """

    writer: str
    known: dict[int, int]
    shown: dict[int, Content] = field(default_factory=dict)
    waiting: dict[tuple[str, int], Change] = field(default_factory=dict)
    over: defaultdict[tuple[str, int], set[Content]] = field(default_factory=lambda: defaultdict(set))
    made: int = 0
    under_way: Change | None = None
    reply: Saved | None = None
    halted: bool = False

    def choose(self, slot: int, value: str, *, flagged: bool, at: datetime) -> None:
        """The person changes an answer. It takes the place of an earlier one that still waits."""
        self.made += 1
        change = Change(slot, self.known.get(slot, 0), value, flagged, self.writer, self.made, at)
        unsent = self.waiting.get((self.writer, slot))
        before = self.over[unsent.writer, unsent.change] if unsent else set()
        self.waiting[self.writer, slot] = change
        self.over[self.writer, self.made] |= before | {self.shown.get(slot, NOTHING)}
        self.shown[slot] = content(change)

    def send(self) -> Change:
        """Put the change that waits longest on its way; nothing else goes out before it is answered."""
        self.under_way = next(iter(self.waiting.values()))
        return self.under_way

    def give_up(self) -> None:
        """No reply came. What waits is sent again later; the copy under way may still arrive."""
        self.under_way = self.reply = None

    def hear(self) -> None:
        """The reply came: what still waits for that slot builds on it, or what stands there is shown."""
        sent, reply = self.under_way, self.reply
        assert sent is not None
        assert reply is not None
        key = sent.writer, sent.slot
        if self.waiting[key].change == sent.change:
            del self.waiting[key]
        edited = [(other, change) for other, change in self.waiting.items() if change.slot == sent.slot]
        if reply.as_sent:
            for other, change in edited:
                self.over[change.writer, change.change].add(content(sent))
                self.waiting[other] = replace(change, base=max(change.base, reply.revision))
        elif not edited:
            self.shown[sent.slot] = reply.value, reply.flagged
        if reply.as_sent or not edited:
            self.known[sent.slot] = max(self.known.get(sent.slot, 0), reply.revision)
        self.under_way = self.reply = None

    def opened_after(self, writer: str, known: dict[int, int], stored: dict[int, Content]) -> Page:
        """A page that is opened later, on the same device: it takes over what waits there, and shows it."""
        page = Page(writer, dict(known), dict(stored), dict(self.waiting), self.over)
        for change in self.waiting.values():
            page.known[change.slot], page.shown[change.slot] = change.base, content(change)
        return page


@dataclass(frozen=True)
class Finish:
    """A closing request."""

    changes: tuple[Change, ...]
    by_page: bool
    writer: str

    @property
    def last(self) -> list[Change]:
        """Of each slot the last change."""
        return list({change.slot: change for change in self.changes}.values())


@dataclass(frozen=True)
class Outcome:
    """What must be answered to a closing request: still running, waiting for another page, or closed."""

    running: bool
    waits: bool = False
    already: bool = False
    not_taken: NotTaken = field(default_factory=NotTaken)


@dataclass
class Ledger:
    """What is right after all that has arrived so far."""

    ends_at: datetime
    taken: dict[int, list[Change]] = field(default_factory=lambda: defaultdict(list))
    taken_at: dict[int, datetime] = field(default_factory=dict)
    late: dict[tuple[int, str], tuple[Change, datetime]] = field(default_factory=dict)
    closed_by: ClosedBy | None = None
    closed_at: datetime | None = None
    extended: int = 0
    lag_used: int = 0

    def save(self, change: Change, *, now: datetime) -> Saving | None:
        """A change arrives by itself; None: it is too late. Until the end it counts, and not at the end."""
        if self.closed_by is None and now < self.ends_at:
            return self._put(change, now=now)
        if self.closed_by is None and now >= self.ends_at + LAG:
            self._close(ClosedBy.LATE_REQUEST, now=now)
        if self.closed_by is not None:
            self._refuse([change], now=now)
        return None

    def finish(self, request: Finish, *, now: datetime) -> Outcome:
        """A closing request arrives. Its changes count a little longer than the others."""
        if self.closed_by is not None:
            return Outcome(running=False, already=True, not_taken=self._refuse(request.last, now=now))
        over = now >= self.ends_at
        if now < self.ends_at + LAG:
            taken, older = self._put_in_turn(request.changes, now=now)
            not_taken = NotTaken(older=older)
            self.lag_used += bool(over and taken)
            if request.by_page and over and not taken and self._is_used_elsewhere(request.writer):
                return Outcome(running=True, waits=True)
        else:
            not_taken = self._refuse(request.last, now=now)
        if request.by_page and not over:
            return Outcome(running=True)
        in_time = ClosedBy.PAGE if request.by_page else ClosedBy.LATE_REQUEST
        self._close(in_time if over else ClosedBy.PERSON, now=now)
        return Outcome(running=False, not_taken=not_taken)

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

    def _is_used_elsewhere(self, writer: str) -> bool:
        """Whether the newest answer came from another page."""
        newest = max(self.taken_at.values(), default=None)
        return any(
            self.taken[slot][-1].writer != writer for slot, at in self.taken_at.items() if at == newest
        )

    def _put_in_turn(self, changes: tuple[Change, ...], *, now: datetime) -> tuple[int, int]:
        """Later changes of a page build on its earlier ones; how many slots take one, and how many do not."""
        outcome: dict[int, Saving] = {}
        heard: dict[int, int] = {}
        for change in changes:
            known = replace(change, base=max(change.base, heard.get(change.slot, 0)))
            outcome[change.slot] = self._put(known, now=now)
            taken = self.taken[change.slot]
            heard[change.slot] = len(taken) if taken and content(taken[-1]) == content(change) else 0
        said = list(outcome.values())
        return said.count(Saving.ACCEPT), said.count(Saving.NEWER)

    def _put(self, change: Change, *, now: datetime) -> Saving:
        saving = self._weigh(change)
        if saving is Saving.ACCEPT:
            self.taken[change.slot].append(change)
            self.taken_at[change.slot] = now
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

    def _refuse(self, changes: tuple[Change, ...] | list[Change], *, now: datetime) -> NotTaken:
        """Keep apart what would have counted in time: of each page and slot its last word."""
        news = [one for one in changes if self._is_news(one)]
        late = [one for one in news if self._weigh(one) is Saving.ACCEPT]
        for change in late:
            kept = self.late.get((change.slot, change.writer))
            if kept is None or kept[0].change < change.change:
                self.late[change.slot, change.writer] = change, now
        return NotTaken(late=len(late), older=sum(self._weigh(one) is Saving.NEWER for one in news))
