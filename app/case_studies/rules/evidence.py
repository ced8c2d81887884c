"""Words of the record that justify a code: whether they stand there, and where."""

from __future__ import annotations

import re

_EMPHASIS = re.compile(r"[*_~`|]|^#+ |^> ?", re.MULTILINE)
GAP = "…"


def plain(text: str) -> str:
    """Markdown as running text: without signs of emphasis, every run of space one blank."""
    return " ".join(_EMPHASIS.sub("", text).split())


def stands_in(text: str, words: str) -> bool:
    """Whether the words stand in the Markdown; `…` in them leaves something out."""
    return bool(places(plain(text), words))


def places(running: str, words: str) -> list[tuple[int, int]]:
    """Where each piece of the words stands in a running text, as (start, end); none if one is missing."""
    found: list[tuple[int, int]] = []
    at = 0
    for piece in words.split(GAP):
        wanted = plain(piece)
        if not wanted:
            continue
        start = running.find(wanted, at)
        if start < 0:
            return []
        at = start + len(wanted)
        found.append((start, at))
    return found
