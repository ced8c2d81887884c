"""Reads lists/words.toml, words_icd10.toml and words_opcs4.toml: what clinicians write, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.classifications.content.unusable import ListUnusable
from app.classifications.rules.codes import System, understood
from app.classifications.rules.vocabulary import Vocabulary, vocabulary
from app.textfiles import Problem, Readable, Strict, checked, read_toml

LISTS = Path(__file__).parent.parent / "lists"
COMMON = "words.toml"

Words = Annotated[Readable, Field(max_length=2_000)]  # words and phrases, a comma between two


class _WrittenWords(Strict):
    """A file as it is written; each text holds words or phrases with commas between them.

    alike: words and phrases that mean the same. short: abbreviation -> everything it may say. known_as: key
    of an entry -> what it is called. roots, endings: pieces of compounds -> their plain words. broader:
    single word -> single words that include it.
    """

    alike: tuple[Words, ...] = ()
    short: Annotated[dict[str, Words], Field(default_factory=dict)]
    known_as: Annotated[dict[str, Words], Field(default_factory=dict)]
    roots: Annotated[dict[str, Words], Field(default_factory=dict)]
    endings: Annotated[dict[str, Words], Field(default_factory=dict)]
    broader: Annotated[dict[str, Words], Field(default_factory=dict)]


def read_vocabulary(system: System, folder: Path = LISTS) -> Vocabulary:
    """The words of a classification together with those that serve both.

    Raises:
        ListUnusable: a file cannot be read, or something in it is wrong.
    """
    files = [_read(folder / COMMON), _read(folder / f"words_{system.value}.toml", system)]
    short: dict[str, list[str]] = {}
    for file in files:
        for word, meanings in file.short.items():
            short.setdefault(word, []).extend(listed(meanings))
    return vocabulary(
        groups=[listed(group) for file in files for group in file.alike],
        short=short,
        known_as={key: listed(names) for file in files for key, names in file.known_as.items()},
        roots={root: words for file in files for root, words in file.roots.items()},
        endings={ending: words for file in files for ending, words in file.endings.items()},
        broader={word: listed(others) for file in files for word, others in file.broader.items()},
    )


def listed(text: str) -> list[str]:
    """The words and phrases of a text."""
    return [one.strip() for one in text.split(",") if one.strip()]


def _read(path: Path, system: System | None = None) -> _WrittenWords:
    problems: list[Problem] = []
    data = read_toml(path, problems)
    found = None
    if data is not None:
        found = checked(_WrittenWords, data, file=path.name, entry="", problems=problems)
    if found is not None:
        problems += [Problem(path.name, key, "known_as", what) for key, what in _faults(found, system)]
    if found is None or problems:
        raise ListUnusable(path.name, problems)
    return found


def _faults(found: _WrittenWords, system: System | None) -> Iterable[tuple[str, str]]:
    return _wrong_keys(found.known_as, system) if system else _unwanted(found.known_as)


def _wrong_keys(keys: Iterable[str], system: System) -> Iterator[tuple[str, str]]:
    for key in keys:
        if understood(system, key).key != key:
            yield key, f"This is no key of {system.words}, such as S72 or S720. Correct it."


def _unwanted(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    for key in keys:
        yield key, "Codes belong into the file of their classification. Move it there."
