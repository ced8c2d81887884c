"""What the clients were told, written down by them: the ledger that the database is held against."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

Content = tuple[str, bool]  # value and flag


@dataclass
class Entry:
    """A change that a page sent until it was told what became of it.

    revision: the one it was acknowledged as; 0 while nobody knows. doubtful: an acknowledgement may have been
    lost, and later it was only told that it comes too late, so that it may or may not have been taken.
    """

    attempt: int
    slot: int
    base: int
    value: str
    flagged: bool
    writer: str
    change: int
    revision: int = 0
    doubtful: bool = False

    @property
    def content(self) -> Content:
        """What the slot holds if this was taken last."""
        return self.value, self.flagged

    def body(self) -> dict[str, object]:
        """As it is sent."""
        names = ("slot", "base", "value", "flagged", "writer", "change")
        return {name: getattr(self, name) for name in names}


@dataclass
class SlotLedger:
    """Everything about one slot.

    seen: what a page was shown there that somebody else had written. final: the answer that it was told is
    handed in; a flag is no answer, so one that comes too late is neither taken nor called late.
    """

    entries: list[Entry] = field(default_factory=list)
    final: str | None = None
    seen: dict[int, Content] = field(default_factory=dict)


@dataclass
class PaperLedger:
    """Everything about one attempt. answered: what each acknowledged finish told."""

    slots: dict[int, SlotLedger] = field(default_factory=dict)
    answered: list[int] = field(default_factory=list)
    closed_by_us: int = 0  # how many were told that theirs was the request that closed it


class Ledger:
    """Of all attempts. Everything is written and read under its lock."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.papers: dict[int, PaperLedger] = {}
        self.counts: Counter[str] = Counter()  # of what shows where the kills fell
        self.hits: set[int] = set()  # the kills that broke a request

    def paper(self, attempt: int) -> PaperLedger:
        """That of one attempt."""
        with self.lock:
            return self.papers.setdefault(attempt, PaperLedger())

    def slot(self, attempt: int, number: int) -> SlotLedger:
        """That of one slot."""
        with self.lock:
            return self.paper(attempt).slots.setdefault(number, SlotLedger())

    def sent(self, entry: Entry) -> None:
        """A change is about to be sent for the first time."""
        with self.lock:
            self.slot(entry.attempt, entry.slot).entries.append(entry)

    def acknowledged(self, entry: Entry, revision: int) -> None:
        """The server said that it holds this change, as this revision."""
        with self.lock:
            entry.revision = revision

    def not_taken(self, entry: Entry, *, doubtful: bool) -> None:
        """The server said that it comes too late."""
        with self.lock:
            entry.doubtful = doubtful

    def held(self, entry: Entry) -> None:
        """The server said that the mock was handed in with this answer, be it by this very change or not."""
        with self.lock:
            entry.doubtful = True
            self.slot(entry.attempt, entry.slot).final = entry.value

    def shown(self, entry: Entry, revision: int, content: Content) -> None:
        """Instead of taking a change, the server showed what else the slot holds."""
        with self.lock:
            self.slot(entry.attempt, entry.slot).seen[revision] = content

    def finished(self, attempt: int, answered: int, *, already: bool) -> None:
        """The server said that an attempt is closed."""
        with self.lock:
            paper = self.paper(attempt)
            paper.answered.append(answered)
            paper.closed_by_us += not already

    def count(self, what: str) -> None:
        """One more of something that shows where the kills fell."""
        with self.lock:
            self.counts[what] += 1

    def hit(self, death: int, what: str) -> None:
        """A kill, by its number, broke a request."""
        with self.lock:
            self.hits.add(death)
            self.counts[what] += 1
