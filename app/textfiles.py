"""Reading content that people write as text: TOML checked whole, Markdown made safe.

Every problem of every file is found at once and said in words an author can act on.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import nh3
from markdown_it import MarkdownIt
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

MOST_BYTES = 2_000_000
CONTROL = "It holds a control character. Take it out; only line ends and tabs are allowed."
TAGS = {"p", "br", "em", "strong", "code", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
TAGS |= {"h3", "h4", "blockquote", "pre", "hr", "del"}

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").enable("strikethrough")

Model = TypeVar("Model", bound=BaseModel)


def _says_something(text: str) -> str:
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        raise ValueError("Nothing can be read in it")
    return text


def _day_or_nothing(text: str) -> str:
    try:
        real = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        real = False
    if not real:
        raise ValueError("It is no day of the calendar, written as 2026-11-22")
    return text


def _name_or_nothing(text: str) -> str:
    if text != text.strip():
        raise ValueError("It begins or ends with a space")
    return text


# who reviewed an entry, and when; empty until somebody has
NameOrNothing = Annotated[str, Field(max_length=120), AfterValidator(_name_or_nothing)]
DayOrNothing = Annotated[str, AfterValidator(_day_or_nothing)]
Readable = Annotated[str, AfterValidator(_says_something)]  # kept as written: stored versions are told by it


class Strict(BaseModel):
    """A piece of a content file: no unknown fields, no guessed types, unchanging once read."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True)
class Problem:
    """Something wrong with content: where it is, what is wrong and what to do."""

    file: str
    entry: str
    field: str
    problem: str


@dataclass
class Report:
    """What a check found. counts: how many entries, by kind and group."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_toml(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """The parsed file, or None with the problem added."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"The file is over {MOST_BYTES:,} bytes. Split it.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # some editors put a mark in front
    except OSError as error:
        problems.append(Problem(path.name, "", "", f"The file cannot be read: {error.strerror}."))
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "", "", "The file is not UTF-8 text. Save it as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(path.name, "", "", f"The file is not valid TOML: {error}. Mend that place."))
    except ValueError as error:
        problems.append(Problem(path.name, "", "", str(error)))
    return None


def checked(
    model: type[Model], data: object, *, file: str, entry: str, problems: list[Problem]
) -> Model | None:
    """`data` as a `model`, or None with every fault added to `problems`."""
    controlled = [Problem(file, entry, where, CONTROL) for where in _control_characters(data)]
    problems += controlled
    try:
        found = model.model_validate(_frozen(data))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        # a list whose entry is wrong is then also said to be too short: the entry's own fault says enough
        around = {fault["loc"][:steps] for fault in faults for steps in range(len(fault["loc"]))}
        for fault in faults:
            where = ".".join(str(step) for step in fault["loc"])
            if fault["loc"] not in around:
                problems.append(Problem(file, entry, where, _plain(fault["type"], fault["msg"])))
        return None
    return None if controlled else found


def _control_characters(data: object, where: str = "") -> Iterator[str]:
    """The fields whose text holds a character that no page shows and that not every database can store."""
    if isinstance(data, str):
        if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in data):
            yield where
    elif isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data)
        for step, inner in steps:
            yield from _control_characters(inner, f"{where}.{step}".removeprefix("."))


def _frozen(data: object) -> object:
    """The same with tuples for lists, as the unchanging models hold them."""
    if isinstance(data, dict):
        return {key: _frozen(value) for key, value in data.items()}
    return tuple(_frozen(value) for value in data) if isinstance(data, list) else data


PLAINLY = {
    "missing": "It is missing. Add it.",
    "extra_forbidden": "No such field is known. Remove it or correct its name.",
    "tuple_type": "It must be a list, in square brackets. Correct it.",
    "string_type": "It must be text, in quotation marks. Correct it.",
    "date_type": "It must be a day, written as 2026-11-22 without quotation marks. Correct it.",
}


def _plain(kind: str, message: str) -> str:
    """What a fault of form says, without words of Python."""
    said = message.removeprefix("Value error, ").replace("Tuple", "The list").replace(" after validation", "")
    return PLAINLY.get(kind, f"{said.rstrip('.')}. Correct it.")


def rendered(markdown: str) -> str:
    """Markdown as HTML that is safe to put into a page as it is."""
    return nh3.clean(_markdown.render(markdown.strip()), tags=TAGS, attributes={}, link_rel=None).strip()


def rendered_inline(markdown: str) -> str:
    """One line of Markdown as safe HTML without a paragraph around it."""
    return nh3.clean(_markdown.renderInline(markdown.strip()), tags={"em", "strong", "code"}, attributes={})
