"""Pages of practice: choose, question by question with its explanation, and how it went."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import access, db
from app.accounts.queries.extra_time import my_allowance
from app.accounts.rules.extra_time import stretched
from app.assessment_plan.queries import current_plan
from app.clock import request_time
from app.knowledge_test.forms import PracticeForm
from app.knowledge_test.part import PART
from app.knowledge_test.queries.practice import Offer, offer, past_practice, practice_page
from app.knowledge_test.queries.results import PART_NAME, marked_paper
from app.knowledge_test.rules.practising import own_pace, pace, seconds_taken
from app.outcomes import BadInput, NotAllowedNow
from app.people import Role, Viewer
from app.sittings.actions import finishing
from app.sittings.actions.revealing import reveal_answer
from app.sittings.actions.saving import Saved, TooLate, check_change, save_answer
from app.sittings.actions.starting import start_attempt
from app.sittings.forms import form_change
from app.sittings.models import Mode
from app.sittings.parts import Order
from app.sittings.queries.attempts import OpenAttempt, my_attempt, my_open_practice, my_running_mock
from app.sittings.queries.happenings import what_happened
from app.templating import minutes_and_seconds

blueprint = Blueprint(
    "practice", __name__, template_folder="../templates", url_prefix="/multiple-choice/practice"
)


@blueprint.get("")
@access.allow(Role.APPRENTICE)
def choose() -> ResponseReturnValue:
    """What waits, and what to practise next."""
    now, who = request_time(), access.viewer()
    waits = _mock_first(who, now=now)
    if waits is not None:
        return waits
    found = offer(db.session(), who, now=now)
    form = PracticeForm()
    form.offer([(line.key, line.label) for line in found.topics])
    return _choose_page(form, found, who, now=now)


def _choose_page(form: PracticeForm, found: Offer, who: Viewer, *, now: datetime) -> str:
    part = current_plan().knowledge_test
    percent = my_allowance(db.session(), who, part.minutes.value, now=now).percent
    counted = "1 question" if found.wrong == 1 else f"{found.wrong or 'no'} questions"
    asked = any(line.of for line in found.topics)
    return render_template(
        "knowledge_test/practise.html",
        form=form,
        hints={
            line.key: f"{line.correct} of {line.of} right lately" if line.of else "not asked yet"
            for line in found.topics
            if asked
        },
        wrong_words=f"{counted} at present",
        pace_words=minutes_and_seconds(stretched(pace(part.minutes.value, part.questions.value), percent)),
        waiting=my_open_practice(db.session(), who, PART_NAME, now=now),
        past=past_practice(db.session(), who, now=now),
    )


@blueprint.post("")
@access.allow(Role.APPRENTICE)
def start_now() -> ResponseReturnValue:
    """Start practice as chosen; pressing twice starts one."""
    now, who = request_time(), access.viewer()
    waits = _mock_first(who, now=now)
    if waits is not None:
        return waits, 409
    found = offer(db.session(), who, now=now)
    form = PracticeForm()
    form.offer([(line.key, line.label) for line in found.topics])
    if not form.validate():
        db.let_go()
        return _choose_page(form, found, who, now=now), 422
    wish = form.wish
    order = Order(who, Mode.PRACTICE, secrets.randbits(31), now, wish.as_choices())
    try:
        attempt = start_attempt(db.session(), PART, order)
    except NotAllowedNow as refusal:
        db.let_go()
        form.questions.errors = [str(refusal)]
        return _choose_page(form, found, who, now=now), 422
    count = len(my_attempt(db.session(), who, attempt.id, PART_NAME, now=now, mode=Mode.PRACTICE).slots)
    db.commit()
    if count < wish.number:
        flash(f"There {'is' if count == 1 else 'are'} only {count} of these. You are asked all of them.")
    return redirect(url_for(".question", attempt_id=attempt.id, number=1))


@blueprint.get("/<int:attempt_id>")
@access.allow(Role.APPRENTICE)
def go_on(attempt_id: int) -> ResponseReturnValue:
    """Where one left off: the first question that was not checked."""
    now, who = request_time(), access.viewer()
    paper = my_attempt(db.session(), who, attempt_id, PART_NAME, now=now, mode=Mode.PRACTICE)
    number = next((slot.number for slot in paper.slots if slot.revealed_at is None), len(paper.slots))
    return redirect(url_for(".question", attempt_id=attempt_id, number=number))


@blueprint.get("/<int:attempt_id>/questions/<int:number>")
@access.allow(Role.APPRENTICE)
def question(attempt_id: int, number: int) -> ResponseReturnValue:
    """A question: asked, or explained once it was checked."""
    return _question_page(attempt_id, number)


def _question_page(attempt_id: int, number: int, *, problem: str = "", newer: bool = False) -> Response | str:
    now, who = request_time(), access.viewer()
    page = practice_page(db.session(), who, attempt_id, number, now=now)
    if page.paper.is_closed:
        return redirect(url_for(".result", attempt_id=attempt_id))
    return _mock_first(who, now=now) or render_template(
        "knowledge_test/practice.html",
        page=page,
        problem=problem,
        newer=newer,
        writer=secrets.token_urlsafe(12),
        took=_words_for(page.paper.slots[number - 1].seconds),
        test_pace=_words_for(page.paper.attempt.pace_seconds),
    )


def _words_for(seconds: int | None) -> str:
    return "" if seconds is None else minutes_and_seconds(seconds)


@blueprint.post("/<int:attempt_id>/questions/<int:number>")
@access.allow(Role.APPRENTICE)
def check(attempt_id: int, number: int) -> ResponseReturnValue:
    """Check an answer; it is final from then on and then explained. Or keep it for later, unchecked."""
    now, who = request_time(), access.viewer()
    change = check_change(form_change(request.form, number))
    seconds = seconds_taken(request.form.get("seconds", ""))
    outcome: Saved | TooLate | None = None
    try:
        if not _aside():
            outcome = reveal_answer(db.session(), who, attempt_id, change, now=now, seconds=seconds)
        elif change.value or change.flagged or change.base:  # else nothing was ever chosen here
            outcome = save_answer(db.session(), who, attempt_id, change, now=now)
    except BadInput as refusal:
        if refusal.field != "value":
            raise
        db.let_go()
        return _question_page(attempt_id, number, problem=str(refusal)), 422
    db.commit()
    if isinstance(outcome, TooLate):
        return redirect(url_for(".result", attempt_id=attempt_id, late="yes"))
    if outcome is not None and outcome.is_newer:
        return _question_page(attempt_id, number, newer=True), 409
    return _onward(attempt_id, number, who, now=now)


def _aside() -> bool:
    """Whether the answer is to be kept without checking it."""
    return bool(request.form.keys() & {"later", "stop"})


def _onward(attempt_id: int, number: int, who: Viewer, *, now: datetime) -> Response:
    """Where the pressed button leads."""
    if "stop" in request.form:
        return redirect(url_for(".choose"))
    if "later" in request.form:
        page = practice_page(db.session(), who, attempt_id, number, now=now)
        return redirect(url_for(".question", attempt_id=attempt_id, number=page.next_number or number))
    # an address that differs from the form's: a browser would not load the same one again
    return redirect(
        url_for(".question", attempt_id=attempt_id, number=number, show="answer", _anchor="verdict")
    )


@blueprint.post("/<int:attempt_id>/end")
@access.allow(Role.APPRENTICE)
def end(attempt_id: int) -> ResponseReturnValue:
    """End practice; pressing twice ends it once."""
    now, who = request_time(), access.viewer()
    my_attempt(db.session(), who, attempt_id, PART_NAME, now=now, mode=Mode.PRACTICE)
    finishing.finish_attempt(db.session(), who, attempt_id, now=now)
    db.commit()
    return redirect(url_for(".result", attempt_id=attempt_id))


@blueprint.get("/<int:attempt_id>/result")
@access.allow(Role.APPRENTICE)
def result(attempt_id: int) -> ResponseReturnValue:
    """How it went, and what to practise next."""
    now, who = request_time(), access.viewer()
    paper = my_attempt(db.session(), who, attempt_id, PART_NAME, now=now, mode=Mode.PRACTICE)
    if not paper.is_closed:
        return redirect(url_for(".go_on", attempt_id=attempt_id))
    taken = own_pace([slot.seconds for slot in paper.checked if slot.seconds is not None])
    return _mock_first(who, now=now) or render_template(
        "knowledge_test/practice_result.html",
        paper=paper,
        marked=marked_paper(db.session(), who, replace(paper, slots=paper.checked), now=now),
        own_pace=_words_for(taken),
        test_pace=_words_for(paper.attempt.pace_seconds),
        late="late" in request.args,
        happenings=what_happened(db.session(), who, attempt_id, mode=Mode.PRACTICE),
    )


def _mock_first(who: Viewer, *, now: datetime) -> str | None:
    """The page that stands in for practice while a mock may ask the same questions."""
    running: OpenAttempt | None = my_running_mock(db.session(), who, PART_NAME, now=now)
    return render_template("knowledge_test/practice_waits.html", running=running) if running else None
