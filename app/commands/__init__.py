"""What an operator does from a shell: `flask --app app --help`. One module for each group of commands."""

from __future__ import annotations

from flask import Flask

from app.commands import (
    cases,
    codes,
    codes_import,
    codes_search,
    content,
    database,
    demo,
    notices,
    people,
    re_marking,
    serve,
    sittings,
)


def init_app(app: Flask) -> None:
    """Register every command."""
    content.group.add_command(re_marking.command)
    codes.group.add_command(codes_import.import_)
    codes.group.add_command(codes_import.compare)
    codes.group.add_command(codes_search.command)
    for group in (
        cases.group,
        codes.group,
        content.group,
        database.group,
        demo.group,
        notices.group,
        people.group,
        sittings.group,
    ):
        app.cli.add_command(group)
    app.cli.add_command(serve.serve)
