"""CoderReady: practice for the Level 3 Clinical Coder assessment. Wires the parts, decides nothing."""

from __future__ import annotations

import click
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from app import access, commands, db, errors, headers, log, static_files, templating
from app.accounts.passwords import Passwords
from app.accounts.queries.signing import viewer_of
from app.accounts.routes.apprentices import blueprint as apprentices_pages
from app.accounts.routes.confirming import blueprint as confirming_pages
from app.accounts.routes.organisations import blueprint as organisations_pages
from app.accounts.routes.own import blueprint as accounts_pages
from app.accounts.routes.people import blueprint as people_pages
from app.assessment_plan.content import Plan, PlanUnusable, load_plan
from app.assessment_plan.queries import current_plan
from app.case_studies.part import PART as CASES
from app.case_studies.queries.looking import look_up_now
from app.case_studies.routes.cases import blueprint as cases_pages
from app.case_studies.routes.mocks import blueprint as case_studies_pages
from app.case_studies.routes.results import blueprint as case_results_pages
from app.classifications.queries.catalogue import catalogue_in_use
from app.classifications.queries.searching.search import index_of
from app.classifications.routes import blueprint as codes_pages
from app.classifications.rules.codes import System
from app.classifications.rules.look_up import LookUp
from app.clock import Clock, SystemClock, request_time, the_clock, uk_date
from app.http import Number
from app.knowledge_test.part import PART
from app.knowledge_test.routes.mocks import blueprint as knowledge_test_pages
from app.knowledge_test.routes.practice import blueprint as practice_pages
from app.notices.routes import blueprint as notices_pages
from app.pages.routes import blueprint as pages
from app.people import Viewer
from app.progress.routes import blueprint as progress_pages
from app.sittings.parts import register_part
from app.sittings.queries.attempts import has_running_mock
from app.sittings.routes import blueprint as sittings_pages
from config import Settings

BLUEPRINTS = (
    pages,
    accounts_pages,
    people_pages,
    confirming_pages,
    organisations_pages,
    apprentices_pages,
    notices_pages,
    codes_pages,
    sittings_pages,
    knowledge_test_pages,
    practice_pages,
    case_studies_pages,
    cases_pages,
    case_results_pages,
    progress_pages,
)


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """The application, ready to serve. Without arguments: this machine's settings and clock."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        SESSION_COOKIE_NAME="coderready",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,  # bound to the sign-in instead: a mock outlasts the library's hour
        WTF_CSRF_SSL_STRICT=settings.secure_cookies,
    )
    app.extensions.update(
        settings=settings,
        clock=clock or SystemClock(),
        plan=_plan(settings),
        look_up=_look_up,
        passwords=Passwords(memory_kib=settings.argon2_memory_kib, passes=settings.argon2_passes),
    )
    app.url_map.converters["int"] = Number
    log.init_app(app, settings.log_level)
    db.init_app(app, settings.database_url)
    templating.before_blueprints(app, strict=settings.testing)
    access.init_app(app, access.SignIns(_load_viewer, _has_running_mock, settings.idle_limit))
    CSRFProtect(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for part in (PART, CASES):
        register_part(app, part)
    templating.init_app(app, settings.service_name, lambda: current_plan().notice)
    errors.init_app(app)
    headers.init_app(app, https=settings.secure_cookies)
    commands.init_app(app)
    access.require_declarations(app)
    static_files.init_app(app, https=settings.secure_cookies)
    _trust_proxies(app, settings)
    return _warmed_up(app) if settings.warm_up else app


def _plan(settings: Settings) -> Plan | PlanUnusable:
    """The plan in force. Without a usable one nothing is served, but `flask content check` can say why."""
    try:
        return load_plan(settings.assessment_plans, settings.assessment_plan)
    except PlanUnusable as unusable:
        if click.get_current_context(silent=True) is None:
            raise
        return unusable


def _load_viewer(token: str) -> Viewer | None:
    return viewer_of(db.session(), token, now=request_time())


def _has_running_mock(viewer: Viewer) -> bool:
    return has_running_mock(db.session(), viewer, now=request_time())


def _look_up(session: Session, viewer: Viewer) -> LookUp:
    return look_up_now(session, viewer, now=request_time())


def _warmed_up(app: Flask) -> Flask:
    """Make the lists ready before the first request, so that nobody's first search waits for them.

    Meant for a process that then forks its workers: they share what was made, but no connection.
    """
    with app.app_context():
        for system in System:
            index_of(catalogue_in_use(db.session(), system, on=uk_date(the_clock().now())))
    db.dispose(app)
    return app


def _trust_proxies(app: Flask, settings: Settings) -> None:
    """Believe exactly the proxies that stand in front."""
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
