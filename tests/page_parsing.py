"""Parses pages as browsers do. The same page is met again and again: it is parsed once."""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

# Form tokens and the random names of open pages. Whatever else stands in these places has to be parsed.
DRAWN = re.compile(r' (name="(?:csrf_token|writer)" value|data-(?:csrf|writer))="([\w.-]+)"')


def parsed(text: str) -> tuple[Element, list[object]]:
    """The tree of a page, which is the caller's own, and the parse errors.

    A page that was parsed already is one that differs in nothing but the values that are drawn for each page.
    """
    stand_ins: dict[str, str] = {}

    def without(found: re.Match[str]) -> str:
        stand_in = stand_ins.setdefault(found[2], f"drawn-value-{len(stand_ins)}")
        return f' {found[1]}="{stand_in}"'

    tree, errors = _parsed_once(DRAWN.sub(without, text))
    if errors:
        return _parsed_anew(text)  # so that they tell the true columns
    drawn = {stand_in: value for value, stand_in in stand_ins.items()}
    own = copy.deepcopy(tree)
    for one in own.iter():
        for name in ("value", "data-csrf", "data-writer"):
            if one.get(name) in drawn:
                one.set(name, drawn[one.get(name, "")])
    return own, errors


def _parsed_anew(text: str) -> tuple[Element, list[object]]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(text), parser.errors


_parsed_once = lru_cache(maxsize=200)(_parsed_anew)
