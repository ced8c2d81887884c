"""The shape of the house holds (docs/decisions/0001-floors.md), and each rule that says so can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import conduct, shape, style
from tests.shape import ROOT, Module, modules

Rule = Callable[[Module], Iterator[str]]
RULES = [*shape.RULES, *conduct.RULES, *style.RULES]
POST_VIEW = '@blueprint.post("/x")\n@access.allow()\ndef x():\n    """X."""\n    '

# A module that breaks each rule: rule, path, source.
BAD: list[tuple[Rule, str, str]] = [
    (shape.floors, "app/accounts/queries/x.py", "from app.sittings.queries.attempts import my_attempt"),
    (shape.floors, "app/trail/queries.py", "from app.notices.queries import newest_letters"),
    (shape.floors, "app/progress/queries.py", "from app.knowledge_test.models import Question"),
    (shape.floors, "app/gossip/queries.py", ""),
    (shape.layers, "app/results/models.py", "from app.results.queries import one_result"),
    (shape.layers, "app/results/queries.py", "from app.results.routes import blueprint"),
    (shape.layers, "app/sittings/models.py", "from app.results.actions import record"),
    (shape.layers, "app/results/utils.py", ""),
    (shape.layers, "app/results/actions.py", "from app.results.routes import blueprint"),
    (shape.pure_rules, "app/results/rules/x.py", "from sqlalchemy import select"),
    (shape.pure_rules, "app/results/rules/x.py", "from app.results.models import Work"),
    (shape.pure_rules, "app/sittings/rules/x.py", "from app.results.rules.judging import Grade"),
    (shape.pure_rules, "app/people.py", "from flask import g"),
    (shape.shared_parts, "app/errors.py", "from app.accounts.models import Person"),
    (shape.shared_parts, "app/results/actions.py", "from app.commands import content"),
    (shape.app_itself, "app/results/actions.py", "import app"),
    (shape.app_itself, "app/results/actions.py", "from app import create_app"),
    (shape.app_itself, "app/results/actions.py", "from . import queries"),
    (shape.imports_on_top, "app/log.py", "def f():\n    from app import db"),
    (conduct.one_clock, "app/log.py", "from datetime import datetime\nx = datetime.now()"),
    (conduct.one_clock, "app/log.py", "import datetime as dt\nx = dt.date.today()"),
    (conduct.one_clock, "app/log.py", "import time\nx = time.perf_counter()"),
    (conduct.one_clock, "app/log.py", "from time import monotonic as m\nx = m()"),
    (conduct.one_clock, "app/results/models.py", "from sqlalchemy import func\nx = func.now()"),
    (conduct.commits, "app/results/routes.py", '@blueprint.get("/x")\ndef x():\n    db.commit()'),
    (conduct.commits, "app/results/routes.py", "def _finish():\n    db.commit()"),
    (conduct.commits, "app/results/actions.py", "def act(db):\n    db.commit()"),
    (conduct.commits, "app/results/actions.py", "from app.db import one_transaction\nx = one_transaction(e)"),
    (conduct.access_declared, "app/results/routes.py", '@blueprint.get("/x")\ndef x(): ...'),
    (conduct.access_declared, "app/results/routes.py", '@access.public\n@blueprint.get("/x")\ndef x(): ...'),
    (conduct.error_handlers, "app/http.py", "app.register_error_handler(404, f)"),
    (conduct.error_handlers, "app/results/routes.py", "@blueprint.app_errorhandler(404)\ndef f(e): ..."),
    (conduct.environment, "app/http.py", 'import os\nx = os.environ["X"]'),
    (conduct.environment, "app/http.py", "from os import getenv\nx = getenv('X')"),
    (conduct.viewers, "app/results/queries.py", "def everything(db: Session) -> list[Work]: ..."),
    (conduct.viewers, "app/results/queries/all.py", "def all(db: Session, person_id: int) -> Work: ..."),
    (style.now_by_name, "app/results/queries.py", "def f(db, now): ..."),
    (style.now_by_name, "app/results/queries.py", "def f(db, *, now=None): ..."),
    (style.file_length, "app/http.py", "x = 1\n" * (style.MOST_LINES_OF_A_FILE + 1)),
    (style.function_length, "app/http.py", "def f():\n" + "    x = 1\n" * style.MOST_LINES_OF_A_FUNCTION),
    (style.packages_only_speak, "app/results/__init__.py", '"""Results."""\nx = 1'),
    (style.packages_only_speak, "app/results/rules/__init__.py", ""),
    (style.docstrings, "app/http.py", '"""A."""\ndef f(): ...'),
    (style.docstrings, "app/http.py", '"""A."""\nclass F: ...'),
    (style.docstrings, "app/http.py", "x = 1"),
]

# What must not be mistaken for a fault.
GOOD: list[tuple[Rule, str, str]] = [
    (shape.floors, "app/progress/queries.py", "from app.knowledge_test.summary import latest"),
    (
        shape.layers,
        "app/knowledge_test/actions/papers.py",
        "from app.knowledge_test.queries.bank import keys_of",
    ),
    (shape.layers, "app/accounts/routes/own.py", "from app.accounts.routes.pages import blueprint"),
    (shape.pure_rules, "app/results/rules/x.py", "from datetime import date\nfrom app.people import Viewer"),
    (shape.app_itself, "app/results/actions.py", "from app import access, db"),
    (conduct.one_clock, "app/commands/x.py", "from app.clock import the_clock\nnow = the_clock().now()"),
    (conduct.commits, "app/results/routes.py", POST_VIEW + "db.commit()"),
    (conduct.commits, "app/commands/sittings.py", "db.commit()"),
    (conduct.access_declared, "app/results/routes.py", POST_VIEW),
    (conduct.viewers, "app/results/queries.py", "def mine(db: Session, viewer: Viewer) -> Work: ..."),
    (style.now_by_name, "app/results/queries.py", "def f(db, *, now): ..."),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps(rule: Rule) -> None:
    faults = [f"{module.path} {fault}" for module in modules() for fault in rule(module)]
    assert not faults, f"{rule.__doc__}\n  " + "\n  ".join(faults)


@pytest.mark.parametrize(("rule", "path", "source"), BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_each_rule_can_fail(rule: Rule, path: str, source: str) -> None:
    assert list(rule(Module(path, source)))


@pytest.mark.parametrize(("rule", "path", "source"), GOOD, ids=lambda value: getattr(value, "__name__", ""))
def test_each_rule_lets_good_code_pass(rule: Rule, path: str, source: str) -> None:
    assert not list(rule(Module(path, source)))


def test_no_test_file_is_too_long() -> None:
    faults = [f"{m.path} {fault}" for m in modules("tests") for fault in style.file_length(m)]
    assert not faults, "\n".join(faults)


def test_no_rule_is_without_an_example_that_breaks_it() -> None:
    assert {rule for rule, _, _ in BAD} == set(RULES)


def test_every_template_is_short_and_escapes() -> None:
    found = style.templates()
    faults = [
        fault for path in found for fault in style.template_faults(path, path.read_text(encoding="utf-8"))
    ]
    assert len(found) > 10
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("text", ["{{ stem|safe }}", "{{ x | safe }}", "{% autoescape false %}", "a\n" * 151])
def test_a_bad_template_is_found(text: str) -> None:
    assert list(style.template_faults(Path("x.html"), text))


def test_every_exception_to_a_rule_is_still_needed() -> None:
    """What no longer exists needs no exception."""
    gone = [place for place in conduct.WITHOUT_VIEWER if not (ROOT / place.split(":")[0]).is_file()]
    assert not gone
