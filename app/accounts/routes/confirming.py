"""Pages that say what will happen before it is done; the button sends to the address of the page."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.queries.people import (
    HeldRole,
    PersonPage,
    person_assigned,
    person_in_place,
    person_page,
)
from app.clock import request_time
from app.outcomes import NotThere
from app.people import Role

blueprint = Blueprint("confirming", __name__, template_folder="../templates")

REST_ON = {
    Role.APPRENTICE: "Their place in a cohort there ends; with their last such role, so do their assessors.",
    Role.ASSESSOR: "Every apprentice assigned to them is no longer assigned to them.",
    Role.PROVIDER: "They no longer see the apprentices there.",
    Role.ADMINISTRATOR: "They no longer look after people and training providers.",
}


@blueprint.get("/people/<int:person_id>/disable")
@access.allow(Role.ADMINISTRATOR)
def disable(person_id: int) -> ResponseReturnValue:
    """Say what disabling does."""
    return _page(
        _person(person_id),
        "Disable the account",
        "They are signed out everywhere at once, cannot sign in, and links in letters to them stop working.",
        "Nothing is deleted. You can enable the account again.",
    )


@blueprint.get("/people/<int:person_id>/roles/<int:grant_id>/withdraw")
@access.allow(Role.ADMINISTRATOR)
def withdraw_role(person_id: int, grant_id: int) -> ResponseReturnValue:
    """Say what withdrawing a role does."""
    found = _person(person_id)
    held = next((one for one in found.listed.roles if one.grant_id == grant_id), None)
    if held is None:
        raise NotThere
    return _page(found, "Withdraw the role", *_without(found, held))


@blueprint.get("/apprentices/assignments/<int:assignment_id>/end")
@access.allow(Role.ADMINISTRATOR)
def end_assignment(assignment_id: int) -> ResponseReturnValue:
    """Say what ending an assignment does."""
    found = _person(person_assigned(db.session(), access.viewer(), assignment_id))
    name = next(one.name for one in found.assessors if one.assignment_id == assignment_id)
    return _page(
        found,
        "End the assignment",
        f"{name} is no longer the assessor, and sees nothing of this apprentice any more.",
        "You can assign them again.",
    )


@blueprint.get("/apprentices/enrolments/<int:enrolment_id>/end")
@access.allow(Role.ADMINISTRATOR)
def end_enrolment(enrolment_id: int) -> ResponseReturnValue:
    """Say what ending a place does."""
    found = _person(person_in_place(db.session(), access.viewer(), enrolment_id))
    place = next(one for one in found.places if one.enrolment_id == enrolment_id)
    return _page(
        found,
        "End the place in this cohort",
        f"They leave {place.cohort} of {place.organisation}, and its assessment date is no longer shown.",
        "What they did stays theirs. You can add them to a cohort again.",
    )


def _person(person_id: int) -> PersonPage:
    return person_page(db.session(), access.viewer(), person_id, now=request_time())


def _without(found: PersonPage, held: HeldRole) -> list[str]:
    """What it means to lose a role."""
    said = [f"They are no longer {held.words}.", REST_ON[held.role]]
    if len(found.listed.roles) == 1:
        said.append("It is their only role: they can still sign in, but there is nothing to open.")
    return said


def _page(found: PersonPage, heading: str, *said: str) -> ResponseReturnValue:
    person = found.listed.person
    back = url_for("people.person", person_id=person.id)
    return render_template(
        "accounts/confirm.html", heading=heading, caption=person.name, said=said, back=back
    )
