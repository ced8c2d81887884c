"""Pages about one apprentice: cohort, assessor, extra time, assessment date."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.actions import assignments, extra_time, organisations
from app.accounts.actions.extra_time import Approved
from app.accounts.forms.people import AssessmentDateForm, AssessorForm, EnrolForm, ExtraTimeForm
from app.accounts.queries.apprentices import Apprentice, apprentice
from app.accounts.queries.cohorts import cohorts
from app.accounts.queries.people import assessors, person_page
from app.accounts.routes.one_form import OneForm, refused
from app.accounts.rules.extra_time import Allowance
from app.assessment_plan.queries import current_plan
from app.clock import request_time, uk_date
from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.people import Role

blueprint = Blueprint("apprentices", __name__, template_folder="../templates", url_prefix="/apprentices")


@blueprint.get("/<int:person_id>/assessor")
@access.allow(Role.ADMINISTRATOR)
def assessor(person_id: int) -> ResponseReturnValue:
    """Ask who assesses."""
    return _assessor_page(person_id).render(_assessor_form())


@blueprint.post("/<int:person_id>/assessor")
@access.allow(Role.ADMINISTRATOR)
def assessor_now(person_id: int) -> ResponseReturnValue:
    """Give the apprentice to an assessor."""
    form, who = _assessor_form(), access.viewer()
    if not form.validate():
        return _assessor_page(person_id).render(form), 422
    try:
        assignments.assign(db.session(), person_id, form.assessor.data, by=who, now=request_time())
    except NotAllowedNow as refusal:
        return refused(_assessor_page(person_id), form, refusal)
    db.commit()
    flash("The assessor is assigned", "success")
    return redirect(url_for("people.person", person_id=person_id))


@blueprint.post("/assignments/<int:assignment_id>/end")
@access.allow(Role.ADMINISTRATOR)
def end_assignment(assignment_id: int) -> ResponseReturnValue:
    """End an assignment."""
    ended = assignments.unassign(db.session(), assignment_id, by=access.viewer(), now=request_time())
    db.commit()
    flash("The assignment is ended", "success")
    return redirect(url_for("people.person", person_id=ended.apprentice_id))


@blueprint.get("/<int:person_id>/cohort")
@access.allow(Role.ADMINISTRATOR)
def enrol(person_id: int) -> ResponseReturnValue:
    """Ask which cohort."""
    return _enrol_page(person_id).render(_enrol_form(person_id))


@blueprint.post("/<int:person_id>/cohort")
@access.allow(Role.ADMINISTRATOR)
def enrol_now(person_id: int) -> ResponseReturnValue:
    """Put the apprentice into a cohort."""
    form, who, now = _enrol_form(person_id), access.viewer(), request_time()
    if not form.validate():
        return _enrol_page(person_id).render(form), 422
    chosen, day = form.cohort.data, form.assessment_on.data
    try:
        organisations.enrol(db.session(), person_id, chosen, by=who, now=now, assessment_on=day)
    except (BadInput, NotAllowedNow) as refusal:
        return refused(_enrol_page(person_id), form, refusal)
    db.commit()
    flash("The apprentice is in the cohort", "success")
    return redirect(url_for("people.person", person_id=person_id))


@blueprint.post("/enrolments/<int:enrolment_id>/end")
@access.allow(Role.ADMINISTRATOR)
def end_enrolment(enrolment_id: int) -> ResponseReturnValue:
    """Take the apprentice out of the cohort."""
    ended = organisations.end_enrolment(db.session(), enrolment_id, by=access.viewer(), now=request_time())
    db.commit()
    flash("The apprentice is no longer in the cohort", "success")
    return redirect(url_for("people.person", person_id=ended.person_id))


@blueprint.get("/<int:person_id>/extra-time")
@access.allow(Role.PROVIDER, Role.ADMINISTRATOR)
def extra(person_id: int) -> ResponseReturnValue:
    """Ask for the extra time as it was approved."""
    found = _one(person_id)
    return _extra_page(found).render(ExtraTimeForm(obj=found.extra_time))


@blueprint.post("/<int:person_id>/extra-time")
@access.allow(Role.PROVIDER, Role.ADMINISTRATOR)
def extra_now(person_id: int) -> ResponseReturnValue:
    """Record the extra time."""
    form, who, found = ExtraTimeForm(), access.viewer(), _one(person_id)
    if not form.validate():
        return _extra_page(found).render(form), 422
    approved = Approved(form.percent.data, form.approved_by.data, form.until.data)
    try:
        extra_time.set_extra_time(db.session(), person_id, approved, by=who, now=request_time())
    except (BadInput, NotAllowedNow) as refusal:
        return refused(_extra_page(found), form, refusal)
    db.commit()
    recorded = (
        "The extra time is recorded. It counts"
        if approved.percent
        else "The extra time is ended. That counts"
    )
    flash(f"{recorded} from the next start on.", "success")
    return redirect(_page_of(person_id))


@blueprint.get("/<int:person_id>/assessment-date")
@access.allow(Role.PROVIDER, Role.ADMINISTRATOR)
def assessment_date(person_id: int) -> ResponseReturnValue:
    """Ask when the assessment is."""
    found = _one(person_id)
    return _date_page(found).render(AssessmentDateForm(obj=found))


@blueprint.post("/<int:person_id>/assessment-date")
@access.allow(Role.PROVIDER, Role.ADMINISTRATOR)
def assessment_date_now(person_id: int) -> ResponseReturnValue:
    """Note the date."""
    form, who, found = AssessmentDateForm(), access.viewer(), _one(person_id)
    if not form.validate():
        return _date_page(found).render(form), 422
    if found.enrolment_id is None:
        raise NotAllowedNow(f"{found.name} is in no cohort. An administrator can add them to one first.")
    day, now = form.assessment_on.data, request_time()
    try:
        organisations.set_assessment_date(db.session(), found.enrolment_id, day, by=who, now=now)
    except BadInput as refusal:
        return refused(_date_page(found), form, refusal)
    db.commit()
    flash("The assessment date is saved", "success")
    return redirect(_page_of(person_id))


def _one(person_id: int) -> Apprentice:
    return apprentice(db.session(), access.viewer(), person_id, now=request_time())


def _page_of(person_id: int) -> str:
    """Where the viewer sees this apprentice."""
    if access.viewer().holds(Role.ADMINISTRATOR):
        return url_for("people.person", person_id=person_id)
    return url_for("progress.apprentice", person_id=person_id)


def _extra_page(found: Apprentice) -> OneForm:
    minutes = current_plan().knowledge_test.minutes.value
    return OneForm(
        heading="Extra time",
        caption=found.name,
        button="Save",
        back=(_page_of(found.id), found.name),
        order=("percent", "approved_by", "until"),
        intro=(
            f"With 25 %, {minutes} minutes become {Allowance(minutes, 25).words}. "
            "It counts from the next start on: what is running keeps its time."
        ),
    )


def _date_page(found: Apprentice) -> OneForm:
    return OneForm(
        heading="Assessment date",
        caption=found.name,
        button="Save",
        back=(_page_of(found.id), found.name),
        order=("assessment_on",),
    )


def _assessor_form() -> AssessorForm:
    form = AssessorForm()
    form.offer(assessors(db.session(), access.viewer()))
    return form


def _assessor_page(person_id: int) -> OneForm:
    name = _apprentice_name(person_id)
    return OneForm(
        heading="Assign an assessor",
        caption=name,
        button="Assign",
        back=(url_for("people.person", person_id=person_id), name),
        order=("assessor",),
        intro="For now an assessor sees the name, training provider, cohort and assessment date, no answers.",
    )


def _enrol_form(person_id: int) -> EnrolForm:
    """Offers the cohorts of the providers whose apprentice it is, and no others."""
    form, who, now = EnrolForm(), access.viewer(), request_time()
    theirs = person_page(db.session(), who, person_id, now=now).organisations(Role.APPRENTICE)
    found = cohorts(db.session(), who, today=uk_date(now))
    form.offer(
        [(one.id, f"{one.organisation}: {one.name}") for one in found if one.organisation_id in theirs]
    )
    return form


def _enrol_page(person_id: int) -> OneForm:
    name = _apprentice_name(person_id)
    return OneForm(
        heading="Add to a cohort",
        caption=name,
        button="Add",
        back=(url_for("people.person", person_id=person_id), name),
        order=("cohort", "assessment_on"),
    )


def _apprentice_name(person_id: int) -> str:
    found = person_page(db.session(), access.viewer(), person_id, now=request_time())
    if not found.holds(Role.APPRENTICE):
        raise NotThere
    return found.listed.person.name
