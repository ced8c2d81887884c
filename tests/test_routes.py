"""Every address of the site: who may call it, what the others are told, and that a GET changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from app import access
from app.access import Access, declared, require_declarations
from app.people import Viewer
from config import Settings
from tests.addresses import Address, Cast, Sample, addresses, come_in, samples, url
from tests.build import FakeClock, World

# Anybody may call these. To open one more is a decision: it is made here too.
PUBLIC = {
    "accounts.forgotten",
    "accounts.forgotten_now",
    "accounts.forgotten_sent",
    "accounts.link",
    "accounts.sign_in",
    "accounts.sign_in_now",
    "accounts.signed_out",
    "accounts.use_link_now",
    "pages.accessibility",
    "pages.help",
    "pages.home",
    "pages.privacy",
    "static",
}

LEAVING = {"accounts.sign_out"}  # who is signed out already is told so, rather than asked to sign in

TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")
CHANGING_HEADERS = {"X-Request-Id", "Set-Cookie", "Content-Length"}


ALL = addresses()
GUARDED = [one for one in ALL if one.endpoint not in PUBLIC]
GETS = [one for one in ALL if one.method == "GET"]


def each(addresses: list[Address]) -> pytest.MarkDecorator:
    """Run a test once for each address."""
    return pytest.mark.parametrize("address", addresses, ids=lambda one: f"{one.method} {one.endpoint}")


def ask(client: FlaskClient, method: str, path: str, sample: Sample) -> TestResponse:
    """Call an address, with a form token where one is needed."""
    headers = {"Accept": "application/json"} if sample.json is not None else {}
    if method == "GET":
        return client.get(path, headers=headers)
    token = TOKEN.search(client.get("/help").data)
    headers["X-CSRFToken"] = token.group(1).decode() if token else ""
    return client.open(path, method=method, headers=headers, json=sample.json, data=sample.fields)


def asked_for(address: Address, cast: Cast) -> list[Sample]:
    """What to ask an address for; one that names nothing is open to whom its roles say."""
    return samples(cast)[address.endpoint] if address.names else []


def said(answer: TestResponse) -> tuple[int, bytes, dict[str, str]]:
    """An answer without what differs from one request to the next."""
    headers = {name: value for name, value in answer.headers.items() if name not in CHANGING_HEADERS}
    return answer.status_code, TOKEN.sub(b"", answer.data), headers


def test_every_address_that_names_a_thing_has_things_to_ask_for(cast: Cast) -> None:
    naming = {one.endpoint for one in ALL if one.names}
    assert naming == set(samples(cast)), "Add new addresses to tests/addresses.py, and take old ones out"


def test_only_these_addresses_are_open_to_anybody(app: Flask) -> None:
    assert {name for name in app.view_functions if declared(app, name) == access.EVERYBODY} == PUBLIC


def test_the_site_does_not_start_with_an_address_that_declares_nothing(settings: Settings) -> None:
    bare = Flask("bare")
    bare.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(RuntimeError, match="forgotten"):
        require_declarations(bare)


def test_a_declaration_without_roles_asks_for_a_sign_in_and_nothing_else(app: Flask) -> None:
    declaration: Access = access.allow()(lambda: "").access  # type: ignore[attr-defined]
    assert declaration.signed_in
    assert declaration.admits(Viewer(1, "Nia Bell", ()))


@each(GUARDED)
def test_somebody_who_is_not_signed_in_is_sent_to_the_sign_in_page(
    app: Flask, cast: Cast, address: Address
) -> None:
    values = asked_for(address, cast)[0].values if address.names else {}
    path = url(app, address.endpoint, values)
    answer = app.test_client().open(path, method=address.method)
    wanted = f"?next={quote(path)}" if address.method == "GET" else ""
    way_in = "/signed-out" if address.endpoint in LEAVING else f"/sign-in{wanted}"
    assert (answer.status_code, answer.location) == (302, way_in)


@each(GUARDED)
def test_a_script_that_is_not_signed_in_is_told_so(app: Flask, cast: Cast, address: Address) -> None:
    values = asked_for(address, cast)[0].values if address.names else {}
    headers = {"Accept": "application/json"}
    answer = app.test_client().open(
        url(app, address.endpoint, values), method=address.method, headers=headers
    )
    assert (answer.status_code, answer.is_json and answer.json["error"]) == (401, "signed-out")


@each(GUARDED)
def test_everybody_gets_what_is_theirs_and_nothing_else(
    app: Flask, world: World, cast: Cast, address: Address
) -> None:
    asked = declared(app, address.endpoint)
    by_role = frozenset(name for name, known in cast.actors.items() if asked and asked.admits(known.viewer))
    wrong: list[str] = []
    for sample in asked_for(address, cast) or [Sample({}, {}, by_role)]:
        path = url(app, address.endpoint, sample.values)
        for name in sorted(cast.actors, key=lambda one: one in sample.open_to):  # who may act comes last
            client = come_in(app, world, cast.actors[name])
            status = ask(client, address.method, path, sample).status_code
            if (status != 404) != (name in sample.open_to) or status >= 500:
                wrong.append(f"{address.method} {path} answers {name} with {status}")
    assert not wrong, "\n".join(wrong)


@each([one for one in GUARDED if one.names])
def test_what_is_not_yours_looks_exactly_like_what_is_not_there(
    app: Flask, world: World, cast: Cast, address: Address
) -> None:
    for sample in asked_for(address, cast):
        there = url(app, address.endpoint, sample.values)
        not_there = url(app, address.endpoint, sample.missing)
        for name in set(cast.actors) - sample.open_to:
            client = come_in(app, world, cast.actors[name])
            told = said(ask(client, address.method, there, sample))
            assert told == said(ask(client, address.method, not_there, sample)), name


@contextmanager
def written(engine: Engine) -> Iterator[list[str]]:
    """The statements that wrote meanwhile."""
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(WRITES):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


@each(GETS)
def test_a_get_writes_nothing(
    app: Flask, world: World, cast: Cast, clock: FakeClock, address: Address
) -> None:
    """Neither while a mock runs, nor when its time is over and nobody has closed it yet."""
    paths = [url(app, address.endpoint, one.values) for one in asked_for(address, cast)]
    paths = paths or [url(app, address.endpoint, {})]
    clients = [app.test_client(), *(come_in(app, world, known) for known in cast.actors.values())]
    with written(app.extensions["engine"]) as found:
        for passed in (timedelta(), timedelta(minutes=20), timedelta(hours=3)):
            clock.advance(passed)
            for client in clients:
                for path in paths:
                    assert client.get(path).status_code < 500
    assert found == []


def test_the_watch_on_writing_would_see_one(app: Flask, world: World, cast: Cast) -> None:
    client = come_in(app, world, cast.actors["bilal, of her cohort"])
    with written(app.extensions["engine"]) as found:
        ask(client, "POST", "/multiple-choice/start", Sample({}, {}, frozenset()))
    assert found
