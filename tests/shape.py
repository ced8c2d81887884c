"""The shape of the house as rules over syntax trees. Each rule gives the faults of one module, in words."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Who stands on whom (docs/decisions/0001-floors.md). A feature imports only from lower floors.
FLOORS = {
    "trail": 1,
    "notices": 1,
    "assessment_plan": 1,
    "classifications": 1,
    "pages": 1,
    "accounts": 2,
    "results": 3,
    "sittings": 4,
    "knowledge_test": 5,
    "case_studies": 5,
    "discussion_log": 5,
    "review_desk": 6,
    "progress": 6,
    "item_quality": 6,
}
PARTS_FLOOR = 5  # of these, what stands above takes the summary and the queries, never the tables

# The file names of a feature, and which may import which: only from its own number or a lower one.
LAYERS = {
    "rules": 0,
    "models": 1,
    "content": 1,
    "passwords": 1,  # accounts: hashing
    "links": 1,  # accounts: signed addresses
    "parts": 1,  # sittings: what a part must give
    "queries": 2,
    "actions": 2,
    "summary": 2,
    "forms": 2,
    "emails": 2,  # accounts: the words of letters
    "part": 3,  # what a part gives to sittings
    "routes": 4,
}
WIRING = ("commands", "demo")  # these know everything, and only app/__init__ and they know them
PURE = {"app.people", "app.outcomes"}


@dataclass(frozen=True)
class Module:
    """A file of ours. path: from the root of the project, with slashes."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.source, self.path)

    @cached_property
    def feature(self) -> str | None:
        """The feature it belongs to."""
        steps = self.path.split("/")
        return steps[1] if len(steps) > 2 and steps[0] == "app" and steps[1] not in WIRING else None

    @cached_property
    def layer(self) -> str:
        """The name its file, or the folder that took the file's place, has in the feature."""
        return self.path.split("/")[2].removesuffix(".py") if self.feature else ""

    @cached_property
    def imports(self) -> list[str]:
        """Dotted names of all it imports; `from x import y` is given as x.y."""
        found: list[str] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found += [f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names]
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for."""
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.asname or alias.name: alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        return found

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function, inner ones and methods too."""
        return [
            node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]

    def meant(self, node: ast.AST) -> str:
        """The dotted name an expression stands for, its imports resolved; '' for anything else."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            base = self.meant(node.value)
            return f"{base}.{node.attr}" if base else ""
        return ""


@cache
def modules(folder: str = "app") -> list[Module]:
    """Every module of a folder; with the product's own goes the settings file."""
    paths = sorted((ROOT / folder).rglob("*.py")) + ([ROOT / "config.py"] if folder == "app" else [])
    return [Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def _of_feature(name: str) -> tuple[str, str] | None:
    """Feature and layer of an imported name, if it is one of a feature."""
    steps = name.split(".")
    if len(steps) >= 2 and steps[0] == "app" and steps[1] in FLOORS:
        return steps[1], steps[2] if len(steps) > 2 else ""
    return None


def floors(module: Module) -> Iterator[str]:
    """A feature imports only from lower floors; of a part, never its tables."""
    if module.feature is None:
        return
    if module.feature not in FLOORS:
        yield f"the feature {module.feature!r} has no floor yet: give it one"
        return
    own = FLOORS[module.feature]
    for name in module.imports:
        found = _of_feature(name)
        if found is None or found[0] == module.feature:
            continue
        if FLOORS[found[0]] >= own:
            yield f"imports {name}, which stands on floor {FLOORS[found[0]]}, from floor {own}"
        if FLOORS[found[0]] == PARTS_FLOOR and found[1] not in ("summary", "queries"):
            yield f"imports {name}: of a part take only its summary or its queries"


def layers(module: Module) -> Iterator[str]:
    """Within and across features: rules, then models, then queries and actions, then routes."""
    if module.feature is None or module.layer == "__init__":
        return
    if module.layer not in LAYERS:
        yield f"the file name {module.layer!r} is not one of a feature's names"
        return
    for name in module.imports:
        found = _of_feature(name)
        if found is None or not found[1]:
            continue
        inside = found == (module.feature, module.layer)
        if LAYERS.get(found[1], 0) > LAYERS[module.layer] or (found[1] == "routes" and not inside):
            yield f"imports {name} into {module.layer}"


def pure_rules(module: Module) -> Iterator[str]:
    """Rules import the standard library, `app.people`, `app.outcomes` and rules of the same feature."""
    if module.layer != "rules" and module.path not in ("app/people.py", "app/outcomes.py"):
        return
    own = f"app.{module.feature}.rules."
    for name in module.imports:
        top = name.split(".")[0]
        allowed = top in sys.stdlib_module_names or top == "__future__"
        if not allowed and not name.startswith(own) and name.rsplit(".", 1)[0] not in PURE:
            yield f"imports {name}, so it is not pure"


def shared_parts(module: Module) -> Iterator[str]:
    """Shared parts know no feature; nothing but the wiring knows the commands and the demonstration."""
    wiring = ("app/__init__.py", *(f"app/{name}" for name in WIRING))
    if module.path.startswith(wiring) or not module.path.startswith("app/"):
        return
    for name in module.imports:
        if module.feature is None and _of_feature(name):
            yield f"imports {name}: a shared part knows no feature"
        if name.startswith(("app.commands", "app.demo")):
            yield f"imports {name}: only the wiring may"


def app_itself(module: Module) -> Iterator[str]:
    """Nobody imports `app`, only its submodules."""
    for name in module.imports:
        if name.startswith("."):
            yield f"imports {name}: write the whole name"
        if name == "app":
            yield "imports app itself"
        steps = name.split(".")
        if len(steps) == 2 and steps[0] == "app":
            place = ROOT / "app" / steps[1]
            if not place.is_dir() and not place.with_suffix(".py").is_file():
                yield f"takes {steps[1]!r} from app itself"


def imports_on_top(module: Module) -> Iterator[str]:
    """No import hides in a function."""
    for function in module.functions:
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{function.name} imports on line {node.lineno}"


RULES: list[Callable[[Module], Iterator[str]]] = [
    floors,
    layers,
    pure_rules,
    shared_parts,
    app_itself,
    imports_on_top,
]
