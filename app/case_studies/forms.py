"""The codes of a case as the form without script sends them, and what its buttons ask for."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from app.case_studies.rules.entering import CodeLine, Coding, checked
from app.case_studies.rules.hinting import LinePlace
from app.outcomes import BadInput

LISTS = ("diagnoses", "procedures")


@dataclass(frozen=True)
class Wanted:
    """What a button wants: of which list, what, and on which line (from 0). what: "" for just saving."""

    what: str = ""
    list_name: str = ""
    number: int = 0

    def place(self, slot: int) -> LinePlace:
        """That line of a case."""
        return LinePlace(slot, self.list_name, self.number)


def form_coding(sent: MultiDict[str, str]) -> Coding:
    """Both lists as they were typed.

    Raises:
        BadInput: there is too much of it, or it is no form of ours.
    """
    return checked(
        {name: [{"code": code, "evidence": linked} for code, linked in _rows(sent, name)] for name in LISTS}
    )


def _rows(sent: MultiDict[str, str], name: str) -> list[tuple[str, object]]:
    """Every line of a list as the page showed it: code and evidence."""
    codes, evidence = sent.getlist(name), sent.getlist(f"{name}-evidence")
    evidence += ["[]"] * (len(codes) - len(evidence))
    return [(code, _evidence(linked)) for code, linked in zip(codes, evidence, strict=False)]


def _evidence(linked: str) -> object:
    try:
        return json.loads(linked or "[]")
    except (ValueError, RecursionError):
        raise BadInput("The linked words could not be read. Load the page again.") from None


def form_wanted(sent: MultiDict[str, str]) -> Wanted:
    """What the pressed button says, such as "up diagnoses 2"; anything odd is just saving.

    The page counts every line it showed, `form_coding` only those with something: so does what is returned.
    """
    words = sent.get("do", "").split(" ")
    if len(words) != 3 or words[1] not in LISTS or not (words[2].isascii() and words[2].isdecimal()):
        return Wanted()
    rows, place = _rows(sent, words[1]), int(words[2][:4])
    kept = [bool(code.strip() or evidence) for code, evidence in rows]
    if place >= len(kept) or not kept[place]:
        return Wanted()  # the line was emptied: there is nothing left to move
    return Wanted(words[0], words[1], sum(kept[:place]))


def rearranged(coding: Coding, wanted: Wanted) -> Coding:
    """The lists after Up, Down or Remove."""
    if wanted.what not in ("up", "down", "remove"):
        return coding
    lines: list[CodeLine] = list(getattr(coding, wanted.list_name))
    place = wanted.number
    if not 0 <= place < len(lines):
        return coding
    if wanted.what == "remove":
        lines.pop(place)
    else:
        other = place + (1 if wanted.what == "down" else -1)
        if 0 <= other < len(lines):
            lines[place], lines[other] = lines[other], lines[place]
    return replace(coding, **{wanted.list_name: tuple(lines)})
