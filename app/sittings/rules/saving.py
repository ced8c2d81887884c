"""Whether an answer that arrives replaces the one that is stored. Pure.

Two tabs and two devices may edit the same slot, and a request may arrive twice or after a later one.
Each open page is a *writer* with its own random name and counts its changes of a slot. A change says
which revision its page last knew (`base`). It is taken when nobody else has written since (`base` is
the stored revision), or when what is stored is an earlier change of the same writer, whose
acknowledgement may have been lost on the way. Otherwise the stored answer is newer and is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_CHANGES = 1_000_000


@dataclass(frozen=True)
class Stored:
    """What a slot holds. revision 0: nothing was ever saved. final: it was checked and cannot change."""

    revision: int
    value: str
    flagged: bool
    writer: str
    writer_change: int
    final: bool = False


@dataclass(frozen=True)
class Incoming:
    """A change that arrived. base: the revision its page last knew; change: the writer's count."""

    base: int
    value: str
    flagged: bool
    writer: str
    change: int


class Saving(StrEnum):
    """What becomes of a change."""

    ACCEPT = "accept"
    ALREADY = "already"
    NEWER = "newer"


def decide(stored: Stored, incoming: Incoming) -> Saving:
    """Accept the change, recognise it as already saved, or keep the newer answer."""
    same = (stored.value, stored.flagged) == (incoming.value, incoming.flagged)
    if stored.final:
        return Saving.ALREADY if same else Saving.NEWER
    if stored.revision and incoming.writer == stored.writer:
        # without script a page cannot count: of two forms it sends, the one that arrives later counts
        sent_again = incoming.change == stored.writer_change and not same
        return Saving.ACCEPT if sent_again or incoming.change > stored.writer_change else Saving.ALREADY
    if incoming.base == stored.revision:
        return Saving.ACCEPT
    return Saving.ALREADY if same and stored.revision else Saving.NEWER
