"""Settings: how pages look, the password, other sign-ins, and who can see one's work."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, db
from app.accounts.actions import own, signing, trying
from app.accounts.forms.own import DisplayForm
from app.accounts.forms.signing import ChangePasswordForm
from app.accounts.passwords import Passwords
from app.accounts.queries.own import onlookers, own_account
from app.accounts.routes.ways_in import blueprint
from app.accounts.rules.passwords import About
from app.accounts.rules.slowing import sign_in_counters
from app.clock import request_time
from app.outcomes import TooManyTries
from config import Settings

__all__ = ["blueprint"]  # one blueprint in three files: each takes it from the one before, the last has all


@blueprint.get("/settings")
@access.allow()
def settings() -> ResponseReturnValue:
    """How pages look, and the way to everything else about one's account."""
    return render_template("accounts/settings.html", form=DisplayForm(obj=access.viewer().display))


@blueprint.post("/settings")
@access.allow()
def settings_now() -> ResponseReturnValue:
    """Keep how pages look."""
    form = DisplayForm()
    if not form.validate():
        return render_template("accounts/settings.html", form=form), 422
    own.set_display(db.session(), access.viewer(), form.display)
    db.commit()
    flash("Your settings are saved", "success")
    return redirect(url_for("accounts.settings"))


@blueprint.get("/settings/password")
@access.allow()
def password() -> ResponseReturnValue:
    """Ask for the present password and a new one."""
    return render_template("accounts/change_password.html", form=ChangePasswordForm())


@blueprint.post("/settings/password")
@access.allow()
def password_now() -> ResponseReturnValue:
    """Change the password, and end the sign-ins on other devices."""
    form, who, now = ChangePasswordForm(), access.viewer(), request_time()
    known = own_account(db.session(), who)
    site: Settings = current_app.extensions["settings"]
    if not form.validate() or not form.is_taken(About(known.name, known.email, site.service_name)):
        return render_template("accounts/change_password.html", form=form), 422
    counters = sign_in_counters(known.email, request.remote_addr or "")
    try:
        trying.require_patience(db.session(), counters, now=now)
    except TooManyTries as refusal:
        form.present_password.errors = [str(refusal)]
        page = render_template("accounts/change_password.html", form=form)
        return page, 429, {"Retry-After": str(refusal.seconds)}
    db.let_go()  # hashes take tens of milliseconds: hold no lock meanwhile
    passwords: Passwords = current_app.extensions["passwords"]
    right = passwords.matches(form.present_password.data, known.password_hash)
    hashed = passwords.make(form.password.data) if right else ""
    this, before = access.sign_in_token(), known.password_hash
    if not (right and own.set_password(db.session(), who, hashed, checked=before, now=now, token=this)):
        trying.count(db.session(), counters, now=now)
        db.commit()
        form.present_password.errors = ["This is not your present password"]
        return render_template("accounts/change_password.html", form=form), 422
    trying.forget(db.session(), counters[0])
    db.commit()
    flash("Your password is changed. You are signed out on every other device.", "success")
    return redirect(url_for("accounts.settings"))


@blueprint.post("/settings/sign-out-elsewhere")
@access.allow()
def sign_out_elsewhere() -> ResponseReturnValue:
    """End every sign-in but this one."""
    who = access.viewer().person_id
    ended = signing.end_all(db.session(), who, now=request_time(), actor_id=who, but=access.sign_in_token())
    db.commit()
    flash(_ended_words(ended), "success")
    return redirect(url_for("accounts.settings"))


@blueprint.post("/settings/sign-out-everywhere")
@access.allow()
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in, this one too, and have this browser wipe what it kept."""
    who = access.viewer().person_id
    signing.end_all(db.session(), who, now=request_time(), actor_id=who)
    db.commit()
    access.end_sign_in()
    return redirect(url_for("accounts.signed_out"))


@blueprint.get("/settings/who-can-see")
@access.allow()
def who_can_see() -> ResponseReturnValue:
    """Who sees what of the viewer's work, by name."""
    return render_template("accounts/who_can_see.html", who=onlookers(db.session(), access.viewer()))


def _ended_words(ended: int) -> str:
    if not ended:
        return "You were signed in nowhere else"
    return f"Signed out on {ended} other {'device' if ended == 1 else 'devices'}. Here you stay signed in."
