"""The database: one engine for SQLite and PostgreSQL, reads and writes kept apart."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

Result = TypeVar("Result")
Transaction: TypeAlias = Connection
"""For those who hand one on without speaking SQL."""
BUSY_MILLISECONDS = 10_000
STATEMENT_MILLISECONDS, LOCK_MILLISECONDS, IDLE_MILLISECONDS = 30_000, 10_000, 60_000
CONNECTIONS, MORE_CONNECTIONS, PATIENCE_SECONDS = 10, 10, 10
WAL_BYTES = 64 * 2**20
ATTEMPTS, PAUSE_SECONDS = 5, 0.05
READS = "reads"
# SQLSTATE of a deadlock, of a conflict of two views, and of a lock that did not come in time.
_PASSING = {"40P01", "40001", "55P03"}


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
        self.engine: Engine = create_engine(
            url,
            # A connection that the database has closed in the meantime is not handed out.
            pool_pre_ping=not self.on_sqlite,
            pool_size=CONNECTIONS,
            max_overflow=MORE_CONNECTIONS,
            pool_timeout=PATIENCE_SECONDS,
        )
        self._turn = threading.Lock()
        self._closed = threading.Event()
        event.listen(self.engine, "checkin", self._given_back)
        if self.on_sqlite:
            _prepare_sqlite(self.engine)
        else:
            _prepare_postgresql(self.engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view; nothing it does stays."""
        with self.engine.connect() as connection:
            if self.on_sqlite:
                connection = connection.execution_options(**{READS: True})
            else:
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True, **{READS: True}
                )
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """All of it stays, or nothing where an exception leaves it."""
        with self._in_turn(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """One writer of this process after the other, where SQLite takes only one.

        SQLite itself would ask again in pauses of up to 100 ms, and whoever asks at the right
        moment is first. One that has waited in vain is refused by SQLite, not here.
        """
        has_turn = self.on_sqlite and self._turn.acquire(timeout=BUSY_MILLISECONDS / 1000)
        try:
            yield
        finally:
            if has_turn:
                self._turn.release()

    def attempt(self, work: Callable[[Connection], Result]) -> Result:
        """Write, and once more from the beginning where others were in the way.

        For work that locks many rows, such as deleting; it must do nothing but write.
        """
        for left in reversed(range(ATTEMPTS)):
            try:
                with self.write() as connection:
                    return work(connection)
            except DBAPIError as error:
                if not left or not is_passing(error):
                    raise
            # Two who met must not meet again.
            time.sleep(random.uniform(0.5, 1.5) * PAUSE_SECONDS * (ATTEMPTS - left))
        raise AssertionError("the last attempt returns or raises")

    @contextmanager
    def altering(self) -> Iterator[Connection]:
        """A write that may copy tables: what refers to them is looked at once, at the end.

        Raises
        ------
        ValueError
            If a row would refer to one that there is not; then nothing stays.
        """
        with self.engine.connect() as connection:
            if self.on_sqlite:
                # SQLite copies a table to change it, and to drop the old one deletes its rows
                # first, and with them what refers to them.
                _plainly(connection, "PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    if self.on_sqlite:
                        yield connection
                        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                        if lost:
                            raise ValueError(f"{len(lost)} rows refer to nothing")
                    else:
                        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
                        yield connection
            finally:
                if self.on_sqlite:
                    _plainly(connection, "PRAGMA foreign_keys = ON")

    def tidy(self) -> bool:
        """Leave nothing of what was deleted in SQLite's second file; say whether that is done.

        It waits for nobody: where somebody reads, it is done another time. PostgreSQL clears up
        by itself.
        """
        return not self.on_sqlite or self._alone("PRAGMA wal_checkpoint(TRUNCATE)")

    def compact(self) -> bool:
        """Write a SQLite file anew, without what pages still hold of rows that were moved.

        Writers wait meanwhile: 5 s for a file of 200 MB, measured.
        """
        return not self.on_sqlite or (self._alone("VACUUM") and self.tidy())

    def _alone(self, statement: str) -> bool:
        """Run a statement that nobody may be in the way of; say whether that was so."""
        with self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA busy_timeout = 0")
            try:
                row = driver.execute(statement).fetchone()
            except sqlite3.OperationalError as error:
                if not is_locked(error):
                    raise
                return False
            finally:
                driver.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        # A checkpoint says in its first column whether somebody was.
        return row is None or not row[0]

    def close(self) -> None:
        """Close every connection; one that somebody still uses, when it is given back."""
        self._closed.set()
        self.engine.dispose()

    def _given_back(self, connection: Any, record: ConnectionPoolEntry) -> None:
        # The pool that it came from is gone by then, and nobody would ever close it.
        if connection is not None and self._closed.is_set():
            record.invalidate()


def is_passing(error: DBAPIError) -> bool:
    """Whether the same may well succeed in a moment."""
    if getattr(error.orig, "sqlstate", None) in _PASSING:
        return True
    return is_locked(error.orig)


def is_locked(error: BaseException | None) -> bool:
    """Whether somebody else has SQLite's one lock."""
    return "locked" in str(error)


def is_read(connection: Connection) -> bool:
    """Whether a connection only reads."""
    return bool(connection.get_execution_options().get(READS, False))


def _plainly(connection: Connection, statement: str) -> None:
    """Run a statement outside of any transaction."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(statement)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        # The driver's own idea of where a transaction begins lets two writers meet half-way.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten, not only left out of the list.
        connection.execute("PRAGMA secure_delete = ON")
        connection.create_function("translate", 3, _translate, deterministic=True)

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        # One that read first and wants to write then is refused at once, however patient it is.
        connection.exec_driver_sql("BEGIN" if is_read(connection) else "BEGIN IMMEDIATE")


def _prepare_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.execute(f"SET statement_timeout = {STATEMENT_MILLISECONDS}")
        connection.execute(f"SET lock_timeout = {LOCK_MILLISECONDS}")
        # A process that was frozen must not keep its locks for ever.
        connection.execute(f"SET idle_in_transaction_session_timeout = {IDLE_MILLISECONDS}")
        connection.commit()


def _translate(text: str | None, old: str, new: str) -> str | None:
    """What PostgreSQL has of the same name."""
    return None if text is None else text.translate(str.maketrans(old, new))
