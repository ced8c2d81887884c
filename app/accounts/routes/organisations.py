"""Pages on which administrators look after training providers and cohorts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.actions import organisations as acts
from app.accounts.actions import renaming
from app.accounts.forms.people import CohortForm, OrganisationForm
from app.accounts.models import Organisation
from app.accounts.queries.cohorts import CohortRow, cohort, cohorts, organisation, organisations
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


@blueprint.get("/<int:organisation_id>/rename")
@access.allow(Role.ADMINISTRATOR)
def rename(organisation_id: int) -> ResponseReturnValue:
    """Ask for its right name."""
    found = organisation(db.session(), access.viewer(), organisation_id)
    return _rename_page(found).render(OrganisationForm(obj=found))


@blueprint.post("/<int:organisation_id>/rename")
@access.allow(Role.ADMINISTRATOR)
def rename_now(organisation_id: int) -> ResponseReturnValue:
    """Rename a training provider."""
    form, who, now = OrganisationForm(), access.viewer(), request_time()
    page = _rename_page(organisation(db.session(), who, organisation_id))
    if not form.validate():
        return page.render(form), 422
    try:
        renaming.rename_organisation(db.session(), organisation_id, form.name.data, by=who, now=now)
    except (BadInput, NotAllowedNow) as refusal:
        return refused(page, form, refusal)
    db.commit()
    flash("The name is changed", "success")
    return redirect(url_for("organisations.one", organisation_id=organisation_id))


@blueprint.get("/cohorts/<int:cohort_id>/change")
@access.allow(Role.ADMINISTRATOR)
def change_cohort(cohort_id: int) -> ResponseReturnValue:
    """Ask for the right name and first day of a cohort."""
    found = _cohort(cohort_id)
    return _change_page(found).render(CohortForm(obj=found))


@blueprint.post("/cohorts/<int:cohort_id>/change")
@access.allow(Role.ADMINISTRATOR)
def change_cohort_now(cohort_id: int) -> ResponseReturnValue:
    """Change the name or the first day of a cohort."""
    form, found = CohortForm(), _cohort(cohort_id)
    if not form.validate():
        return _change_page(found).render(form), 422
    name, day = form.name.data, form.starts_on.data
    try:
        renaming.change_cohort(db.session(), cohort_id, name, day, by=access.viewer(), now=request_time())
    except (BadInput, NotAllowedNow) as refusal:
        return refused(_change_page(found), form, refusal)
    db.commit()
    flash("The cohort is changed", "success")
    return redirect(url_for("organisations.one", organisation_id=found.organisation_id))


def _cohort(cohort_id: int) -> CohortRow:
    return cohort(db.session(), access.viewer(), cohort_id, today=uk_date(request_time()))


def _rename_page(found: Organisation) -> OneForm:
    return OneForm(
        heading="Change the name",
        caption=found.name,
        button="Save",
        back=(url_for("organisations.one", organisation_id=found.id), found.name),
        order=("name",),
    )


def _change_page(found: CohortRow) -> OneForm:
    return OneForm(
        heading="Change the cohort",
        caption=f"{found.organisation}: {found.name}",
        button="Save",
        back=(url_for("organisations.one", organisation_id=found.organisation_id), found.organisation),
        order=("name", "starts_on"),
    )


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
