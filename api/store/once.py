"""Rows that are added unless they are there, whoever else adds them at the same time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def added(connection: Connection, table: Table, **values: Any) -> bool:
    """Add a row, or say that one of its primary key was there.

    On PostgreSQL it waits for another transaction that adds or deletes that row.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    key = list(table.primary_key.columns)
    return connection.execute(statement.returning(*key)).first() is not None
