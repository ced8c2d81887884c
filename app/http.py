"""Small pieces of speaking HTTP that several features need."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify, request
from werkzeug.routing import IntegerConverter, Map

from app.outcomes import BadInput

LARGEST_NUMBER = 2**31 - 1  # what an integer column of every database holds


class Number(IntegerConverter):
    """A number in an address. One that no database holds is not found, rather than a fault of ours."""

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_NUMBER, **options})


def wants_json() -> bool:
    """Whether the caller is a script of ours rather than a person with a page."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def json_error(status: int, error: str, message: str, **more: Any) -> Response:
    """An error as JSON: `error` is for scripts, `message` for people."""
    answer = jsonify(error=error, message=message, **more)
    answer.status_code = status
    return answer


def json_body() -> dict[str, Any]:
    """The JSON object that was sent.

    Raises:
        BadInput: it is not JSON, or not an object.
    """
    try:
        sent = request.get_json(silent=True)
    except RecursionError:  # brackets within brackets, far deeper than anything of ours
        sent = None
    if not isinstance(sent, dict):
        raise BadInput("What was sent is not a JSON object. Load the page again.")
    return sent


def safe_next(address: str | None) -> str | None:
    """`address` if it leads to a page of this site, else None; so that sign-in cannot send people away."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or any(ord(sign) < 32 or sign == "\\" for sign in address):
        return None
    return address
