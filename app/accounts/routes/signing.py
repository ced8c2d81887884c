"""Pages for signing in and out."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.actions import signing, trying
from app.accounts.emails import looked_up_email
from app.accounts.forms.signing import SignInForm
from app.accounts.passwords import Passwords
from app.accounts.queries.signing import credentials, viewer_of
from app.accounts.rules.slowing import sign_in_counters
from app.clock import request_time
from app.http import safe_next
from app.outcomes import TooManyTries
from config import Settings

blueprint = Blueprint("accounts", __name__, template_folder="../templates")


@blueprint.get("/sign-in")
@access.public
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password; whoever is signed in already goes on."""
    who = access.viewer_or_none()
    if who is None:
        return _sign_in_page(SignInForm(), idle=request.args.get("why") == "idle")
    if not access.been_idle(who):
        return redirect(_wanted())
    access.end_sign_in()
    return _sign_in_page(SignInForm(), idle=True)


@blueprint.post("/sign-in")
@access.public
def sign_in_now() -> ResponseReturnValue:
    """Check them, and begin a sign-in."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    now, email = request_time(), looked_up_email(form.email.data)
    counters = sign_in_counters(email, request.remote_addr or "")
    try:
        trying.require_patience(db.session(), counters, now=now)
    except TooManyTries as refusal:
        form.password.errors = [str(refusal)]
        return _sign_in_page(form), 429, {"Retry-After": str(refusal.seconds)}
    known = credentials(db.session(), email)
    db.let_go()  # the hash takes tens of milliseconds: hold no lock meanwhile
    passwords: Passwords = current_app.extensions["passwords"]
    right = passwords.matches(form.password.data, known.password_hash if known else None)
    settings: Settings = current_app.extensions["settings"]
    lasts = settings.signed_in_limit
    token = signing.begin_checked(db.session(), known, now=now, lasts=lasts) if known and right else None
    if token is None:
        trying.count(db.session(), counters, now=now)
        db.commit()
        form.password.errors = ["The e-mail address or the password is wrong"]
        return _sign_in_page(form), 422
    trying.forget(db.session(), counters[0])
    if access.viewer_or_none() is not None:
        signing.end(db.session(), access.sign_in_token(), now=now)
    db.commit()
    come_in(token)
    return redirect(_wanted())


@blueprint.post("/sign-out")
@access.allow(leaving=True)
def sign_out() -> ResponseReturnValue:
    """End this sign-in and have the browser wipe what it kept."""
    signing.end(db.session(), access.sign_in_token(), now=request_time())
    db.commit()
    access.end_sign_in()
    return redirect(url_for("accounts.signed_out"))


@blueprint.get("/signed-out")
@access.public
def signed_out() -> ResponseReturnValue:
    """Say so; the header and a script empty what a mock kept on this device."""
    if access.viewer_or_none() is not None:
        return redirect(url_for("pages.home"))  # signed in: what is kept may not have been saved yet
    return render_template("accounts/signed_out.html"), {"Clear-Site-Data": '"cache", "storage"'}


def come_in(token: str) -> None:
    """Give the browser its cookie for a sign-in that was kept."""
    who = viewer_of(db.session(), token, now=request_time())
    if who is not None:
        access.begin_sign_in(token, who)


def _wanted() -> str:
    return safe_next(request.args.get("next")) or url_for("pages.home")


def _sign_in_page(form: SignInForm, *, idle: bool = False) -> str:
    settings: Settings = current_app.extensions["settings"]
    idle_minutes = int(settings.idle_limit.total_seconds() // 60)
    return render_template(
        "accounts/sign_in.html",
        form=form,
        idle=idle,
        idle_minutes=idle_minutes,
        signed_out=access.was_signed_in(),
    )
