"""Lines of text that people enter: names of people, organisations and offices. Pure."""

from __future__ import annotations

from app.outcomes import BadInput

LONGEST = 120  # as long as the columns that hold them


def line(text: str, otherwise: str, *, field: str = "") -> str:
    """The text as it is kept: white space made single.

    Raises:
        BadInput: nothing is left, it is too long, or it holds signs that cannot be seen (a database may
            not take those at all); `otherwise` says what to enter.
    """
    found = " ".join(text.split())
    if not 0 < len(found) <= LONGEST or not found.isprintable():
        raise BadInput(otherwise, field=field)
    return found


def name(text: str) -> str:
    """A name as it is kept.

    Raises:
        BadInput: it cannot be one.
    """
    return line(text, f"Enter a name of at most {LONGEST} characters.", field="name")


def same(one: str, other: str) -> bool:
    """Whether two names are one to a reader: capitals and white space make no difference."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def without_unseen(text: str) -> str:
    """The text without signs that cannot be seen, for looking something up."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()
