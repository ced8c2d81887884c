"""Question banks for tests, as an author would write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

QUESTION = """
[[questions]]
id = "{id}"
difficulty = "{difficulty}"
ksbs = {ksbs}
stem = "{stem}"
key = "{key}"
rests_on = {rests_on}
editions = []
reviewed_by = "{reviewed_by}"
reviewed_on = "{reviewed_on}"
"""
OPTION = """
[questions.options.{letter}]
text = "{text}"
reason = "{reason}"
"""


def question(topic: str, number: int, **other: Any) -> str:
    """One question; `other` replaces values, `options` texts by letter, and `reason` that of option A."""
    identity = f"{topic}-{number:03d}"
    values = {"id": identity, "difficulty": "working", "stem": f"What is {identity}?", "key": "A"}
    values |= {"ksbs": f'["{topic}"]', "rests_on": '["Anatomy"]', "reviewed_by": "", "reviewed_on": ""}
    values |= other
    options = {letter: f"{identity} {letter}" for letter in "ABCD"} | dict(values.pop("options", {}))
    reasons = {letter: f"Because of {text}." for letter, text in options.items()}
    reasons["A"] = values.pop("reason", reasons["A"])
    return QUESTION.format(**values) + "".join(
        OPTION.format(letter=letter, text=text, reason=reasons[letter]) for letter, text in options.items()
    )


def bank(folder: Path, topic: str, *questions: str, file: str | None = None) -> Path:
    """A file of questions."""
    path = folder / (file or f"{topic.lower()}.toml")
    path.write_text(f'topic = "{topic}"\n' + "".join(questions), encoding="utf-8")
    return path


def filled(folder: Path, quotas: dict[str, int], times: int = 2) -> Path:
    """Banks that hold each topic's quota so many times over."""
    folder.mkdir(exist_ok=True)
    for topic, wanted in quotas.items():
        bank(folder, topic, *(question(topic, number) for number in range(1, wanted * times + 1)))
    return folder
