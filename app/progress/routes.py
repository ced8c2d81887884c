"""Home pages."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.queries.apprentices import apprentice as one_apprentice
from app.accounts.queries.apprentices import apprentices_in, apprentices_in_no_cohort, my_apprentices
from app.accounts.queries.cohorts import cohort as my_cohort
from app.accounts.queries.cohorts import cohorts as my_cohorts
from app.accounts.queries.cohorts import organisations
from app.accounts.queries.people import count_by_role
from app.accounts.rules.extra_time import Allowance
from app.assessment_plan.queries import current_plan
from app.clock import request_time, uk_date
from app.notices.queries import count_waiting
from app.people import Role
from app.progress.queries.apprentice import home
from config import Settings

blueprint = Blueprint("progress", __name__, template_folder="templates", url_prefix="/home")


@blueprint.get("/apprentice")
@access.allow(Role.APPRENTICE)
def apprentice_home() -> ResponseReturnValue:
    """What do I do next?"""
    found = home(db.session(), access.viewer(), now=request_time())
    return render_template("progress/apprentice_home.html", home=found)


@blueprint.get("/assessor")
@access.allow(Role.ASSESSOR)
def assessor_home() -> ResponseReturnValue:
    """My apprentices."""
    found = my_apprentices(db.session(), access.viewer(), now=request_time())
    return render_template("progress/assessor_home.html", apprentices=found)


@blueprint.get("/provider")
@access.allow(Role.PROVIDER)
def provider_home() -> ResponseReturnValue:
    """The cohorts of my organisation."""
    who, now = access.viewer(), request_time()
    return render_template(
        "progress/provider_home.html",
        cohorts=my_cohorts(db.session(), who, today=uk_date(now)),
        alone=apprentices_in_no_cohort(db.session(), who, now=now),
    )


@blueprint.get("/provider/cohorts/<int:cohort_id>")
@access.allow(Role.PROVIDER)
def cohort(cohort_id: int) -> ResponseReturnValue:
    """One cohort and its apprentices."""
    who, now = access.viewer(), request_time()
    return render_template(
        "progress/cohort.html",
        cohort=my_cohort(db.session(), who, cohort_id, today=uk_date(now)),
        apprentices=apprentices_in(db.session(), who, cohort_id, now=now),
    )


@blueprint.get("/provider/apprentices/<int:person_id>")
@access.allow(Role.PROVIDER)
def apprentice(person_id: int) -> ResponseReturnValue:
    """One apprentice: dates, assessors, extra time."""
    found = one_apprentice(db.session(), access.viewer(), person_id, now=request_time())
    plan = current_plan()
    times = [
        (part.title, Allowance(part.minutes.value, found.extra_percent).words)
        for part in (plan.knowledge_test, plan.case_studies)
    ]
    return render_template("progress/apprentice.html", one=found, times=times)


@blueprint.get("/administrator")
@access.allow(Role.ADMINISTRATOR)
def administrator_home() -> ResponseReturnValue:
    """People, organisations and letters."""
    who, now = access.viewer(), request_time()
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "progress/administrator_home.html",
        people=count_by_role(db.session(), who),
        organisations=organisations(db.session(), who),
        letters=count_waiting(db.session(), who, now=now),
        mail_server=settings.mail_server,
    )
