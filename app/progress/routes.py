"""Home pages."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app import access, db
from app.clock import request_time
from app.people import Role
from app.progress.queries.apprentice import home

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
    """My apprentices, and what they handed in."""
    return render_template("progress/assessor_home.html")


@blueprint.get("/provider")
@access.allow(Role.PROVIDER)
def provider_home() -> ResponseReturnValue:
    """The cohorts of my organisation."""
    return render_template("progress/provider_home.html")


@blueprint.get("/administrator")
@access.allow(Role.ADMINISTRATOR)
def administrator_home() -> ResponseReturnValue:
    """People, organisations and content."""
    return render_template("progress/administrator_home.html")
