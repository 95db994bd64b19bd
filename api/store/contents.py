"""Immutable contents under the hash of their normal form."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785
from sqlalchemy import Connection, delete, exists, func, select

from api.store.once import added
from api.store.schema import contents, plan_steps, plans, scenarios


def hash_of(body: Any) -> str:
    """SHA-256 of a JSON value in its canonical form (RFC 8785), as 64 hexadecimal digits."""
    return hashlib.sha256(rfc8785.dumps(body)).hexdigest()


def keep(connection: Connection, area: str, body: Any) -> str:
    """Keep a content, once, and say its hash."""
    found = hash_of(body)
    # Nobody clears up between here and the row that names the content.
    _lock(connection, area, shared=True)
    known = select(contents.c.hash).where(contents.c.area == area, contents.c.hash == found)
    if connection.execute(known).first() is None:
        added(connection, contents, area=area, hash=found, body=body)
    return found


def content(connection: Connection, area: str, named: str) -> Any:
    """The content of a hash.

    Raises
    ------
    LookupError
        If there is none.
    """
    asked = select(contents.c.body).where(contents.c.area == area, contents.c.hash == named)
    row = connection.execute(asked).first()
    if row is None:
        raise LookupError(f"no content {named}")
    return row.body


def forget_unused(connection: Connection, area: str) -> int:
    """Delete the contents of an area that nothing names any more; say how many.

    The last thing of its transaction: it waits for all who keep something in the area.
    """
    _lock(connection, area, shared=False)
    named = [
        exists().where(table.c.area == contents.c.area, table.c.hash == contents.c.hash)
        for table in (scenarios, plans, plan_steps)
    ]
    unused = delete(contents).where(contents.c.area == area, *(~one for one in named))
    return connection.execute(unused).rowcount


def _lock(connection: Connection, area: str, *, shared: bool) -> None:
    """Until the end of the transaction; SQLite has one writer at a time in any case."""
    if connection.dialect.name == "sqlite":
        return
    lock = func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
    connection.execute(select(lock(func.hashtextextended(f"contents {area}", 0))))
