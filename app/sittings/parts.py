"""What a part of the assessment must give, so that `sittings` can run it without knowing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.outcomes import NotThere
from app.people import Viewer
from app.results.rules.judging import Judgement
from app.sittings.models import Attempt, Mode, Slot


@dataclass(frozen=True)
class Order:
    """What somebody wants to start. choices: in the part's own words, checked; seed: decides every draw."""

    viewer: Viewer
    mode: Mode
    seed: int
    now: datetime
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperSlot:
    """One slot of a paper: the immutable item it asks, and how that is arranged (such as option order)."""

    item: str
    arrangement: str


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    minutes: None means no deadline. The percentages: None means it is not graded. pace_seconds: for
    practice, the time the plan gives everybody for one question; None where no time is to be shown.
    """

    title: str
    plan_id: str
    slots: tuple[PaperSlot, ...]
    minutes: int | None
    pass_percent: int | None
    distinction_percent: int | None
    pace_seconds: int | None = None


@dataclass(frozen=True)
class Description:
    """An attempt in words, and where it goes on or is looked at afterwards."""

    name: str
    address: str
    result_address: str


@dataclass(frozen=True)
class Part:
    """The four functions of a part.

    compose: make the paper when an attempt starts (may read). accept: check the raw value of one slot
    and give it back as text to store; raises BadInput. mark: judge a closed attempt from its slots
    (may read). describe: name and addresses.
    """

    name: str
    compose: Callable[[Session, Order], Paper]
    accept: Callable[[str, object], str]
    mark: Callable[[Session, Attempt, Sequence[Slot]], Judgement]
    describe: Callable[[Attempt], Description]


def register_part(app: Flask, part: Part) -> None:
    """Make a part known; done once when the app is made."""
    app.extensions.setdefault("parts", {})[part.name] = part


def the_part(name: str) -> Part:
    """The registered part of that name."""
    parts: dict[str, Part] = current_app.extensions["parts"]
    if name not in parts:
        raise NotThere
    return parts[name]
