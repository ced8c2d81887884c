"""Security headers on every answer, pages and static files alike."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "object-src 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
KEEP_TO_HTTPS = "max-age=31536000; includeSubDomains"


def init_app(app: Flask, *, https: bool) -> None:
    """Set the headers on every response; pages are never kept by a shared cache."""

    @app.after_request
    def add(response: Response) -> Response:
        add_headers(response.headers, https=https)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def add_headers(headers: MutableMapping[str, Any] | Any, *, https: bool) -> None:
    """Put the security headers among `headers`; those already there stay as they are."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if https:
        headers.setdefault("Strict-Transport-Security", KEEP_TO_HTTPS)
