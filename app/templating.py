"""How templates are set up: escaping everywhere, our own undefined names are errors in tests."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from typing import Any

from flask import Flask
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader, UndefinedError

from app import access
from app.clock import in_uk
from app.navigation import menu
from app.people import Display


class StrictInOurs(ChainableUndefined):
    """Undefined that fails in our own templates and stays quiet in the NHS ones, which rely on it."""

    def _refuse(self) -> None:
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            name = frame.f_code.co_filename
            if name.endswith(".jinja"):
                return
            if name.endswith(".html"):
                raise UndefinedError(f"{name}: {self._undefined_message}")
            frame = frame.f_back

    def __str__(self) -> str:
        self._refuse()
        return super().__str__()

    def __html__(self) -> str:
        self._refuse()
        return ""

    def __bool__(self) -> bool:
        self._refuse()
        return False

    def __iter__(self) -> Any:
        self._refuse()
        return super().__iter__()

    def __len__(self) -> int:
        self._refuse()
        return 0


def before_blueprints(app: Flask, *, strict: bool) -> None:
    """Set the options that must stand before the first template is loaded."""
    app.jinja_options = {
        "autoescape": True,  # Flask escapes only .html and the like; the NHS templates end in .jinja
        "undefined": StrictInOurs if strict else ChainableUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }


def init_app(app: Flask, service_name: str, plan_notice: Callable[[], str]) -> None:
    """Give every page the names that the base template needs."""
    own = app.jinja_env.loader
    assert own is not None
    app.jinja_env.loader = ChoiceLoader([own, PackageLoader("nhsuk_frontend_jinja")])
    app.jinja_env.filters.update(
        uk_time=uk_time, uk_clock=uk_clock, uk_date=uk_date_words, uk_date_time=uk_date_time
    )

    @app.context_processor
    def for_every_page() -> dict[str, Any]:
        who = access.viewer_or_none()
        return {
            "service_name": service_name,
            "plan_notice": plan_notice(),
            "viewer": who,
            "display": who.display if who else Display(),
            "navigation": menu(who),
        }


def uk_time(moment: datetime) -> str:
    """Hours and minutes in the United Kingdom: 09:05."""
    return in_uk(moment).strftime("%H:%M")


def uk_clock(moment: datetime) -> str:
    """With seconds: 09:05:07."""
    return in_uk(moment).strftime("%H:%M:%S")


def uk_date_words(day: datetime | Any) -> str:
    """A day in words: 4 May 2026."""
    local = in_uk(day) if isinstance(day, datetime) else day
    return f"{local.day} {local.strftime('%B %Y')}"


def uk_date_time(moment: datetime) -> str:
    """Day and time: 4 May 2026 at 09:05."""
    return f"{uk_date_words(moment)} at {uk_time(moment)}"


def minutes_and_seconds(seconds: int) -> str:
    """A length of time in words: 1 min 30 s, 45 s, 2 min."""
    minutes, rest = divmod(seconds, 60)
    pieces = [f"{minutes} min"] if minutes else []
    if rest or not minutes:
        pieces.append(f"{rest} s")
    return " ".join(pieces)
