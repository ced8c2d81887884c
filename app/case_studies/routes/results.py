"""What came of a case or a mock: the feedback."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import access, db
from app.assessment_plan.queries import current_plan
from app.case_studies.queries.explained import explained
from app.case_studies.queries.feedback import (
    DENOMINATOR_WORDS,
    MarkedCases,
    accuracies,
    another_like,
    halves,
    marked_cases,
)
from app.case_studies.queries.looking import WORDS as LOOK_UP_WORDS
from app.case_studies.queries.looking import look_up_of
from app.case_studies.queries.papers import NOTHING_MORE, PART_NAME
from app.case_studies.queries.record import marked_record, queries_of
from app.case_studies.rules.advising import advice, mostly
from app.case_studies.rules.figures import in_words
from app.clock import request_time
from app.outcomes import NotThere
from app.people import Role
from app.results.queries import changed_results
from app.sittings.models import Mode
from app.sittings.queries.attempts import OpenAttempt, my_attempt, my_running_mock
from app.sittings.queries.happenings import late_answers, what_happened

blueprint = Blueprint("case_results", __name__, template_folder="../templates", url_prefix="/case-studies")


def _paper(attempt_id: int) -> OpenAttempt:
    return my_attempt(db.session(), access.viewer(), attempt_id, PART_NAME, now=request_time(), mode=None)


def _marked(paper: OpenAttempt) -> MarkedCases | Response | str:
    """The marked paper or, while there is none to see, the page to answer with."""
    if not paper.is_over:
        return redirect(url_for("cases.go_on", attempt_id=paper.attempt.id))
    if not paper.is_closed:
        return render_template("case_studies/result_time_over.html", paper=paper)
    try:
        return marked_cases(db.session(), access.viewer(), paper, now=request_time())
    except NotThere:
        return render_template("case_studies/result_waiting.html", paper=paper)


def _is_withheld() -> bool:
    """A running mock may hold the same cases: what is right in them waits until it is handed in."""
    return my_running_mock(db.session(), access.viewer(), PART_NAME, now=request_time()) is not None


@blueprint.get("/<int:attempt_id>/result")
@access.allow(Role.APPRENTICE)
def result(attempt_id: int) -> ResponseReturnValue:
    """How a mock went, with a way to the feedback of each case; practice has only the one case."""
    who, paper = access.viewer(), _paper(attempt_id)
    marked = _marked(paper)
    if not isinstance(marked, MarkedCases):
        return marked
    for_paper = request.args.get("view") == "print"
    if paper.attempt.mode is Mode.PRACTICE:
        view = "print" if for_paper else None
        return redirect(url_for(".case", attempt_id=attempt_id, number=1, view=view))
    look_up = look_up_of(paper.attempt)
    return render_template(
        "case_studies/result.html",
        paper=paper,
        marked=marked,
        plan=current_plan(),
        for_paper=for_paper,
        withheld=_is_withheld(),
        accuracies=accuracies(who, marked.cases),
        counted=DENOMINATOR_WORDS[marked.cases[0].marked.denominator],
        mostly=mostly(marked.lost),
        advice=advice(marked.lost, query_missed=marked.query_missed),
        look_up=look_up,
        look_up_words=LOOK_UP_WORDS[look_up],
        changes=changed_results(db.session(), who, marked.result.work_id, now=request_time()),
        percent=marked.percent_of(paper.attempt),
        in_words=in_words,
        late=late_answers(db.session(), who, attempt_id),
        happenings=what_happened(db.session(), who, attempt_id, of="case"),
    )


@blueprint.get("/<int:attempt_id>/result/cases/<int:number>")
@access.allow(Role.APPRENTICE)
def case(attempt_id: int, number: int) -> ResponseReturnValue:
    """Which lines of a case were right, why, and what to do differently."""
    who, paper = access.viewer(), _paper(attempt_id)
    marked = _marked(paper)
    if not isinstance(marked, MarkedCases):
        return marked
    if not 1 <= number <= len(marked.cases):
        raise NotThere
    one = marked.cases[number - 1]
    facts = {
        "paper": paper,
        "marked": marked,
        "changes": changed_results(db.session(), who, marked.result.work_id, now=request_time()),
        "case": one,
        "plan": current_plan(),
        "practice": paper.attempt.mode is Mode.PRACTICE,
        "for_paper": request.args.get("view") == "print",
    }
    if _is_withheld():
        return render_template("case_studies/result_withheld.html", **facts)
    found = explained(who, one)
    return render_template(
        "case_studies/result_case.html",
        **facts,
        accuracies=accuracies(who, [one]),
        counted=DENOMINATOR_WORDS[one.marked.denominator],
        mostly=mostly(one.lost),
        advice=advice(one.lost, query_missed=one.query_missed),
        halves=halves(who, one, paper.attempt.mode),
        explained=found,
        record=marked_record(who, one, found),
        queries=queries_of(who, one),
        nothing_more=NOTHING_MORE,
        another=another_like(db.session(), who, one.version) if facts["practice"] else None,
    )
