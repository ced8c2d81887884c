"""Content as versions that never change: a head says which one new work takes, and old work keeps its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session


class IsVersion(Protocol):
    """A stored version. item: its name, unique among all; checksum: of what it says."""

    item: Any
    checksum: Any


class IsHead(Protocol):
    """An entry of the content. current_item: the version new work takes, None once it was withdrawn."""

    current_item: Any


V = TypeVar("V", bound=IsVersion)
H = TypeVar("H", bound=IsHead)


@dataclass(frozen=True)
class Loaded:
    """How many entries are new, changed, unchanged, and withdrawn since the last load."""

    new: int
    changed: int
    unchanged: int
    withdrawn: int


def store_versions(
    db: Session,
    texts: Iterable[tuple[str, str, Callable[[int], V]]],
    heads: Mapping[str, H],
    versions: Mapping[str, Sequence[V]],
    head: Callable[[str, str], H],
) -> Loaded:
    """Store what changed. Attempts keep the versions they were started with; none is ever removed.

    Args:
        texts: of every entry its id, its checksum, and how a version of it is made from a number.
        heads: those that are stored, by id. versions: likewise, in the order of their numbers.
        head: makes a new head from an id and the item of its first version.
    """
    new = changed = unchanged = 0
    seen: set[str] = set()
    for name, checksum, make in texts:
        seen.add(name)
        known = versions.get(name, ())
        version = next((old for old in known if old.checksum == checksum), None)
        if version is None:
            version = make(len(known) + 1)
            db.add(version)
            db.flush()
        stored = heads.get(name)
        if stored is None:
            db.add(head(name, version.item))
            new += 1
        elif stored.current_item == version.item:
            unchanged += 1
        else:
            stored.current_item = version.item
            changed += 1
    return Loaded(new, changed, unchanged, _withdraw(heads, seen))


def _withdraw(heads: Mapping[str, IsHead], still_there: set[str]) -> int:
    gone = [one for name, one in heads.items() if name not in still_there and one.current_item is not None]
    for one in gone:
        one.current_item = None
    return len(gone)
