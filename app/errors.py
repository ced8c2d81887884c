"""Turns every refusal and fault into a clear page or a JSON answer. The only file that registers handlers."""

from __future__ import annotations

import re

from flask import Flask, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app import log
from app.http import json_error, safe_next, wants_json
from app.outcomes import BadInput, NotAllowedNow, NotThere, Refusal, TooManyTries

SECRET_FIELD = re.compile(r"csrf|password|token", re.IGNORECASE)
NO_TEXT = re.compile(r"[^\n\t -~\u00a0-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")  # no page may hold it
PASSWORD_FIELD = re.compile(r"password", re.IGNORECASE)
BESIDE_PASSWORD = frozenset({"email"})  # all that is given back of a form with a password in it
TECHNICAL_FIELDS = frozenset({"base", "writer", "go", "clear", "value", "flagged", "next"})  # of our pages

KINDS: dict[type[Refusal], tuple[int, str, str]] = {
    NotThere: (404, "not-found", "Page not found"),
    BadInput: (400, "bad-input", "That could not be read"),
    NotAllowedNow: (409, "not-now", "That cannot be done now"),
    TooManyTries: (429, "too-many-tries", "Please wait a little"),
}

FAULTS: dict[int, tuple[str, str]] = {
    400: ("That could not be read", "Go back, check what you entered and try again."),
    404: ("Page not found", "Check the address, or go back to your home page."),
    405: ("That cannot be done here", "Go back to the page you came from and use its buttons."),
    413: ("That is too large", "Shorten what you entered and send it again."),
    415: ("That could not be read", "Load the page again and repeat what you did."),
    500: (
        "Something went wrong here",
        "It is our fault, not yours. What was saved is safe. Try again in a moment.",
    ),
    503: ("Not available just now", "What was saved is safe. Try again in a few minutes."),
}


LAST_RESORT = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{heading}</title></head>'
    "<body><main><h1>{heading}</h1><p>{explanation}</p></main></body></html>"
)


def init_app(app: Flask) -> None:
    """Register every handler."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_fault)
    app.register_error_handler(Exception, _unexpected)


def _answer(
    status: int, error: str, heading: str, explanation: str, *, again: str | None = None
) -> ResponseReturnValue:
    """The answer; `again` is the address of the form that was sent, to open it afresh."""
    if wants_json():
        return json_error(status, error, explanation)
    words = {"heading": heading, "explanation": explanation, "again": again}
    return render_template("errors/page.html", **words, kept=_typed()), status


def _refused(refusal: Refusal) -> ResponseReturnValue:
    status, error, heading = KINDS[type(refusal)]
    answer = make_response(_answer(status, error, heading, str(refusal)))
    if isinstance(refusal, TooManyTries):
        answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    return _answer(
        400,
        "form-expired",
        "This form had expired",
        "It was opened before you last signed in or out. Nothing was changed. "
        "Open it again and send it once more.",
        again=_page_of_form(),
    )


def _page_of_form() -> str | None:
    """The address of the form that was sent, if it is that of a page, too."""
    try:
        current_app.create_url_adapter(request).match(method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return None  # a button of another page
    return safe_next(request.full_path.rstrip("?"))


def _http_fault(fault: HTTPException) -> ResponseReturnValue:
    status = fault.code or 500
    if status < 400:
        return fault
    heading, explanation = FAULTS.get(status, FAULTS[400] if status < 500 else FAULTS[500])
    return _answer(status, re.sub(r"\W+", "-", (fault.name or "fault").lower()), heading, explanation)


def _unexpected(fault: Exception) -> ResponseReturnValue:
    log.fault(fault)
    heading, explanation = FAULTS[500]
    try:
        return _answer(500, "fault", heading, explanation)
    except Exception as second:  # the page around every page is what broke: do without it
        log.fault(second)
        return LAST_RESORT.format(heading=heading, explanation=explanation), 500


def _typed() -> list[tuple[str, str]]:
    """What the person had typed, so that an error page can give it back; never a password or token.

    Of a form with a password only the e-mail address: a field that is secret there, too, need not be
    known here by its name.
    """
    if request.method != "POST" or request.content_length is None:
        return []
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:
        return []  # too large or unreadable: there is nothing to give back
    if any(PASSWORD_FIELD.search(name) for name, _ in sent):
        sent = [(name, text) for name, text in sent if name in BESIDE_PASSWORD]
    return [
        (NO_TEXT.sub("", name).replace("_", " ").capitalize(), NO_TEXT.sub("", text))
        for name, text in sent
        if text.strip() and name not in TECHNICAL_FIELDS and not SECRET_FIELD.search(name)
    ]
