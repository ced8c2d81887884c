"""`flask people …`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import event

from tests.accounts.letters import Browse, choose, path
from tests.accounts.north import North
from tests.build import World

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run `flask people` with these words."""
    return lambda *words: app.test_cli_runner().invoke(args=["people", *words])


def refused(result: Result) -> str:
    assert result.exit_code != 0
    return result.output


def test_the_first_administrator_is_made_and_comes_in(run: Run, browse: Browse) -> None:
    run("add", "Ann New", "ann@site.example", "--role", "administrator")
    told = run("invite", "Ann@Site.example").output
    browser = browse()
    choose(browser, path(told.split()[-1]))
    assert browser.follow().h1 == "Administration"


def test_with_a_mail_server_the_link_is_not_printed(run: Run, app: Flask, world: World) -> None:
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], mail_server="mail.example")
    run("add", "Ann New", "ann@site.example", "--role", "administrator")
    assert "http" not in run("invite", "ann@site.example").output


def test_a_whole_provider_is_made_from_the_shell(run: Run, world: World) -> None:
    for words in (
        ("organisation", "Northshire College"),
        ("cohort", "northshire college", "Autumn", "2026-09-07"),
        (
            "add",
            "Amira Osei",
            "amira@north.example",
            "--role",
            "apprentice",
            "--organisation",
            "Northshire College",
        ),
        ("add", "Asha Verma", "asha@assess.example", "--role", "assessor"),
        ("enrol", "amira@north.example", "Northshire College", "Autumn", "--assessment", "2027-05-04"),
        ("assign", "amira@north.example", "asha@assess.example"),
        ("extra-time", "amira@north.example", "25", "--approved-by", "Support", "--until", "2027-06-30"),
        ("disable", "asha@assess.example"),
        ("enable", "asha@assess.example"),
        ("grant", "asha@assess.example", "administrator"),
        ("sweep",),
    ):
        result = run(*words)
        assert result.exit_code == 0, result.output
    listed = run("list").output
    assert "Amira Osei <amira@north.example>, apprentice at Northshire College (invited)" in listed
    assert "Asha Verma <asha@assess.example>, assessor, administrator (invited)" in listed
    assert "1 listed." in run("list", "amira").output
    assert "1 listed." in run("list", "--role", "assessor").output


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("invite", "nobody@example.org"), "Nobody has the e-mail address nobody@example.org."),
        (("add", "A", "not-an-address", "--role", "assessor"), "correct format"),
        (("add", "A", "a@b.example", "--role", "apprentice"), "Choose the organisation"),
        (("add", "A", "a@b.example", "--role", "king"), "'king' is not one of"),
        (
            ("add", "A", "a@b.example", "--role", "provider", "--organisation", "X"),
            "no training provider called X",
        ),
        (("organisation", "Northshire College"), "already an organisation"),
        (("cohort", "Northshire College", "Autumn", "2026-09-07"), "already has a cohort"),
        (("cohort", "Northshire College", "Spring", "soon"), "soon"),
        (("enrol", "nobody@example.org", "Northshire College", "Winter"), "no cohort called Winter"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    run: Run, north: North, words: tuple[str, ...], why: str
) -> None:
    told = refused(run(*words))
    assert why in told
    assert "Traceback" not in told


def test_the_rule_for_assessors_holds_at_the_shell_too(run: Run, north: North) -> None:
    run("grant", north.tutor.email, "assessor")
    assert "no other role" in refused(run("assign", north.amira.email, north.tutor.email))


def test_nothing_is_kept_of_what_was_refused(run: Run, north: North) -> None:
    refused(run("add", "A", "a@b.example", "--role", "apprentice"))
    assert "0 listed." in run("list", "a@b.example").output


def test_extra_time_that_cannot_be_is_refused(run: Run, north: North) -> None:
    words = ("extra-time", north.amira.email, "999", "--approved-by", "Support", "--until", "2027-06-30")
    assert "between 0 and 300" in refused(run(*words))


def test_nobody_is_said_to_be_added_before_it_is_kept(run: Run, app: Flask) -> None:
    def fail(_connection: Any) -> None:
        raise OSError("the disk is full")

    event.listen(app.extensions["engine"], "commit", fail)
    try:
        for words in (("add", "A", "a@b.example", "--role", "assessor"), ("organisation", "Southmere")):
            assert "is added" not in refused(run(*words))
    finally:
        event.remove(app.extensions["engine"], "commit", fail)  # other tests use the same engine
