"""The CoderReady practice extract of OPCS-4, and the chapters: lists/opcs4.toml, opcs4_chapters.toml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.classifications.content.unusable import ListUnusable
from app.classifications.rules.chapters import Chapters, overflow_in
from app.classifications.rules.codes import System
from app.classifications.rules.entries import Edition, Entry, Kind
from app.classifications.rules.known_editions import KNOWN, Known
from app.classifications.rules.sections import Listed, checksum
from app.textfiles import Problem, Readable, Strict, checked, read_toml

LISTS = Path(__file__).parent.parent / "lists"
FILE = LISTS / "opcs4.toml"
CHAPTERS_FILE = LISTS / "opcs4_chapters.toml"
PRACTICE_ID = "opcs4-practice"
LICENCE = "Contains public sector information of NHS England under the Open Government Licence v3.0"

Words = Annotated[Readable, Field(max_length=300)]
Fourth = Annotated[str, Field(pattern=r"^[0-9]$")]


class WrittenCategory(Strict):
    """A category with all its codes. chapter: only for those of letter O."""

    id: Annotated[str, Field(pattern=r"^[A-HJ-Z][0-9]{2}$")]
    words: Words
    codes: Annotated[dict[Fourth, Words], Field(min_length=1)]
    retired: Annotated[dict[Fourth, Words], Field(default_factory=dict)]
    chapter: Annotated[str, Field(pattern=r"^[LWYZ]$")] = ""


class _WrittenChapters(Strict):
    chapters: dict[str, Words]
    overflow: dict[str, str]


def read_chapters(path: Path = CHAPTERS_FILE) -> Chapters:
    """The chapters of OPCS-4.

    Raises:
        ListUnusable: the file cannot be read, or something in it is wrong.
    """
    problems: list[Problem] = []
    data = read_toml(path, problems)
    found = checked(_WrittenChapters, data, file=path.name, entry="", problems=problems) if data else None
    if found is None:
        raise ListUnusable(path.name, problems)
    return Chapters(found.chapters, overflow_in(found.overflow))


def opcs4_practice_list(path: Path = FILE) -> Listed:
    """The extract.

    Raises:
        ListUnusable: a file cannot be read, or something in it is wrong.
    """
    chapters = read_chapters()
    known, categories = _read(path, chapters)
    lines = [entry for one in categories for entry in _entries(one, chapters)]
    entries = tuple(sorted(lines, key=lambda entry: chapters.order(entry.key)))
    edition = Edition(
        id=PRACTICE_ID,
        system=System.OPCS4,
        name="CoderReady practice extract of OPCS-4, not the published list",
        stands_for=known.name,
        source=f"Descriptions of our own. {LICENCE}",
        checksum=checksum(entries),
        in_force_from=known.in_force_from,
        in_force_to=known.in_force_to,
        is_practice=True,
        partial=True,
    )
    return Listed(edition, entries, chapters.sections)


def _read(path: Path, chapters: Chapters) -> tuple[Known, list[WrittenCategory]]:
    problems: list[Problem] = []
    data = read_toml(path, problems) or {}
    raw = data.get("categories")
    known = next((one for one in KNOWN if one.name == data.get("stands_for")), None)
    if not problems and known is None:
        problems.append(Problem(path.name, "", "stands_for", 'Name the edition, such as "OPCS-4.11".'))
    if not problems and not (isinstance(raw, list) and raw):
        problems.append(Problem(path.name, "", "categories", "There is none. Add at least one."))
    categories: list[WrittenCategory] = []
    for place, one in enumerate(raw if isinstance(raw, list) else [], start=1):
        entry = str(one.get("id", f"number {place}")) if isinstance(one, dict) else f"number {place}"
        found = checked(WrittenCategory, one, file=path.name, entry=entry, problems=problems)
        if found is not None:
            categories.append(found)
    problems += [Problem(path.name, *fault) for fault in _faults(categories, chapters)]
    if known is None or problems:
        raise ListUnusable(path.name, problems)
    return known, categories


def _faults(categories: list[WrittenCategory], chapters: Chapters) -> Iterator[tuple[str, str, str]]:
    """What is well formed but cannot be right: entry, field, what is wrong."""
    times = Counter(one.id for one in categories)
    for one in categories:
        if times[one.id] > 1:
            yield one.id, "id", "This category stands more than once. Put its codes together."
        if chapters.of(one.id) == "":
            yield one.id, "id", "It belongs to no chapter. Correct it."
        elif one.chapter not in ("", chapters.of(one.id)):
            yield one.id, "chapter", f"It belongs to chapter {chapters.of(one.id)}. Correct it."
        for fourth in sorted(one.codes.keys() & one.retired.keys()):
            yield one.id, "retired", f"Its code .{fourth} cannot be both live and retired. Remove one."


def _entries(one: WrittenCategory, chapters: Chapters) -> Iterator[Entry]:
    chapter = chapters.of(one.id)
    yield Entry(one.id, _capital(one.words), Kind.HEADING, chapter, chapter)
    for fourth, words in one.codes.items():
        yield Entry(f"{one.id}{fourth}", _title(one, words), Kind.ASSIGNABLE, chapter, chapter)
    for fourth, words in one.retired.items():
        yield Entry(f"{one.id}{fourth}", _title(one, words), Kind.RETIRED, chapter, chapter)


def _title(one: WrittenCategory, words: str) -> str:
    return f"{_capital(one.words)}: {words}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
