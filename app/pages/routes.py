"""Addresses of the pages everybody may read, and of the home page that sends each role on."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import access
from app.people import Role

blueprint = Blueprint("pages", __name__, template_folder="templates")

HOMES = {
    Role.APPRENTICE: "progress.apprentice_home",
    Role.ASSESSOR: "progress.assessor_home",
    Role.PROVIDER: "progress.provider_home",
    Role.ADMINISTRATOR: "progress.administrator_home",
}


@blueprint.get("/")
@access.public
def home() -> ResponseReturnValue:
    """The home page of the first role the person holds, or the way in."""
    who = access.viewer_or_none()
    if who is None:
        return redirect(url_for("accounts.sign_in"))
    if not who.roles:
        return render_template("pages/no_role.html")
    return redirect(url_for(HOMES[who.roles[0]]))


@blueprint.get("/privacy")
@access.public
def privacy() -> ResponseReturnValue:
    """What is kept of whom, why and for how long."""
    return render_template("pages/privacy.html")


@blueprint.get("/accessibility")
@access.public
def accessibility() -> ResponseReturnValue:
    """How the site can be used, and what falls short."""
    return render_template("pages/accessibility.html")


@blueprint.get("/help")
@access.public
def help() -> ResponseReturnValue:
    """How to do the things people ask about."""
    return render_template("pages/help.html")
