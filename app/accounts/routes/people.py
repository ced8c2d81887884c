"""Pages on which administrators look after people."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.actions import people, ways_in
from app.accounts.forms.people import FilterForm, PersonForm, RoleForm
from app.accounts.links import ways
from app.accounts.queries.cohorts import cohorts, organisations
from app.accounts.queries.people import MOST, Filter, list_people, person_page
from app.accounts.routes.one_form import OneForm, refused
from app.accounts.rules.roles import a
from app.clock import request_time, uk_date
from app.notices.queries import count_waiting
from app.outcomes import BadInput, NotAllowedNow
from app.people import Role
from config import Settings

blueprint = Blueprint("people", __name__, template_folder="../templates", url_prefix="/people")


@blueprint.get("/")
@access.allow(Role.ADMINISTRATOR)
def everybody() -> ResponseReturnValue:
    """Who has an account; the form narrows the list."""
    form, who = FilterForm(request.args), access.viewer()
    form.offer(_organisation_choices(), _cohort_choices())
    role = Role(form.role.data) if form.role.data in [*Role] else None
    wanted = Filter(form.q.data or "", role, form.organisation.data, form.cohort.data)
    listed = list_people(db.session(), who, wanted)
    return render_template("accounts/people.html", form=form, listed=listed, most=MOST)


@blueprint.get("/add")
@access.allow(Role.ADMINISTRATOR)
def add() -> ResponseReturnValue:
    """Ask whom to add."""
    return _add_page().render(_person_form())


@blueprint.post("/add")
@access.allow(Role.ADMINISTRATOR)
def add_now() -> ResponseReturnValue:
    """Add somebody and write their invitation."""
    form, who, now = _person_form(), access.viewer(), request_time()
    if not form.validate():
        return _add_page().render(form), 422
    try:
        added = people.add_person(
            db.session(), form.name.data, form.email.data, [form.grant], by=who, now=now
        )
        ways_in.invite(db.session(), added.id, ways(), by=who, now=now)
    except (BadInput, NotAllowedNow) as refusal:
        return refused(_add_page(), form, refusal)
    db.commit()
    told = "added and invited" if _sends_mail() else "added. Their invitation waits in the Outbox."
    flash(f"{added.name} is {told}", "success")
    return redirect(url_for("people.person", person_id=added.id))


@blueprint.get("/<int:person_id>")
@access.allow(Role.ADMINISTRATOR)
def person(person_id: int) -> ResponseReturnValue:
    """One person: roles, places, assessors; never their answers."""
    who, now = access.viewer(), request_time()
    found = person_page(db.session(), who, person_id, now=now)
    by_hand = not _sends_mail() and count_waiting(db.session(), who, now=now, person_id=person_id) > 0
    return render_template("accounts/person.html", found=found, by_hand=by_hand, Role=Role)


@blueprint.post("/<int:person_id>/invite")
@access.allow(Role.ADMINISTRATOR)
def invite(person_id: int) -> ResponseReturnValue:
    """Invite again; the earlier link stops working."""
    ways_in.invite(db.session(), person_id, ways(), by=access.viewer(), now=request_time())
    db.commit()
    flash("A new invitation is written. The earlier one no longer works.", "success")
    return redirect(url_for("people.person", person_id=person_id))


@blueprint.post("/<int:person_id>/disable")
@access.allow(Role.ADMINISTRATOR)
def disable(person_id: int) -> ResponseReturnValue:
    """Shut the account."""
    people.disable(db.session(), person_id, by=access.viewer(), now=request_time())
    db.commit()
    flash("The account is disabled and every sign-in ended", "success")
    return redirect(url_for("people.person", person_id=person_id))


@blueprint.post("/<int:person_id>/enable")
@access.allow(Role.ADMINISTRATOR)
def enable(person_id: int) -> ResponseReturnValue:
    """Open the account again."""
    people.enable(db.session(), person_id, by=access.viewer(), now=request_time())
    db.commit()
    flash("The account is enabled", "success")
    return redirect(url_for("people.person", person_id=person_id))


@blueprint.get("/<int:person_id>/roles/add")
@access.allow(Role.ADMINISTRATOR)
def add_role(person_id: int) -> ResponseReturnValue:
    """Ask which role to add."""
    return _role_page(person_id).render(_role_form())


@blueprint.post("/<int:person_id>/roles/add")
@access.allow(Role.ADMINISTRATOR)
def add_role_now(person_id: int) -> ResponseReturnValue:
    """Grant a role."""
    form = _role_form()
    if not form.validate():
        return _role_page(person_id).render(form), 422
    try:
        people.grant_role(db.session(), person_id, form.grant, by=access.viewer(), now=request_time())
    except (BadInput, NotAllowedNow) as refusal:
        return refused(_role_page(person_id), form, refusal)
    db.commit()
    flash(f"The person is now {a(form.grant.role)}", "success")
    return redirect(url_for("people.person", person_id=person_id))


@blueprint.post("/<int:person_id>/roles/<int:grant_id>/withdraw")
@access.allow(Role.ADMINISTRATOR)
def withdraw_role(person_id: int, grant_id: int) -> ResponseReturnValue:
    """Withdraw a role, and what rests on it."""
    people.withdraw_role(db.session(), person_id, grant_id, by=access.viewer(), now=request_time())
    db.commit()
    flash("The role is withdrawn", "success")
    return redirect(url_for("people.person", person_id=person_id))


def _organisation_choices() -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in organisations(db.session(), access.viewer())]


def _cohort_choices() -> list[tuple[int, str]]:
    found = cohorts(db.session(), access.viewer(), today=uk_date(request_time()))
    return [(one.id, f"{one.organisation}: {one.name}") for one in found]


def _person_form() -> PersonForm:
    form = PersonForm()
    form.offer(_organisation_choices())
    return form


def _role_form() -> RoleForm:
    form = RoleForm()
    form.offer(_organisation_choices())
    return form


def _add_page() -> OneForm:
    return OneForm(
        heading="Add a person",
        button="Add and invite",
        back=(url_for("people.everybody"), "People"),
        order=("name", "email", "role", "organisation"),
        intro="They are sent a link with which they choose a password."
        if _sends_mail()
        else "No mail server is set: their invitation waits in the Outbox, and you pass it on to them.",
    )


def _sends_mail() -> bool:
    settings: Settings = current_app.extensions["settings"]
    return bool(settings.mail_server)


def _role_page(person_id: int) -> OneForm:
    found = person_page(db.session(), access.viewer(), person_id, now=request_time()).listed.person
    return OneForm(
        heading="Add a role",
        caption=found.name,
        button="Add role",
        back=(url_for("people.person", person_id=person_id), found.name),
        order=("role", "organisation"),
    )
