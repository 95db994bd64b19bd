"""The database: one engine for SQLite and PostgreSQL, reads and writes kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event, make_url

Transaction: TypeAlias = Connection
"""For those who hand one on without speaking SQL."""
BUSY_MILLISECONDS = 10_000
READS = "reads"


class Store:
    """Connections to the database of the service.

    Parameters
    ----------
    address
        `sqlite:///file.db` or `postgresql://user:password@host/name`.
    """

    def __init__(self, address: str) -> None:
        url = make_url(address)
        if url.get_backend_name() == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        self.on_sqlite = url.get_backend_name() == "sqlite"
        # A connection that the database has closed in the meantime is not handed out.
        self.engine: Engine = create_engine(url, pool_pre_ping=not self.on_sqlite)
        if self.on_sqlite:
            _prepare_sqlite(self.engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing it does stays."""
        with self.engine.connect().execution_options(**{READS: True}) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """All of it stays, or nothing where an exception leaves it."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        # The driver's own idea of where a transaction begins lets two writers meet half-way.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.create_function("translate", 3, _translate, deterministic=True)

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        # One that read first and wants to write then is refused at once, however patient it is.
        reads = connection.get_execution_options().get(READS, False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _translate(text: str | None, old: str, new: str) -> str | None:
    """What PostgreSQL has of the same name."""
    return None if text is None else text.translate(str.maketrans(old, new))
