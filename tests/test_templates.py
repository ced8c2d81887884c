"""Templates escape everything, fail on a misspelt name of ours, and each of them is in use."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template, render_template_string
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, UndefinedError

from app import create_app
from config import ROOT, Settings
from tests.banks import bank, filled, question
from tests.build import World
from tests.page import Browser
from tests.style import templates

TRAP = "<script>alert(1)</script>"
NAMED = re.compile(r"""["']((?:[\w-]+/)*[\w-]+\.html)["']""")


@pytest.fixture
def write(app: Flask, tmp_path: Path) -> Iterator[Callable[[str, str], None]]:
    """Write a template that stands in front of the site's own for a while."""
    before = app.jinja_env.loader
    assert before is not None
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(tmp_path), before])
    yield lambda name, text: (tmp_path / name).write_text(text, encoding="utf-8") and None
    app.jinja_env.loader = before
    app.jinja_env.cache.clear()  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["html", "jinja"])
def test_a_name_is_escaped_in_a_template_of_each_kind(
    app: Flask, write: Callable[[str, str], None], kind: str
) -> None:
    write(f"trap.{kind}", "{% macro said(x) %}{{ x }}{% endmacro %}{{ said(name) }} {{ name }}")
    with app.test_request_context():
        shown = render_template(f"trap.{kind}", name=TRAP)
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;") == 2


def test_the_macros_of_the_nhs_escape_what_they_are_given(app: Flask) -> None:
    """They end in .jinja, which Flask leaves unescaped by itself."""
    source = (
        "{% from 'nhsuk/components/radios/macro.jinja' import radios %}"
        "{{ radios({'idPrefix': 'x', 'name': 'x', 'items': [{'value': trap, 'text': trap}]}) }}"
    )
    with app.test_request_context():
        shown = render_template_string(source, trap=TRAP)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_persons_name_is_escaped_on_every_page(world: World, browse: Callable[[], Browser]) -> None:
    page = browse().sign_in(world.apprentice(TRAP))
    assert TRAP not in page.body
    assert TRAP in page.text


def test_a_script_in_a_question_never_reaches_the_paper(
    app: Flask, world: World, tmp_path: Path, browse: Callable[[], Browser]
) -> None:
    folder = filled(tmp_path / "banks", app.extensions["plan"].knowledge_test.quota_by_topic, times=1)
    trap = question("WK5", 1, stem=f"What is {TRAP}?", options={"B": TRAP})
    bank(folder, "WK5", trap, question("WK5", 2))
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], question_banks=folder)
    assert app.test_cli_runner().invoke(args=["content", "load"]).exit_code == 0
    amira = world.apprentice()
    attempt = world.start(amira)
    browser = browse()
    browser.sign_in(amira)
    page = browser.get(f"/multiple-choice/{attempt}/questions/1")
    assert page.body.count("&lt;script&gt;alert(1)") == 2
    assert TRAP not in page.body


@pytest.mark.parametrize(
    "source",
    [
        "{{ heding }}",
        "{% if heding %}x{% endif %}",
        "{% for x in heding %}{% endfor %}",
        "{{ heding | length }}",
        "{{ page.heding.text }}",
        "{{ 'x' ~ heding }}",
    ],
)
def test_a_misspelt_name_of_ours_fails_in_tests(
    app: Flask, write: Callable[[str, str], None], source: str
) -> None:
    write("misspelt.html", source)
    with app.test_request_context(), pytest.raises(UndefinedError, match="heding"):
        render_template("misspelt.html", page={})


def test_whether_a_name_is_defined_may_be_asked(app: Flask, write: Callable[[str, str], None]) -> None:
    write("asks.html", "{% if heding is defined %}yes{% else %}no{% endif %}")
    with app.test_request_context():
        assert render_template("asks.html") == "no"


def test_the_templates_of_the_nhs_may_leave_names_undefined(app: Flask) -> None:
    """Theirs rely on it: every option they were not given is undefined."""
    source = "{% from 'nhsuk/components/button/macro.jinja' import button %}{{ button({'text': 'Go on'}) }}"
    with app.test_request_context():
        assert "Go on" in render_template_string(source)


def test_for_people_a_misspelt_name_shows_nothing_rather_than_a_fault(settings: Settings) -> None:
    made = create_app(dataclasses.replace(settings, testing=False))
    with made.test_request_context():
        assert render_template_string("[{{ heding }}]") == "[]"
    made.extensions["engine"].dispose()


def test_every_template_is_in_use() -> None:
    """Named by a view, or by a template that is named."""
    sources = [*(ROOT / "app").rglob("*.py"), *templates()]
    named = {name for path in sources for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    there = {path.as_posix().split("/templates/", maxsplit=1)[1] for path in templates()}
    assert there - named == set()


def test_every_template_can_be_read(app: Flask) -> None:
    for path in templates():
        app.jinja_env.get_template(path.as_posix().split("/templates/", maxsplit=1)[1])


def test_the_nhs_templates_are_there_at_all() -> None:
    assert PackageLoader("nhsuk_frontend_jinja").list_templates()
