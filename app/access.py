"""Who may call what. Every route declares it; the guard refuses a route that forgot.

Use `@allow(Role.APPRENTICE)` or `@public` directly above a view. What is not a person's to see is
answered exactly like what is not there, so existence is never leaked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app.clock import request_time
from app.http import json_error, wants_json
from app.outcomes import NotThere
from app.people import Role, Viewer

P = ParamSpec("P")
R = TypeVar("R")

SEEN_STEP = timedelta(seconds=30)  # how stale the cookie's last-seen mark may get before it is renewed


class SignedIn(UserMixin):  # type: ignore[misc]
    """What Flask-Login holds for a signed-in person: the sign-in's token and the viewer."""

    def __init__(self, token: str, viewer: Viewer) -> None:
        self.token = token
        self.viewer = viewer

    def get_id(self) -> str:
        return self.token


@dataclass(frozen=True)
class SignIns:
    """What the guard must know of sign-ins, given by the accounts feature when the app is made."""

    load: Callable[[str], Viewer | None]
    busy: Callable[[Viewer], bool]
    idle_limit: timedelta


@dataclass(frozen=True)
class Access:
    """Who may call a view.

    signed_in: whether one must be. roles: any one of them must be held; none is asked for where
    there are none. leaving: it ends the sign-in, so it is open after the idle limit, too.
    """

    signed_in: bool
    roles: tuple[Role, ...] = ()
    leaving: bool = False

    def admits(self, who: Viewer) -> bool:
        """Whether this signed-in person may call it."""
        return not self.roles or who.holds(*self.roles)


EVERYBODY = Access(signed_in=False)


def allow(*roles: Role, leaving: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare that a signed-in holder of any of `roles` may call this view; whoever is signed in if none is
    named, also somebody without a role. `leaving`: it ends the sign-in, and waits for nothing.
    """

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        view.access = Access(True, roles, leaving)  # type: ignore[attr-defined]
        return view

    return declare


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that anybody may call this view."""
    view.access = EVERYBODY  # type: ignore[attr-defined]
    return view


def declared(app: Flask, endpoint: str) -> Access | None:
    """Who may call an endpoint; None where nothing was declared."""
    if endpoint.rsplit(".", maxsplit=1)[-1] == "static":
        return EVERYBODY
    found: Access | None = getattr(app.view_functions[endpoint], "access", None)
    return found


def viewer() -> Viewer:
    """The signed-in person. Only for views that are not public."""
    found = viewer_or_none()
    if found is None:
        raise NotThere
    return found


def viewer_or_none() -> Viewer | None:
    """The signed-in person, if there is one."""
    found: Viewer | None = getattr(current_user, "viewer", None)
    return found


def was_signed_in() -> bool:
    """Whether this browser still holds a sign-in that was ended meanwhile, here or elsewhere."""
    return viewer_or_none() is None and "_user_id" in session


def sign_in_token() -> str:
    """The token of this very sign-in."""
    return str(current_user.get_id())


def begin_sign_in(token: str, who: Viewer) -> None:
    """Give the browser a fresh cookie for `who`; whatever the old one held is dropped."""
    session.clear()
    session["seen"] = _seconds(request_time())
    login_user(SignedIn(token, who))


def end_sign_in() -> None:
    """Take the sign-in out of the browser's cookie."""
    logout_user()
    session.clear()


def init_app(app: Flask, sign_ins: SignIns) -> None:
    """Put the guard in front of every request."""
    manager = LoginManager(app)
    manager.session_protection = None  # people behind hospital proxies change address
    app.extensions["sign_ins"] = sign_ins

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SignedIn | None:
        who = sign_ins.load(token)
        return SignedIn(token, who) if who else None

    app.before_request(_guard)


def require_declarations(app: Flask) -> None:
    """Refuse to start with a route that does not say who may call it."""
    silent = sorted(name for name in app.view_functions if declared(app, name) is None)
    if silent:
        raise RuntimeError(f"These routes do not declare who may call them: {', '.join(silent)}")


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such address: Flask answers that itself
    wanted = declared(current_app, request.endpoint)
    if wanted is None or not wanted.signed_in:
        return None
    who = viewer_or_none()
    if who is None:
        return _already_out() if wanted.leaving else _ask_to_sign_in("signed-out")
    if been_idle(who) and not wanted.leaving:
        end_sign_in()
        return _ask_to_sign_in("idle")
    if _quiet() >= SEEN_STEP.total_seconds():
        session["seen"] = _seconds(request_time())
    if not wanted.admits(who):
        raise NotThere
    return None


def been_idle(who: Viewer) -> bool:
    """Whether nothing came from this browser for so long that the sign-in is over."""
    sign_ins: SignIns = current_app.extensions["sign_ins"]
    return _quiet() > sign_ins.idle_limit.total_seconds() and not sign_ins.busy(who)


def _quiet() -> int:
    """Seconds since this browser was last heard of."""
    return _seconds(request_time()) - int(session.get("seen", 0))


def _already_out() -> ResponseReturnValue:
    """Whoever wants to leave and is out already is told so, on the page that wipes the device."""
    if wants_json():
        return _ask_to_sign_in("signed-out")
    end_sign_in()
    return redirect(url_for("accounts.signed_out"))


def _ask_to_sign_in(why: str) -> ResponseReturnValue:
    if wants_json():
        return json_error(401, "signed-out", "You are signed out. Sign in again and go on.")
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted, why=why if why == "idle" else None))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
