"""What saving one answer may cost: no template, three statements, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask, before_render_template
from sqlalchemy import event

from tests.build import World
from tests.page import Browser

MOST_STATEMENTS = 3  # who is asking, the slot with its attempt, the answer
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@dataclass
class Cost:
    """What a request asked of templates and of the database."""

    statements: list[str] = field(default_factory=list)
    begun: int = 0
    commits: int = 0
    templates: list[str | None] = field(default_factory=list)


@pytest.fixture
def cost_of_saving(app: Flask, world: World, browse: Callable[[], Browser]) -> Cost:
    """What it costs to save one answer of a running mock, as the page does it."""
    apprentice = world.apprentice()
    attempt = world.start(apprentice)
    browser = browse()
    browser.sign_in(apprentice)
    token = browser.token()
    change = {"slot": 1, "base": 0, "change": 1, "writer": "page", "value": "2", "flagged": False}
    with _counted(app) as cost:
        told = browser.json("POST", f"/attempts/{attempt}/answers", change, token=token)
    assert told["outcome"] == "accept"
    return cost


@contextmanager
def _counted(app: Flask) -> Iterator[Cost]:
    cost, engine = Cost(), app.extensions["engine"]

    def statement(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        if not text.upper().startswith(NOT_COUNTED):
            cost.statements.append(text)

    def begin(_connection: Any) -> None:
        cost.begun += 1

    def commit(_connection: Any) -> None:
        cost.commits += 1

    def template(_app: Flask, template: Any, **_context: Any) -> None:
        cost.templates.append(template.name)

    heard = {"before_cursor_execute": statement, "begin": begin, "commit": commit}
    for name, listener in heard.items():
        event.listen(engine, name, listener)
    try:
        with before_render_template.connected_to(template, app):
            yield cost
    finally:
        for name, listener in heard.items():
            event.remove(engine, name, listener)


def test_saving_an_answer_renders_no_template(cost_of_saving: Cost) -> None:
    assert cost_of_saving.templates == []


def test_saving_an_answer_takes_no_more_than_three_statements(cost_of_saving: Cost) -> None:
    assert 1 <= len(cost_of_saving.statements) <= MOST_STATEMENTS, "\n".join(cost_of_saving.statements)


def test_saving_an_answer_is_one_transaction(cost_of_saving: Cost) -> None:
    assert (cost_of_saving.begun, cost_of_saving.commits) == (1, 1)


def test_a_page_is_seen_to_render_a_template(app: Flask, browse: Callable[[], Browser]) -> None:
    browser = browse()
    with _counted(app) as cost:
        browser.get("/sign-in")
    assert "accounts/sign_in.html" in cost.templates
