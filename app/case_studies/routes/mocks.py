"""Part 2 before and after a paper: overview, start, practice chosen, finish, result."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.queries.extra_time import my_allowance
from app.assessment_plan.queries import current_plan
from app.case_studies.part import PART
from app.case_studies.queries.casebook import casebook
from app.case_studies.queries.looking import LOOK_UPS
from app.case_studies.queries.looking import WORDS as LOOK_UP_WORDS
from app.case_studies.queries.papers import PART_NAME
from app.case_studies.queries.past import history
from app.classifications.rules.look_up import LookUp
from app.clock import request_time
from app.outcomes import BadInput
from app.people import Role
from app.sittings.actions.starting import PRACTICE_WAITS, start_attempt
from app.sittings.models import Mode
from app.sittings.parts import Order
from app.sittings.queries.attempts import my_open_practice, my_running_mock

blueprint = Blueprint("case_studies", __name__, template_folder="../templates", url_prefix="/case-studies")


@blueprint.get("/")
@access.allow(Role.APPRENTICE)
def overview() -> ResponseReturnValue:
    """What part 2 asks, the way into a mock and into practice, and earlier results."""
    now, who = request_time(), access.viewer()
    part = current_plan().case_studies
    return render_template(
        "case_studies/overview.html",
        plan=current_plan(),
        part=part,
        allowance=my_allowance(db.session(), who, part.minutes.value, now=now),
        running=my_running_mock(db.session(), who, PART_NAME, now=now),
        look_up=LOOK_UP_WORDS[LookUp(part.look_up.value)],
        history=history(db.session(), who, now=now),
        show_all=request.args.get("results") == "all",
    )


@blueprint.get("/start")
@access.allow(Role.APPRENTICE)
def start() -> ResponseReturnValue:
    """Whose mock it will be, how long it lasts and how codes are looked up; the button starts the clock."""
    now, who = request_time(), access.viewer()
    running = my_running_mock(db.session(), who, PART_NAME, now=now)
    if running is not None:
        return redirect(url_for("cases.go_on", attempt_id=running.attempt.id))
    part = current_plan().case_studies
    allowance = my_allowance(db.session(), who, part.minutes.value, now=now)
    return render_template(
        "case_studies/start.html",
        part=part,
        allowance=allowance,
        ends_at=now + timedelta(minutes=allowance.total_minutes),
        look_ups=[(one, LOOK_UP_WORDS[one]) for one in LOOK_UPS],
    )


@blueprint.post("/start")
@access.allow(Role.APPRENTICE)
def start_now() -> ResponseReturnValue:
    """Start a mock, or go on with the one that runs."""
    look_up = request.form.get("look_up", current_plan().case_studies.look_up.value)
    if look_up not in LOOK_UPS:
        raise BadInput("Choose how you look codes up. Load the page again.")
    order = Order(
        access.viewer(), Mode.MOCK, secrets.randbits(31), now=request_time(), choices={"look_up": look_up}
    )
    attempt = start_attempt(db.session(), PART, order)
    db.commit()
    return redirect(url_for("cases.case", attempt_id=attempt.id, number=1))


@blueprint.get("/practice")
@access.allow(Role.APPRENTICE)
def practise() -> ResponseReturnValue:
    """Every case there is, with how it went before, and what waits to be finished."""
    now, who = request_time(), access.viewer()
    running = my_running_mock(db.session(), who, PART_NAME, now=now)
    if running is not None:
        return render_template("case_studies/practice_waits.html", running=running, words=PRACTICE_WAITS)
    level = request.args.get("level", "")
    return render_template(
        "case_studies/practise.html",
        book=casebook(db.session(), who, now=now, level=level),
        level=level,
        waiting=my_open_practice(db.session(), who, PART_NAME, now=now),
    )


@blueprint.post("/practice/<case_id>")
@access.allow(Role.APPRENTICE)
def practise_now(case_id: str) -> ResponseReturnValue:
    """Open one case for practice; pressing twice opens it once."""
    order = Order(
        access.viewer(), Mode.PRACTICE, secrets.randbits(31), now=request_time(), choices={"case": case_id}
    )
    attempt = start_attempt(db.session(), PART, order)
    db.commit()
    return redirect(url_for("cases.case", attempt_id=attempt.id, number=1))
