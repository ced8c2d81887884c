"""Pages for coming in by a link: an invitation, or a new password."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.actions import trying
from app.accounts.actions.ways_in import send_reset, use_link
from app.accounts.emails import looked_up_email
from app.accounts.forms.signing import ForgottenForm, NewPasswordForm
from app.accounts.links import ways
from app.accounts.passwords import Passwords
from app.accounts.queries.signing import OpenLink, open_link
from app.accounts.routes.signing import blueprint, come_in
from app.accounts.rules.links import Purpose
from app.accounts.rules.passwords import About
from app.accounts.rules.slowing import reset_counters
from app.clock import request_time
from app.outcomes import TooManyTries
from config import Settings

__all__ = ["blueprint"]

LINK = '/<any(invitation, "new-password"):purpose>/<token>'


@blueprint.get(LINK)
@access.public
def link(purpose: str, token: str) -> ResponseReturnValue:
    """Ask for a password. Looking does not use the link up: mail servers open links, too."""
    found = _found(purpose, token)
    return _link_page(NewPasswordForm(), found) if found else _unusable()


@blueprint.post(LINK)
@access.public
def use_link_now(purpose: str, token: str) -> ResponseReturnValue:
    """Use the link up, store the password and sign the person in."""
    found, form = _found(purpose, token), NewPasswordForm()
    if found is None:
        return _unusable()
    settings: Settings = current_app.extensions["settings"]
    if not form.validate() or not form.is_taken(About(found.name, found.email, settings.service_name)):
        return _link_page(form, found), 422
    db.let_go()  # the hash takes tens of milliseconds: hold no lock meanwhile
    passwords: Passwords = current_app.extensions["passwords"]
    hashed, now = passwords.make(form.password.data), request_time()
    sign_in = use_link(
        db.session(), found.purpose, found.link_id, hashed, now=now, lasts=settings.signed_in_limit
    )
    if sign_in is None:
        return _unusable()
    db.commit()
    come_in(sign_in)
    flash("Your password is set and you are signed in", "success")
    return redirect(url_for("pages.home"))


@blueprint.get("/forgotten-password")
@access.public
def forgotten() -> ResponseReturnValue:
    """Ask whose password it was."""
    return _forgotten_page(ForgottenForm())


@blueprint.post("/forgotten-password")
@access.public
def forgotten_now() -> ResponseReturnValue:
    """Write a link to whoever it is; the answer is the same when it is nobody."""
    form = ForgottenForm()
    if not form.validate():
        return _forgotten_page(form), 422
    now, email = request_time(), looked_up_email(form.email.data)
    counters = reset_counters(email, request.remote_addr or "")
    try:
        trying.require_patience(db.session(), counters, now=now)
    except TooManyTries as refusal:
        form.email.errors = [str(refusal)]
        return _forgotten_page(form), 429, {"Retry-After": str(refusal.seconds)}
    trying.count(db.session(), counters, now=now)
    send_reset(db.session(), email, ways(), now=now)
    db.commit()
    return redirect(url_for("accounts.forgotten_sent"))


@blueprint.get("/forgotten-password/sent")
@access.public
def forgotten_sent() -> ResponseReturnValue:
    """Say what happens next, without saying whether there is such an account."""
    settings: Settings = current_app.extensions["settings"]
    hours = int(settings.reset_limit.total_seconds() // 3600)
    return render_template("accounts/forgotten_sent.html", hours=hours, mail=bool(settings.mail_server))


def _forgotten_page(form: ForgottenForm) -> str:
    settings: Settings = current_app.extensions["settings"]
    return render_template("accounts/forgotten.html", form=form, mail=bool(settings.mail_server))


def _found(purpose: str, token: str) -> OpenLink | None:
    kind = Purpose(purpose)
    link_id = ways().link_id(kind, token)
    return open_link(db.session(), kind, link_id, now=request_time()) if link_id else None


def _link_page(form: NewPasswordForm, found: OpenLink) -> str:
    return render_template("accounts/link.html", form=form, found=found)


def _unusable() -> ResponseReturnValue:
    """One page for every link that does not work, whatever the reason: nothing is to be learnt from it."""
    return render_template("accounts/link_unusable.html"), 410
