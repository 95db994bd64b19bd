"""Bring a database to the schema of this program, forwards only."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from api.store.engine import Store

HEAD, VERSIONS = "head", "alembic_version"
LOCK = 0x6574616C756B6B61  # "etalukka"
FOLDER = Path(__file__).parent / "migrations"


def migrate(store: Store) -> None:
    """Run every migration that the database has not seen; all of them, or none."""
    with store.altering() as connection:
        if not store.on_sqlite:
            # Of processes that start together the first does it, the others find it done.
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        bring(connection, HEAD)


def revision(store: Store) -> str | None:
    """The last migration that the database has seen."""
    with store.read() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """The last migration that a database has seen."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The last migration of this program."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def is_known(named: str) -> bool:
    """Whether this program has a migration of the name."""
    scripts = ScriptDirectory(str(FOLDER))
    return any(one.revision == named for one in scripts.walk_revisions())


def bring(connection: Connection, named: str) -> None:
    """Run the migrations up to one of them, in a transaction of `Store.altering`."""
    command.upgrade(configured(connection), named)


def configured(connection: Connection) -> Config:
    """Alembic's settings for one connection."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
