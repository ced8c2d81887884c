"""The form that saves an answer where there is no script."""

from __future__ import annotations

from collections.abc import Mapping


def form_change(sent: Mapping[str, str], slot: int) -> dict[str, object]:
    """What a form sent, in the shape in which pages with script send a change."""
    return {
        "slot": slot,
        "base": _whole(sent.get("base", "")),
        "change": 1,
        "writer": sent.get("writer", ""),
        "value": "" if "clear" in sent else sent.get("value", ""),
        "flagged": sent.get("flagged") == "yes",
    }


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None
