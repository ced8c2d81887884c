"""Who may do what in the house, as rules over syntax trees: read clocks, commit, answer for faults."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from tests.shape import Module

# Queries that take no viewer, each with its reason.
WITHOUT_VIEWER = {
    "app/assessment_plan/queries.py": "the plan is the same for everybody",
    "app/accounts/queries/signing.py": "runs before anybody is signed in",
    "app/knowledge_test/queries/bank.py": "composes and marks; no page calls it",
    "app/classifications/queries/catalogue.py": "the lists are the same for everybody",
    "app/case_studies/queries/remarks.py": "speaks of typed codes, never of keys or people",
    "app/case_studies/queries/codes.py": "reads codes for marking; no page calls it",
    "app/classifications/queries/editions.py": "the lists are the same for everybody",
    "app/classifications/queries/searching/index.py": "the lists are the same for everybody",
    "app/classifications/queries/searching/search.py": "the lists are the same for everybody",
    "app/classifications/queries/searching/words.py": "the lists are the same for everybody",
    "app/classifications/queries/tabular.py": "the lists are the same for everybody",
    "app/accounts/queries/extra_time.py:extra_percent": "starting an attempt asks for its own person",
}

CLOCKS = {
    "datetime.datetime": {"now", "utcnow", "today"},
    "datetime.date": {"today"},
    "sqlalchemy.func": {"now", "current_timestamp", "current_date", "localtimestamp"},
    "time": {"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns"}
    | {"process_time", "localtime", "gmtime", "ctime", "strftime"},
}
WRITING_ROUTES = {"post", "put", "patch", "delete"}
ROUTES = WRITING_ROUTES | {"get", "route"}

HANDLERS = {"register_error_handler", "errorhandler", "app_errorhandler"}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv"}


def one_clock(module: Module) -> Iterator[str]:
    """Only `clock.py` reads the clock."""
    if module.path == "app/clock.py":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            base, _, last = module.meant(node).rpartition(".")
            if last in CLOCKS.get(base, ()):
                yield f"reads a clock on line {node.lineno}: {base}.{last}"


def _route_methods(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    found: set[str] = set()
    for one in function.decorator_list:
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in ROUTES:
            found.add(one.func.attr)
    return found


def commits(module: Module) -> Iterator[str]:
    """Only a view that is not for GET, or a command, commits, in a line of its own body."""
    if module.path == "app/db.py" or module.path.startswith(("app/commands/", "app/demo")):
        return
    allowed = {
        id(node)
        for function in module.functions
        if _route_methods(function) and _route_methods(function) <= WRITING_ROUTES
        for node in ast.walk(function)
    }
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or id(node) in allowed:
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield f"commits on line {node.lineno}, which is no view for POST"
        if module.meant(node.func) in ("app.db.one_transaction", "app.db.open_session"):
            yield f"opens a session of its own on line {node.lineno}"


def access_declared(module: Module) -> Iterator[str]:
    """Directly under the route stands who may call it."""
    for function in module.functions:
        decorators = [ast.unparse(one) for one in function.decorator_list]
        routes = [place for place, one in enumerate(function.decorator_list) if _is_route(one)]
        if not routes:
            continue
        below = decorators[routes[-1] + 1] if routes[-1] + 1 < len(decorators) else ""
        if not below.startswith("access.allow(") and below != "access.public":
            yield f"{function.name} does not say directly under its route who may call it"


def _is_route(one: ast.expr) -> bool:
    return isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in ROUTES


def error_handlers(module: Module) -> Iterator[str]:
    """Only `errors.py` registers error handlers."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in HANDLERS and module.path != "app/errors.py":
            yield f"registers an error handler on line {node.lineno}"


def environment(module: Module) -> Iterator[str]:
    """Only `config.py` reads the environment."""
    if module.path == "config.py":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name) and module.meant(node) in ENVIRONMENT:
            yield f"reads the environment on line {node.lineno}"


def viewers(module: Module) -> Iterator[str]:
    """Every query takes a viewer."""
    if module.layer not in ("queries", "summary") or module.path in WITHOUT_VIEWER:
        return
    for function in module.tree.body:
        if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
            continue
        taken = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        kinds = {ast.unparse(one.annotation) for one in taken if one.annotation}
        if "Viewer" not in kinds and f"{module.path}:{function.name}" not in WITHOUT_VIEWER:
            yield f"the query {function.name} does not ask who is asking"


RULES: list[Callable[[Module], Iterator[str]]] = [
    one_clock,
    commits,
    access_declared,
    error_handlers,
    environment,
    viewers,
]
