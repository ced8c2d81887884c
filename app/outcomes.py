"""The refusals a rule may raise. Pure; `errors.py` turns each into a page or a JSON answer.

What may well happen (time is up, a newer answer exists) is returned as a value, not raised.
"""

from __future__ import annotations


class Refusal(Exception):
    """Something that was asked cannot be done; `str()` says why and what to do, to the person.

    `field` names the part of what was entered that is the reason, where there is one.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotThere(Refusal):
    """It does not exist, or it is not this person's: nobody can tell which."""

    def __init__(self) -> None:
        super().__init__("Check the address, or go back to your home page.")


class BadInput(Refusal):
    """What was sent has the wrong shape."""


class NotAllowedNow(Refusal):
    """The thing is in a state that does not allow this."""


class TooManyTries(Refusal):
    """Slow down; `seconds` says how long to wait."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds
