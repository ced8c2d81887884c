"""Single-use ways in: what they are for, and while they are good. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What a link was made for. The word stands in its address."""

    INVITATION = "invitation"
    RESET = "new-password"


def is_open(ends_at: datetime, used_at: datetime | None, *, now: datetime) -> bool:
    """Whether a link can still be used; at its very end it cannot."""
    return used_at is None and now < ends_at
