"""Case files and answer files for tests: the example of docs/writing-cases.md, changed where a test says."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from config import ROOT

GUIDE = ROOT / "docs" / "writing-cases.md"
EXAMPLE = "tingling-hands"
DIAGNOSES, PROCEDURES = ["G56.0", "I10.X"], ["A65.1", "Z94.1"]


def example() -> str:
    """The text of the example, as it stands in the guide."""
    found = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, "the guide holds a whole case"
    return found[1]


def case_file(folder: Path, *changes: tuple[str, str], name: str = EXAMPLE) -> Path:
    """The example as a file in `folder`, with the first of each pair of texts replaced by the second."""
    text = example()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def case_of(folder: Path, diagnoses: str, procedures: str = "", more: str = "") -> Path:
    """The example's record with other code sets. Each text is a row of inline tables without what every
    line needs: `{ code = "S72.00" }, { code = "W01.0", after = ["S72.00"] }`; of procedures a group a line.
    """
    head = example().split("[[diagnoses]]")[0]
    groups = [f"{{ lines = [{_whole(group)}] }}" for group in procedures.splitlines() if group.strip()]
    lists = f"diagnoses = [{_whole(diagnoses)}]\nprocedures = [{', '.join(groups)}]\n"
    path = folder / f"{EXAMPLE}.toml"
    path.write_text(f"{lists}{_whole(more)}\n{head}", encoding="utf-8")
    return path


def _whole(lines: str) -> str:
    """The lines with the reason, the standard and the evidence that none may lack."""
    because = 'why = "x", standards = ["x"], evidence = [{ document = "letter", words = "Hypertension" }]'
    return re.sub(r"(code = \"[^\"]*\")", rf"\1, {because}", lines)


def answer_file(
    folder: Path, diagnoses: Sequence[str], procedures: Sequence[str] = (), query: str = ""
) -> Path:
    """An answer as somebody would write it into a file."""
    path = folder / "answer.toml"
    lists = [
        f"{name} = {json.dumps(list(codes), ensure_ascii=False)}"
        for name, codes in (("diagnoses", diagnoses), ("procedures", procedures))
    ]
    path.write_text("\n".join([*lists, f"query = {json.dumps(query)}", ""]), encoding="utf-8")
    return path
