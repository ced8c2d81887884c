"""The words of a page."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

UNSEEN = {"head", "script", "style", "template", "title", "desc"}


def words(element: Element) -> str:
    """The text of an element, white space made single."""
    return " ".join("".join(element.itertext()).split())


def seen_text(element: Element) -> str:
    """What can be read in an element, white space made single; what is hidden to everybody is left out."""
    return " ".join("".join(_seen(element)).split())


def _seen(element: Element) -> Iterator[str]:
    tag = element.tag.rsplit("}", maxsplit=1)[-1] if isinstance(element.tag, str) else "script"
    if tag not in UNSEEN and element.get("hidden") is None:
        yield element.text or ""
        if tag == "input" and element.get("type") in (None, "text", "email"):
            yield f" {element.get('value', '')} "
        for child in element:
            yield from _seen(child)
        if tag not in ("a", "span", "strong", "em", "code", "b", "i", "abbr"):
            yield " "
    yield element.tail or ""
