"""Fields that several forms share, with errors that say what to enter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import DateField, Field, Form, IntegerField, SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.accounts.emails import stored_email
from app.accounts.rules.wording import LONGEST, without_unseen
from app.outcomes import BadInput

DAY_FORMATS = ["%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DayField(DateField):  # type: ignore[misc]
    """A day, typed as people in the United Kingdom write it."""

    def __init__(self, label: str, validators: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, validators, format=DAY_FORMATS, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.raw_data = [without_unseen(" ".join(valuelist))] if valuelist else valuelist
        try:
            super().process_formdata(self.raw_data)
        except ValueError as problem:
            raise ValueError("Enter a date, like 31/12/2026") from problem


class NumberField(IntegerField):  # type: ignore[misc]
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; a per-cent sign does no harm."""
        self.raw_data = [without_unseen(text) for text in valuelist]
        try:
            super().process_formdata([text.removesuffix("%").strip() for text in self.raw_data])
        except ValueError as problem:
            raise ValueError("Enter a whole number") from problem


def can_be_seen(_form: Form, field: Field) -> None:
    """Refuse signs that cannot be seen, and leave them out when the field is shown again.

    They come from scripts, and a database may not take them.
    """
    if not " ".join(field.data.split()).isprintable():
        field.data = without_unseen(field.data)
        raise ValidationError("Use only letters, figures and signs that can be seen")


def words(missing: str, most: int = LONGEST) -> list[Any]:
    """Validators of a line of text that must be there; `missing` says what to enter."""
    return [DataRequired(missing), can_be_seen, Length(max=most, message=f"Use {most} characters or fewer")]


def is_address(_form: Form, field: Field) -> None:
    """Refuse what is no e-mail address."""
    try:
        stored_email(field.data)
    except BadInput as refusal:
        raise ValidationError(str(refusal)) from refusal


def options(*pairs: tuple[object, str], then: Iterable[tuple[object, str]] = ()) -> list[SelectChoice]:
    """Options of a list or of radios, as pairs of value and words; `then` follows the ones named singly."""
    return [SelectChoice(value, label) for value, label in (*pairs, *then)]
