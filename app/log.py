"""Structured logs: one JSON line an event, with the request's id. Never names, answers or free text."""

from __future__ import annotations

import logging
import secrets
import sys

import structlog
from flask import Flask, Response, g, request

_log = structlog.get_logger("coderready")


def init_app(app: Flask, level: str) -> None:
    """Write events of `level` and above to standard error, and give each request an id."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    app.before_request(_name_request)
    app.after_request(_tell_id)


def _name_request() -> None:
    g.request_id = secrets.token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(
        request_id=g.request_id, method=request.method, endpoint=request.endpoint
    )


def _tell_id(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response


def event(name: str, **facts: str | int | bool | None) -> None:
    """Write down that something happened. `facts` are ids, counts and words of ours."""
    _log.info(name, **facts)


def fault(error: Exception) -> None:
    """Write down an error nobody foresaw, with its trace."""
    _log.error("fault", kind=type(error).__name__, exc_info=error)
