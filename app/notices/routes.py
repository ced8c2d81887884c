"""The outbox, for administrators."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from app import access, db
from app.clock import request_time
from app.notices.queries import waiting_letters
from app.people import Role
from config import Settings

blueprint = Blueprint("notices", __name__, template_folder="templates", url_prefix="/outbox")


@blueprint.get("/")
@access.allow(Role.ADMINISTRATOR)
def outbox() -> ResponseReturnValue:
    """What waits. The text is shown only where no mail server is set: else it is nobody else's to read."""
    settings: Settings = current_app.extensions["settings"]
    letters = waiting_letters(db.session(), access.viewer(), now=request_time())
    return render_template("notices/outbox.html", letters=letters, mail_server=settings.mail_server)
