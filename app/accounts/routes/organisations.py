"""Pages on which administrators look after training providers and cohorts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.actions import organisations as acts
from app.accounts.forms.people import CohortForm, OrganisationForm
from app.accounts.queries.cohorts import cohorts, organisation, organisations
from app.accounts.routes.one_form import OneForm, refused
from app.clock import request_time, uk_date
from app.outcomes import BadInput, NotAllowedNow
from app.people import Role

blueprint = Blueprint("organisations", __name__, template_folder="../templates", url_prefix="/organisations")


@blueprint.get("/")
@access.allow(Role.ADMINISTRATOR)
def everything() -> ResponseReturnValue:
    """Every training provider."""
    return render_template("accounts/organisations.html", listed=organisations(db.session(), access.viewer()))


@blueprint.get("/add")
@access.allow(Role.ADMINISTRATOR)
def add() -> ResponseReturnValue:
    """Ask for its name."""
    return _add_page().render(OrganisationForm())


@blueprint.post("/add")
@access.allow(Role.ADMINISTRATOR)
def add_now() -> ResponseReturnValue:
    """Add a training provider."""
    form = OrganisationForm()
    if not form.validate():
        return _add_page().render(form), 422
    try:
        made = acts.add_organisation(db.session(), form.name.data, by=access.viewer(), now=request_time())
    except (BadInput, NotAllowedNow) as refusal:
        return refused(_add_page(), form, refusal)
    db.commit()
    flash(f"{made.name} is added", "success")
    return redirect(url_for("organisations.one", organisation_id=made.id))


@blueprint.get("/<int:organisation_id>")
@access.allow(Role.ADMINISTRATOR)
def one(organisation_id: int) -> ResponseReturnValue:
    """One training provider and its cohorts."""
    who, today = access.viewer(), uk_date(request_time())
    return render_template(
        "accounts/organisation.html",
        found=organisation(db.session(), who, organisation_id),
        cohorts=cohorts(db.session(), who, today=today, organisation_id=organisation_id),
    )


@blueprint.get("/<int:organisation_id>/cohorts/add")
@access.allow(Role.ADMINISTRATOR)
def add_cohort(organisation_id: int) -> ResponseReturnValue:
    """Ask for its name and first day."""
    return _cohort_page(organisation_id).render(CohortForm())


@blueprint.post("/<int:organisation_id>/cohorts/add")
@access.allow(Role.ADMINISTRATOR)
def add_cohort_now(organisation_id: int) -> ResponseReturnValue:
    """Add a cohort."""
    form, who, now = CohortForm(), access.viewer(), request_time()
    if not form.validate():
        return _cohort_page(organisation_id).render(form), 422
    try:
        made = acts.add_cohort(
            db.session(), organisation_id, form.name.data, form.starts_on.data, by=who, now=now
        )
    except (BadInput, NotAllowedNow) as refusal:
        return refused(_cohort_page(organisation_id), form, refusal)
    db.commit()
    flash(f"{made.name} is added", "success")
    return redirect(url_for("organisations.one", organisation_id=organisation_id))


def _add_page() -> OneForm:
    return OneForm(
        heading="Add a training provider",
        button="Add",
        back=(url_for("organisations.everything"), "Training providers"),
        order=("name",),
    )


def _cohort_page(organisation_id: int) -> OneForm:
    found = organisation(db.session(), access.viewer(), organisation_id)
    return OneForm(
        heading="Add a cohort",
        caption=found.name,
        button="Add",
        back=(url_for("organisations.one", organisation_id=organisation_id), found.name),
        order=("name", "starts_on"),
    )
