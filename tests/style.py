"""How the code of the house is written, as rules over syntax trees and templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.shape import ROOT, Module

MOST_LINES_OF_A_FILE = 250
MOST_LINES_OF_A_TEST_FILE = 300  # a list of sentences, each read alone; splitting it tells nobody more
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_TEMPLATE = 150

UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+false")


def now_by_name(module: Module) -> Iterator[str]:
    """`now` is a required keyword: nobody passes the wrong time by place, or none."""
    for function in module.functions:
        arguments = function.args
        if any(one.arg == "now" for one in [*arguments.posonlyargs, *arguments.args]):
            yield f"{function.name} takes now by place"
        for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if one.arg == "now" and default is not None:
                yield f"{function.name} makes up its own now"


def file_length(module: Module) -> Iterator[str]:
    """A file that grows too long becomes a folder with one file for each verb or noun."""
    lines = len(module.source.splitlines())
    most = MOST_LINES_OF_A_TEST_FILE if module.path.startswith("tests/") else MOST_LINES_OF_A_FILE
    if lines > most:
        yield f"has {lines} lines; at most {most}"


def function_length(module: Module) -> Iterator[str]:
    """A function too long becomes two."""
    for function in module.functions:
        assert function.end_lineno is not None
        lines = function.end_lineno - function.lineno + 1
        if lines > MOST_LINES_OF_A_FUNCTION:
            yield f"{function.name} has {lines} lines; at most {MOST_LINES_OF_A_FUNCTION}"


def packages_only_speak(module: Module) -> Iterator[str]:
    """The `__init__` of a feature, and of its folders, is its docstring and nothing else."""
    if module.feature is None or not module.path.endswith("/__init__.py"):
        return
    if len(module.tree.body) != 1 or not ast.get_docstring(module.tree):
        yield "is more, or less, than a docstring"


def docstrings(module: Module) -> Iterator[str]:
    """What others call says what it is."""
    if not ast.get_docstring(module.tree):
        yield "the module has no docstring"
    for node in module.tree.body:
        public = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if public and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{node.name} has no docstring"


def template_faults(path: Path, text: str) -> Iterator[str]:
    """A template is short, and never puts unescaped text into a page."""
    lines = len(text.splitlines())
    if lines > MOST_LINES_OF_A_TEMPLATE:
        yield f"{path} has {lines} lines; at most {MOST_LINES_OF_A_TEMPLATE}: take a macro out"
    if UNSAFE.search(text):
        yield f"{path} switches escaping off; queries give Markup where HTML was made safe"


def templates() -> list[Path]:
    """Every template of the product."""
    return sorted(path for path in (ROOT / "app").rglob("templates/**/*") if path.is_file())


RULES: list[Callable[[Module], Iterator[str]]] = [
    now_by_name,
    file_length,
    function_length,
    packages_only_speak,
    docstrings,
]
