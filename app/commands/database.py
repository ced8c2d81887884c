"""`flask db …`: bring the database to the schema of this code."""

from __future__ import annotations

import click
from alembic import command
from alembic.config import Config
from flask import current_app
from flask.cli import AppGroup

from app import db
from config import ROOT, Settings

group = AppGroup("db", help="The database: migrate it.")


def alembic_config(url: str) -> Config:
    """Alembic's settings for the database at `url`."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = url
    return config


@group.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Migrate to REVISION (the newest)."""
    settings: Settings = current_app.extensions["settings"]
    command.upgrade(alembic_config(settings.database_url), revision)
    click.echo(f"The database is at the schema of {revision} ({db.engine().dialect.name}).")


@group.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Migrate back to REVISION, losing what it does not hold."""
    settings: Settings = current_app.extensions["settings"]
    command.downgrade(alembic_config(settings.database_url), revision)
    click.echo(f"The database is at the schema of {revision}.")


@group.command("revision")
@click.argument("slug")
def revision(slug: str) -> None:
    """Write a new migration SLUG from what the models say and the database lacks."""
    settings: Settings = current_app.extensions["settings"]
    versions = sorted((ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    number = int(versions[-1].name[:4]) + 1 if versions else 1
    config = alembic_config(settings.database_url)
    command.revision(config, message=slug, rev_id=f"{number:04d}", autogenerate=True)
