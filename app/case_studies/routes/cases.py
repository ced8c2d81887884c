"""The workspace of a case, in a mock and in practice: read, code, ask, review and finish."""

from __future__ import annotations

import secrets

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import access, db
from app.case_studies.actions.asking import raise_query
from app.case_studies.actions.hinting import hint_for
from app.case_studies.forms import Wanted, form_coding, form_wanted, rearranged
from app.case_studies.queries.looking import WORDS as LOOK_UP_WORDS
from app.case_studies.queries.looking import look_up_now, look_up_of
from app.case_studies.queries.papers import NOTHING_MORE, PART_NAME, lists_of_attempt, open_cases
from app.case_studies.queries.remarks import echo
from app.case_studies.rules.asking import KINDS
from app.case_studies.rules.entering import Coding
from app.case_studies.rules.hinting import LinePlace
from app.classifications.rules.codes import System
from app.classifications.rules.look_up import LookUp
from app.clock import request_time
from app.http import json_body, wants_json
from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.people import Role
from app.sittings.actions import finishing
from app.sittings.actions.saving import TooLate, check_change, save_answer
from app.sittings.actions.starting import PRACTICE_WAITS
from app.sittings.forms import form_change
from app.sittings.models import Mode
from app.sittings.queries.attempts import OpenAttempt, my_attempt, my_running_mock

blueprint = Blueprint("cases", __name__, template_folder="../templates", url_prefix="/case-studies")


def _paper(attempt_id: int) -> OpenAttempt:
    return my_attempt(db.session(), access.viewer(), attempt_id, PART_NAME, now=request_time(), mode=None)


@blueprint.get("/<int:attempt_id>")
@access.allow(Role.APPRENTICE)
def go_on(attempt_id: int) -> ResponseReturnValue:
    """Where one left off: the first case without a code."""
    return redirect(url_for(".case", attempt_id=attempt_id, number=_paper(attempt_id).go_on_at))


@blueprint.get("/<int:attempt_id>/cases/<int:number>")
@access.allow(Role.APPRENTICE)
def case(attempt_id: int, number: int) -> ResponseReturnValue:
    """One case; the whole paper comes with it, so that moving needs no network."""
    if number == 0:
        raise NotThere  # the review has an address of its own
    return _workspace(_paper(attempt_id), number)


@blueprint.get("/<int:attempt_id>/review")
@access.allow(Role.APPRENTICE)
def review(attempt_id: int) -> ResponseReturnValue:
    """What was entered in each case, before finishing."""
    return _workspace(_paper(attempt_id), 0)


def _workspace(
    paper: OpenAttempt,
    number: int,
    *,
    mine: Coding | None = None,
    problem: BadInput | None = None,
    hint: tuple[Wanted, str] | None = None,
) -> Response | str:
    """The paper with one case in sight, or with the review for number 0.

    Args:
        mine: what was sent and not taken, because a newer answer stands there.
    """
    who, now = access.viewer(), request_time()
    if paper.is_over:
        return redirect(url_for("case_results.result", attempt_id=paper.attempt.id))
    practice = paper.attempt.mode is Mode.PRACTICE
    running = my_running_mock(db.session(), who, PART_NAME, now=now) if practice else None
    if running is not None:
        return render_template("case_studies/practice_waits.html", running=running, words=PRACTICE_WAITS)
    if not 0 <= number <= len(paper.slots):
        raise NotThere
    return render_template(
        "case_studies/paper.html",
        paper=paper,
        number=number,
        cases=open_cases(db.session(), who, paper),
        query_kinds=KINDS,
        nothing_more=NOTHING_MORE,
        practice=practice,
        with_search=look_up_of(paper.attempt) is LookUp.SEARCH,
        look_up_words=LOOK_UP_WORDS[look_up_of(paper.attempt)],
        search_address=url_for("codes.found"),
        lists_address="" if look_up_of(paper.attempt) is LookUp.BOOKS else url_for("codes.overview"),
        writer=secrets.token_urlsafe(12),
        mine=mine,
        problem=problem,
        hint=hint,
        sent=request.form,
    )


