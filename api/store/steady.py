"""Writes that outlast a database that is away for a while."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0

T = TypeVar("T")
log = structlog.get_logger("etalukkari.jobs")


def is_away(error: Exception) -> bool:
    """Whether the database could not be reached or was busy, so that trying again may help."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        # SQLite says of a wrong statement, too, that it could not be operated.
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            return False
    return isinstance(error, OperationalError | InterfaceError | PoolTimeoutError)


def steadily(
    transaction: Callable[[], AbstractContextManager[Connection]],
    work: Callable[[Connection], T],
    given_up: Callable[[], bool] = lambda: False,
) -> T:
    """Do the work in one transaction, again and again while the database is away.

    Parameters
    ----------
    transaction
        Such as `store.write`.
    work
        Must bear being done twice: the answer to a commit may be lost with the connection.
    given_up
        Asked before each pause; then the error is raised.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            with transaction() as connection:
                return work(connection)
        except Exception as error:
            if not is_away(error) or given_up():
                raise
            log.warning("database away", seconds=pause)
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
