"""Lists in pages, newest first: a page begins after the last row of the one before.

Rows that come or go in between move nothing, and a page deep in the list costs no more than the
first. A cursor is the position itself: every text of its pattern is one, and as a page shows only
what its query reaches, an invented one finds nothing that a true one would not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, func, literal, tuple_

from api.store.ids import ID

CURSOR = f"^[0-9a-f]{{14}}-{ID}$"
"""Microseconds since 1970 and an id; all of them are moments before the year 4254."""
NUMBER = "^[0-9a-f]{15}$"
"""A number that every database can hold."""
USUAL, MOST = 50, 200
CAPITALS, SMALL = "ÅÄÖÆØČĐŊŠŽ", "åäöæøčđŋšž"
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class At(NamedTuple):
    """Which page is asked for.

    Attributes
    ----------
    cursor
        `next` of the page before; none for the first.
    limit
        Rows of the page at most.
    """

    cursor: str | None = None
    limit: int = USUAL


class Page(NamedTuple):
    """Rows, and the cursor of the page after them if there is one."""

    rows: Sequence[Row[Any]]
    next: str | None


def paged(
    connection: Connection,
    query: Select[Any],
    created: Column[datetime],
    named: Column[str],
    at: At,
) -> Page:
    """A page of a query that selects both columns.

    Raises
    ------
    ValueError
        If the cursor is not of the pattern.
    """
    if at.cursor is not None:
        moment, last = _position(at.cursor)
        before = tuple_(literal(moment, created.type), literal(last, named.type))
        query = query.where(tuple_(created, named) < before)
    query = query.order_by(created.desc(), named.desc())
    rows = connection.execute(query.limit(at.limit + 1)).all()
    if len(rows) <= at.limit:
        return Page(rows, None)
    rows = rows[: at.limit]
    last_row = rows[-1]._mapping
    return Page(rows, cursor_of(last_row[created], last_row[named]))


def numbered(connection: Connection, query: Select[Any], number: Column[int], at: At) -> Page:
    """A page of a query whose rows are counted up, such as the audit log.

    Raises
    ------
    ValueError
        If the cursor is not a number.
    """
    if at.cursor is not None:
        query = query.where(number < int(at.cursor, 16))
    rows = connection.execute(query.order_by(number.desc()).limit(at.limit + 1)).all()
    if len(rows) <= at.limit:
        return Page(rows, None)
    rows = rows[: at.limit]
    return Page(rows, f"{rows[-1]._mapping[number]:015x}")


def holds(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Whether a text holds a word, in capitals or not.

    Neither SQLite nor a PostgreSQL of the plain locale knows that Ä is a capital ä.
    """
    return func.lower(func.translate(column, CAPITALS, SMALL)).contains(
        word.lower(), autoescape=True
    )


def cursor_of(moment: datetime, named: str) -> str:
    """The position after a row."""
    return f"{(moment - _BEGINNING) // _MICROSECOND:014x}-{named}"


def _position(cursor: str) -> tuple[datetime, str]:
    microseconds, _, named = cursor.partition("-")
    return _BEGINNING + int(microseconds, 16) * _MICROSECOND, named
