"""What is raised when a list that comes with the service cannot be used."""

from __future__ import annotations

from app.textfiles import Problem


class ListUnusable(ValueError):
    """A list file cannot be used; the message says every problem of it."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        lines = "\n".join(f"  {one.entry} {one.field}: {one.problem}" for one in problems)
        super().__init__(f"The list {file} cannot be used.\n{lines}")
        self.problems = tuple(problems)
