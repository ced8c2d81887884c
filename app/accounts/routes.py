"""Pages for signing in and out."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.actions import signing
from app.accounts.forms import SignInForm
from app.accounts.passwords import Passwords
from app.accounts.queries.signing import credentials, viewer_of
from app.clock import request_time
from app.http import safe_next
from config import Settings

blueprint = Blueprint("accounts", __name__, template_folder="templates")


@blueprint.get("/sign-in")
@access.public
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password."""
    return render_template("accounts/sign_in.html", form=SignInForm(), idle=request.args.get("why") == "idle")


@blueprint.post("/sign-in")
@access.public
def sign_in_now() -> ResponseReturnValue:
    """Check them, and begin a sign-in."""
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form, idle=False), 422
    known = credentials(db.session(), form.email.data)
    db.let_go()  # the hash takes tens of milliseconds: hold no lock meanwhile
    passwords: Passwords = current_app.extensions["passwords"]
    right = passwords.matches(form.password.data, known.password_hash if known else None)
    if not right or known is None:
        form.password.errors = ["The e-mail address or the password is wrong"]
        return render_template("accounts/sign_in.html", form=form, idle=False), 422
    settings: Settings = current_app.extensions["settings"]
    now = request_time()
    token = signing.begin(db.session(), known.person_id, now=now, lasts=settings.signed_in_limit)
    db.commit()
    who = viewer_of(db.session(), token, now=now)
    if who is not None:
        access.begin_sign_in(token, who)
    return redirect(safe_next(request.args.get("next")) or url_for("pages.home"))


@blueprint.post("/sign-out")
@access.allow()
def sign_out() -> ResponseReturnValue:
    """End this sign-in and have the browser wipe what it kept."""
    signing.end(db.session(), access.sign_in_token(), now=request_time())
    db.commit()
    access.end_sign_in()
    return redirect(url_for("accounts.signed_out"))


@blueprint.get("/signed-out")
@access.public
def signed_out() -> ResponseReturnValue:
    """Say so; the header empties what a mock kept on this device."""
    return render_template("accounts/signed_out.html"), {"Clear-Site-Data": '"cache", "storage"'}
