"""Password hashing by argon2, with the costs of the settings."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Passwords:
    """Makes and checks hashes. Slow on purpose (tens of milliseconds): never inside a write transaction."""

    def __init__(self, *, memory_kib: int, passes: int) -> None:
        self._hasher = PasswordHasher(memory_cost=memory_kib, time_cost=passes, parallelism=1)
        self._nobody = lru_cache(maxsize=1)(lambda: self._hasher.hash("nobody has this password"))

    def make(self, password: str) -> str:
        """The hash to store."""
        return self._hasher.hash(_one_spelling(password))

    def matches(self, password: str, stored: str | None) -> bool:
        """Whether `password` is the one behind `stored`; takes as long when nothing is stored."""
        try:
            return (
                self._hasher.verify(stored or self._nobody(), _one_spelling(password)) and stored is not None
            )
        except (VerificationError, InvalidHashError):
            return False


def _one_spelling(password: str) -> str:
    """The same bytes for the same letters: keyboards differ in how they write an accent."""
    return unicodedata.normalize("NFKC", password)
