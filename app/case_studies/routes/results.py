"""What came of a case or a mock: the feedback."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.case_studies.queries.papers import PART_NAME
from app.clock import request_time
from app.people import Role
from app.sittings.queries.attempts import my_attempt

blueprint = Blueprint("case_results", __name__, template_folder="../templates", url_prefix="/case-studies")


@blueprint.get("/<int:attempt_id>/result")
@access.allow(Role.APPRENTICE)
def result(attempt_id: int) -> ResponseReturnValue:
    """Which lines were right, why, and what to do differently."""
    paper = my_attempt(db.session(), access.viewer(), attempt_id, PART_NAME, now=request_time(), mode=None)
    if not paper.is_over:
        return redirect(url_for("cases.go_on", attempt_id=attempt_id))
    return render_template("case_studies/result.html", paper=paper)
