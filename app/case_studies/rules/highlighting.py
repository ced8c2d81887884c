"""Marks words in the HTML of a record, across bold and line ends, and never inside a tag.

Taking the marks out again gives the very HTML that came in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.case_studies.rules.evidence import places

_PIECE = re.compile(r"<[^>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);|.", re.DOTALL)
_TAG = re.compile(r"</?([a-zA-Z0-9]+)")
_INLINE = {"em", "strong", "code", "del", "a", "span"}
_EMPHASIS = set("*_~`|")  # left out of evidence too, see `evidence.plain`


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words to mark. line: name of the line they justify; whose: "mine" or "reference"."""

    words: str
    line: str
    whose: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of the running text, and where it stands in the HTML; nowhere for the blank of a line end."""

    sign: str
    start: int
    end: int


def highlighted(text: str, wanted: Sequence[Highlight]) -> str:
    """The HTML with a `<mark>` around every word that is wanted.

    Args:
        text: safe HTML, as documents are stored: no `<` stands outside of a tag.

    A mark says in `data-mine` and in `data-reference` which lines it justifies. Words that do not stand
    in the text are left out.
    """
    signs = list(_running(text))
    running = "".join(one.sign for one in signs)
    labels: list[frozenset[tuple[str, str]]] = [frozenset()] * len(signs)
    for one in wanted:
        for start, end in places(running, one.words):
            for number in range(start, end):
                labels[number] |= {(one.whose, one.line)}
    done, at = [], 0
    for start, end, label in _stretches(text, signs, labels):
        done += [text[at:start], _opening(label), text[start:end], "</mark>"]
        at = end
    return "".join((*done, text[at:]))


def can_be_found(text: str, words: str) -> bool:
    """Whether the words stand in the HTML."""
    return bool(places("".join(one.sign for one in _running(text)), words))


def _running(text: str) -> Iterator[_Sign]:
    """The text as it is read: runs of space made one blank, a new block begins after a blank."""
    blank = True  # nothing begins with one
    for found in _PIECE.finditer(text):
        piece, start, end = found.group(), found.start(), found.end()
        if piece.startswith("<") and len(piece) > 1:
            tag = _TAG.match(piece)
            if not blank and (tag is None or tag.group(1).lower() not in _INLINE):
                yield _Sign(" ", -1, -1)
                blank = True
            continue
        for sign in html.unescape(piece):
            if sign in _EMPHASIS or (sign.isspace() and blank):
                continue
            blank = sign.isspace()
            yield _Sign(" " if blank else sign, start, end)


def _stretches(
    text: str, signs: Sequence[_Sign], labels: Sequence[frozenset[tuple[str, str]]]
) -> Iterator[tuple[int, int, frozenset[tuple[str, str]]]]:
    """Pieces of the HTML to mark, (start, end, label), each within one text: no tag lies inside."""
    open_start, open_end, open_label = 0, 0, frozenset[tuple[str, str]]()
    for one, label in zip(signs, labels, strict=True):
        if one.sign == " ":
            continue  # a blank goes with the words around it and is never marked alone
        if label == open_label and "<" not in text[open_end : one.start]:
            open_end = one.end
            continue
        if open_label:
            yield open_start, open_end, open_label
        open_start, open_end, open_label = one.start, one.end, label
    if open_label:
        yield open_start, open_end, open_label


def _opening(label: frozenset[tuple[str, str]]) -> str:
    """The tag of a mark; its class says whose evidence it is."""
    lines = {whose: sorted(line for one, line in label if one == whose) for whose in ("mine", "reference")}
    kind = "both" if all(lines.values()) else next(whose for whose, found in lines.items() if found)
    told = "".join(
        f' data-{whose}="{html.escape(" ".join(found))}"' for whose, found in lines.items() if found
    )
    return f'<mark class="cr-words cr-words--{kind}"{told}>'