@blueprint.post("/<int:attempt_id>/cases/<int:number>")
@access.allow(Role.APPRENTICE)
def save_case(attempt_id: int, number: int) -> ResponseReturnValue:
    """Save one case without script, then do or show what the pressed button says."""
    now, who = request_time(), access.viewer()
    wanted = form_wanted(request.form)
    coding = rearranged(form_coding(request.form), wanted)
    sent = form_change(request.form, number) | {"value": coding.text()}
    change = check_change(sent)
    outcome = save_answer(db.session(), who, attempt_id, change, now=now)
    if isinstance(outcome, TooLate):
        finishing.finish_attempt(db.session(), who, attempt_id, now=now, last_changes=[change], by_page=True)
        db.commit()
        return redirect(url_for("case_results.result", attempt_id=attempt_id))
    db.commit()
    paper = _paper(attempt_id)
    if outcome.is_newer:
        return _workspace(paper, number, mine=coding), 409
    if wanted.what == "check":
        words = hint_for(db.session(), who, attempt_id, wanted.place(number), now=now)
        return _workspace(paper, number, hint=(wanted, words))
    go = request.form.get("go", "")
    if go == "review" or (go == "next" and number == len(paper.slots)):
        return redirect(url_for(".review", attempt_id=attempt_id))
    there = {"next": number + 1, "previous": max(1, number - 1)}.get(go, number)
    return redirect(url_for(".case", attempt_id=attempt_id, number=there))


@blueprint.post("/<int:attempt_id>/cases/<int:number>/queries")
@access.allow(Role.APPRENTICE)
def ask(attempt_id: int, number: int) -> ResponseReturnValue:
    """Raise a query; what comes back is shown. As a form, or as JSON from the workspace."""
    sent = json_body() if wants_json() else request.form
    try:
        reply = raise_query(
            db.session(),
            access.viewer(),
            attempt_id,
            number,
            sent,
            now=request_time(),
        )
    except BadInput as refusal:
        if wants_json():
            raise
        db.let_go()
        return _workspace(_paper(attempt_id), number, problem=refusal), 422
    db.commit()
    if wants_json():
        told = {"query_kinds": KINDS, "nothing_more": NOTHING_MORE}
        html = render_template("case_studies/reply.html", reply=reply, n=number, **told)
        return jsonify(html=html, again=reply.again)
    if reply.again:
        flash("You have asked about this before. Your first query and its answer stand with the record.")
    return redirect(url_for(".case", attempt_id=attempt_id, number=number, _anchor=f"replies-{number}"))


@blueprint.post("/<int:attempt_id>/cases/<int:number>/check")
@access.allow(Role.APPRENTICE)
def check(attempt_id: int, number: int) -> ResponseReturnValue:
    """In practice: a hint to one line of what is stored. It costs nothing and is counted nowhere."""
    sent = json_body()
    line = sent.get("line")
    if sent.get("list") not in ("diagnoses", "procedures") or not isinstance(line, int):
        raise BadInput("Say which line. Load the page again.")
    place = LinePlace(number, sent["list"], line)
    words = hint_for(db.session(), access.viewer(), attempt_id, place, now=request_time())
    return jsonify(hint=words)


@blueprint.get("/<int:attempt_id>/cases/<int:number>/echo")
@access.allow(Role.APPRENTICE)
def understood(attempt_id: int, number: int) -> ResponseReturnValue:
    """How a typed code is understood, while typing. It knows no key."""
    paper = _paper(attempt_id)
    system = request.args.get("system", System.ICD10)
    if not 1 <= number <= len(paper.slots) or system not in set(System) or paper.is_closed:
        raise NotThere
    practice = paper.attempt.mode is Mode.PRACTICE
    if practice and look_up_now(db.session(), access.viewer(), now=request_time()) is not LookUp.SEARCH:
        raise NotAllowedNow(PRACTICE_WAITS)
    lists = lists_of_attempt(db.session(), access.viewer(), paper, number)
    found = echo(System(system), request.args.get("text", "")[:60], lists)
    return jsonify(code=found.code, title=found.title, trouble=found.trouble, words=found.is_words)


@blueprint.post("/<int:attempt_id>/finish")
@access.allow(Role.APPRENTICE)
def finish(attempt_id: int) -> ResponseReturnValue:
    """Hand in; pressing twice hands in once."""
    paper = _paper(attempt_id)
    finishing.finish_attempt(db.session(), access.viewer(), paper.attempt.id, now=request_time())
    db.commit()
    return redirect(url_for("case_results.result", attempt_id=attempt_id))
