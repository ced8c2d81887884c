"""Which passwords are taken. Pure.

Length counts and rules of composition do not, as NIST SP 800-63B and the National Cyber Security
Centre advise; what is commonly tried, or known about the person, is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LEAST = 12
MOST = 200  # hashing a novel would keep a worker busy
LEAST_DIFFERENT = 5

# Tried first by everybody who guesses. Compared without figures and signs, so `Password-2026!` is among them.
_COMMON = (
    "abcdefghijkl abcdefghijklm admin administrator apprentice assessor changeme changemenow "
    "clinicalcoder clinicalcoding coder coding defaultpassword football hospital iloveyou "
    "iloveyouforever letmein letmeinletmein letmeinnow liverpool manchester monday monkey mypassword "
    "nhs nhsnhs nopassword passphrase password passwordpassword princess qazwsxedc qazwsxedcrfv "
    "qwerty qwertyqwerty qwertyuiop qwertyuiopas qwertyuiopasdf secret secretpassword summer "
    "sunshine superman temppassword testing testpassword thisismypassword trustno welcome "
    "welcomewelcome winter "
)
COMMON_WORDS = frozenset(_COMMON.split())
COMMON_NUMBERS = (
    "01234567890123456789",
    "12345678901234567890",
    "09876543210987654321",
    "98765432109876543210",
)


EASY = "This password is easy to guess. Choose another, for example four words that do not belong together"


@dataclass(frozen=True)
class About:
    """What a guesser may know: the person's name and e-mail address, and what the service is called."""

    name: str
    email: str
    service_name: str


def problem_with(password: str, about: About) -> str | None:
    """Why a password is not taken, in words for the person; None when it is."""
    if len(password) < LEAST:
        return f"Your password must have at least {LEAST} characters"
    if len(password) > MOST:
        return f"Your password must have {MOST} characters or fewer"
    if _letters(password) in _known(about) or password.strip().lower() == about.email.lower():
        return "Your password must not be your name, your e-mail address or the name of this service"
    if _is_common(password):
        return EASY
    return None


def _is_common(password: str) -> bool:
    if len(set(password.lower())) < LEAST_DIFFERENT:
        return True
    figures = re.sub(r"\W", "", password)
    if figures.isdecimal():
        return any(figures in run for run in COMMON_NUMBERS)
    return _letters(password) in COMMON_WORDS


def _known(about: About) -> set[str]:
    mailbox = about.email.partition("@")[0]
    names = {about.name, about.email, mailbox, about.service_name, *about.name.split()}
    return {_letters(name) for name in names} - {""}


def _letters(text: str) -> str:
    """The letters alone, in small: what is left when figures and signs are taken as decoration."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())
