"""The signed addresses of single-use links, and what the letters around them need to know."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.accounts.rules.links import Purpose
from config import Settings


@dataclass(frozen=True)
class Ways:
    """Makes and reads the addresses. The signature covers the purpose: one kind never opens as another."""

    settings: Settings

    def address(self, purpose: Purpose, link_id: str) -> str:
        """The whole address of a link, for a letter."""
        return f"{self.settings.public_url}/{purpose}/{self._signer(purpose).dumps(link_id)}"

    def link_id(self, purpose: Purpose, token: str) -> str | None:
        """The link that an address names; None where the signature is not ours."""
        try:
            found = self._signer(purpose).loads(token)
        except BadSignature:
            return None
        return found if isinstance(found, str) else None

    def _signer(self, purpose: Purpose) -> URLSafeSerializer:
        return URLSafeSerializer(self.settings.secret_key, salt=f"accounts-link-{purpose}")


def ways() -> Ways:
    """The ways of this service."""
    return Ways(current_app.extensions["settings"])
