"""Pages of part 1: overview, start, questions, review, result."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import access, db
from app.accounts.queries.extra_time import my_allowance
from app.assessment_plan.queries import current_plan
from app.clock import request_time
from app.knowledge_test.part import PART
from app.knowledge_test.queries.papers import asked
from app.knowledge_test.queries.results import PART_NAME, history, marked_paper
from app.knowledge_test.queries.trend import Trend
from app.outcomes import NotThere
from app.people import Role
from app.results.rules.judging import thresholds
from app.sittings.actions import finishing
from app.sittings.actions.saving import TooLate, check_change, save_answer
from app.sittings.actions.starting import start_attempt
from app.sittings.forms import form_change
from app.sittings.models import Mode
from app.sittings.parts import Order
from app.sittings.queries.attempts import my_attempt, my_running_mock
from app.sittings.queries.happenings import late_answers, what_happened

blueprint = Blueprint(
    "knowledge_test", __name__, template_folder="../templates", url_prefix="/multiple-choice"
)


@blueprint.get("/")
@access.allow(Role.APPRENTICE)
def overview() -> ResponseReturnValue:
    """What the test asks, the way into a mock, and earlier results."""
    now, who = request_time(), access.viewer()
    part = current_plan().knowledge_test
    past = history(db.session(), who, now=now)
    return render_template(
        "knowledge_test/overview.html",
        plan=current_plan(),
        part=part,
        allowance=my_allowance(db.session(), who, part.minutes.value, now=now),
        running=my_running_mock(db.session(), who, PART_NAME, now=now),
        needed=thresholds(part.questions.value, part.pass_percent.value, part.distinction_percent.value),
        history=past,
        trend=Trend.of(past),
        show_all=request.args.get("results") == "all",
    )


@blueprint.get("/start")
@access.allow(Role.APPRENTICE)
def start() -> ResponseReturnValue:
    """Whose mock it will be, how long it lasts and until when; the clock starts with the button."""
    now, who = request_time(), access.viewer()
    running = my_running_mock(db.session(), who, PART_NAME, now=now)
    if running is not None:
        return redirect(url_for(".go_on", attempt_id=running.attempt.id))
    part = current_plan().knowledge_test
    allowance = my_allowance(db.session(), who, part.minutes.value, now=now)
    ends_at = now + timedelta(minutes=allowance.total_minutes)
    return render_template("knowledge_test/start.html", part=part, allowance=allowance, ends_at=ends_at)


@blueprint.post("/start")
@access.allow(Role.APPRENTICE)
def start_now() -> ResponseReturnValue:
    """Start a mock, or go on with the one that runs."""
    order = Order(access.viewer(), Mode.MOCK, seed=secrets.randbits(31), now=request_time())
    attempt = start_attempt(db.session(), PART, order)
    db.commit()
    return redirect(url_for(".question", attempt_id=attempt.id, number=1))


@blueprint.get("/<int:attempt_id>")
@access.allow(Role.APPRENTICE)
def go_on(attempt_id: int) -> ResponseReturnValue:
    """Where one left off: the first question without an answer."""
    paper = my_attempt(db.session(), access.viewer(), attempt_id, PART_NAME, now=request_time())
    return redirect(url_for(".question", attempt_id=attempt_id, number=paper.go_on_at))


@blueprint.get("/<int:attempt_id>/questions/<int:number>")
@access.allow(Role.APPRENTICE)
def question(attempt_id: int, number: int) -> ResponseReturnValue:
    """One question of a running mock; the whole paper comes with it, so that moving needs no network."""
    if number == 0:
        raise NotThere  # the review has an address of its own
    return _paper_page(attempt_id, number)


@blueprint.get("/<int:attempt_id>/review")
@access.allow(Role.APPRENTICE)
def review(attempt_id: int) -> ResponseReturnValue:
    """What is unanswered and flagged, before finishing."""
    return _paper_page(attempt_id, number=0)


def _paper_page(attempt_id: int, number: int, *, newer: bool = False) -> Response | str:
    """The paper with one question in sight, or with the review for number 0."""
    who = access.viewer()
    paper = my_attempt(db.session(), who, attempt_id, PART_NAME, now=request_time())
    if paper.is_over:
        return redirect(url_for(".result", attempt_id=attempt_id))
    if not 0 <= number <= len(paper.slots):
        raise NotThere
    return render_template(
        "knowledge_test/paper.html",
        paper=paper,
        number=number,
        questions=asked(db.session(), who, paper),
        writer=secrets.token_urlsafe(12),
        newer=newer,
    )


@blueprint.post("/<int:attempt_id>/questions/<int:number>")
@access.allow(Role.APPRENTICE)
def save_question(attempt_id: int, number: int) -> ResponseReturnValue:
    """Save one question without script, then go where the pressed button says."""
    now, who = request_time(), access.viewer()
    change = check_change(form_change(request.form, number))
    last = len(my_attempt(db.session(), who, attempt_id, PART_NAME, now=now).slots)
    outcome = save_answer(db.session(), who, attempt_id, change, now=now)
    if isinstance(outcome, TooLate):
        # without script nothing more will come from this page: it is its last request
        finishing.finish_attempt(db.session(), who, attempt_id, now=now, last_changes=[change], by_page=True)
        db.commit()
        return redirect(url_for(".result", attempt_id=attempt_id))
    db.commit()
    if outcome.is_newer:
        return _paper_page(attempt_id, number, newer=True), 409
    steps = {"previous": -1, "stay": 0}
    go = "stay" if "clear" in request.form else request.form.get("go", "")
    wanted = max(1, number + steps.get(go, 1))
    if go == "review" or wanted > last:
        return redirect(url_for(".review", attempt_id=attempt_id))
    return redirect(url_for(".question", attempt_id=attempt_id, number=wanted))


@blueprint.post("/<int:attempt_id>/finish")
@access.allow(Role.APPRENTICE)
def finish(attempt_id: int) -> ResponseReturnValue:
    """Hand in; pressing twice hands in once."""
    my_attempt(db.session(), access.viewer(), attempt_id, PART_NAME, now=request_time())
    finishing.finish_attempt(db.session(), access.viewer(), attempt_id, now=request_time())
    db.commit()
    return redirect(url_for(".result", attempt_id=attempt_id))


@blueprint.get("/<int:attempt_id>/result")
@access.allow(Role.APPRENTICE)
def result(attempt_id: int) -> ResponseReturnValue:
    """Did I pass, and what next?"""
    now, who = request_time(), access.viewer()
    paper = my_attempt(db.session(), who, attempt_id, PART_NAME, now=now)
    if not paper.is_over:
        return redirect(url_for(".go_on", attempt_id=attempt_id))
    if not paper.is_closed:
        return render_template("knowledge_test/time_over.html", paper=paper)
    marked = marked_paper(db.session(), who, paper, now=now)
    show = request.args.get("show", "")
    if show not in ("all", "wrong", "flagged"):
        show = "wrong" if marked.wrong else "all"
    running = my_running_mock(db.session(), who, PART_NAME, now=now)
    for_paper = request.args.get("view") == "print"
    return render_template(
        "knowledge_test/print.html" if for_paper else "knowledge_test/result.html",
        paper=paper,
        marked=marked,
        plan=current_plan(),
        show=show,
        # a running mock may ask the same questions: their answers wait until it is handed in
        withheld=running is not None,
        late=late_answers(db.session(), who, attempt_id),
        happenings=what_happened(db.session(), who, attempt_id),
        trend=Trend.of(history(db.session(), who, now=now), here=attempt_id),
    )
