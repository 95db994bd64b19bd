"""Bring a database to the schema of this program, forwards only."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from api.store.engine import Store

LOCK = 0x6574616C756B6B61  # "etalukka"
FOLDER = Path(__file__).parent / "migrations"


def migrate(store: Store) -> None:
    """Run every migration that the database has not seen; all of them, or none."""
    with store.altering() as connection:
        if not store.on_sqlite:
            # Of processes that start together the first does it, the others find it done.
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        command.upgrade(configured(connection), "head")


def revision(store: Store) -> str | None:
    """The last migration that the database has seen."""
    with store.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The last migration of this program."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def configured(connection: Connection) -> Config:
    """Alembic's settings for one connection."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
