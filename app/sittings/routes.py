"""What the page of a running attempt asks for in the background, in JSON: save, the time, and finish.

And the way to the attempt itself.
"""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app import access, db
from app.clock import request_time
from app.http import json_body, json_error
from app.outcomes import BadInput
from app.people import Role
from app.sittings.actions import closing, finishing
from app.sittings.actions.saving import Change, Saved, TooLate, check_change, check_writer, save_answer
from app.sittings.models import Attempt, ClosedBy, State
from app.sittings.parts import the_part
from app.sittings.queries.attempts import my_time
from app.sittings.rules.timing import remaining_ms
from app.templating import uk_clock

blueprint = Blueprint("sittings", __name__)

MOST_LAST_CHANGES = 1_000


@blueprint.post("/attempts/<int:attempt_id>/answers")
@access.allow(Role.APPRENTICE)
def save(attempt_id: int) -> ResponseReturnValue:
    """Save one answer."""
    now, who = request_time(), access.viewer()
    change = check_change(json_body())
    outcome = save_answer(db.session(), who, attempt_id, change, now=now)
    if isinstance(outcome, TooLate):
        # the first request that comes after the page's last chance also closes the attempt
        closed = closing.close_if_overdue(db.session(), who, attempt_id, now=now, late=change)
        db.commit()
        return _too_late(attempt_id, outcome, closed=closed)
    db.commit()
    return jsonify(
        outcome=outcome.saving.value,
        slot=change.slot,
        revision=outcome.revision,
        value=outcome.value,
        flagged=outcome.flagged,
        as_sent=outcome.as_sent,
        saved_at=_clock_words(outcome),
        remaining_ms=remaining_ms(outcome.ends_at, now=now),
    )


@blueprint.get("/attempts/<int:attempt_id>/time")
@access.allow(Role.APPRENTICE)
def time(attempt_id: int) -> ResponseReturnValue:
    """How much time is left, as the server sees it."""
    attempt = my_time(db.session(), access.viewer(), attempt_id)
    return jsonify(
        closed=attempt.state is State.CLOSED,
        csrf_token=generate_csrf(),  # a page that outlived its sign-in goes on after a new one
        remaining_ms=remaining_ms(attempt.ends_at, now=request_time()),
        result=the_part(attempt.part).describe(attempt).result_address,
    )


@blueprint.get("/attempts/<int:attempt_id>")
@access.allow(Role.APPRENTICE)
def open_attempt(attempt_id: int) -> ResponseReturnValue:
    """The page where an attempt goes on, for who knows only its number."""
    attempt = my_time(db.session(), access.viewer(), attempt_id)
    return redirect(the_part(attempt.part).describe(attempt).address)


@blueprint.post("/attempts/<int:attempt_id>/finish")
@access.allow(Role.APPRENTICE)
def finish(attempt_id: int) -> ResponseReturnValue:
    """Hand in, with the answers the page could not save before."""
    sent = json_body()
    outcome = finishing.finish_attempt(
        db.session(),
        access.viewer(),
        attempt_id,
        now=request_time(),
        last_changes=_last_changes(sent.get("changes", [])),
        by_page=sent.get("by_page") is True,
        writer=check_writer(sent["writer"]) if "writer" in sent else "",
    )
    db.commit()
    if isinstance(outcome, finishing.StillRunning):
        return jsonify(
            running=True,
            over=outcome.over,
            remaining_ms=remaining_ms(outcome.ends_at, now=request_time()),
        )
    return jsonify(
        running=False,
        already=outcome.already,
        answered=outcome.answered,
        late=outcome.not_taken.late,
        older=outcome.not_taken.older,
        unreadable=outcome.not_taken.unreadable,
        ran_out=outcome.attempt.closed_by is not ClosedBy.PERSON,
        result=_result_address(outcome.attempt),
    )


def _last_changes(sent: object) -> list[Change]:
    if not isinstance(sent, list) or len(sent) > MOST_LAST_CHANGES:
        raise BadInput("The field 'changes' must be a list. Load the page again.")
    if not all(isinstance(one, dict) for one in sent):
        raise BadInput("Each of 'changes' must be an object. Load the page again.")
    return [check_change(one) for one in sent]


def _too_late(attempt_id: int, outcome: TooLate, *, closed: bool) -> ResponseReturnValue:
    attempt = my_time(db.session(), access.viewer(), attempt_id)
    return json_error(
        409,
        "closed" if closed else "over",
        "This mock was already handed in." if outcome.closed else "Time is over. Nothing more can be saved.",
        result=_result_address(attempt),
        remaining_ms=0,
    )


def _result_address(attempt: Attempt) -> str:
    return the_part(attempt.part).describe(attempt).result_address


def _clock_words(outcome: Saved) -> str:
    return uk_clock(outcome.saved_at) if outcome.saved_at else ""
