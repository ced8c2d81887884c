"""Fields that several forms share, with errors that say what to enter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import DateField, IntegerField, SelectChoice
from wtforms.validators import InputRequired, Length

DAY_FORMATS = ["%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DayField(DateField):  # type: ignore[misc]
    """A day, typed as people in the United Kingdom write it."""

    def __init__(self, label: str, validators: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, validators, format=DAY_FORMATS, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata([" ".join(valuelist).strip()] if valuelist else valuelist)
        except ValueError as problem:
            raise ValueError("Enter a date, like 31/12/2026") from problem


class NumberField(IntegerField):  # type: ignore[misc]
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; a per-cent sign does no harm."""
        try:
            super().process_formdata([text.strip().removesuffix("%").strip() for text in valuelist])
        except ValueError as problem:
            raise ValueError("Enter a whole number") from problem


def words(missing: str, most: int = 120) -> list[Any]:
    """Validators of a line of text that must be there; `missing` says what to enter."""
    return [InputRequired(missing), Length(max=most, message=f"Use {most} characters or fewer")]


def options(*pairs: tuple[object, str], then: Iterable[tuple[object, str]] = ()) -> list[SelectChoice]:
    """Options of a list or of radios, as pairs of value and words; `then` follows the ones named singly."""
    return [SelectChoice(value, label) for value, label in (*pairs, *then)]
