"""API keys: whose they are, and the hash of each; the secret itself is nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, exists, insert, or_, select, update

from api.principal import Principal, Role
from api.store.ids import now
from api.store.schema import keys

NOUN = "key"
"""A key in the audit log."""
USE_NOTED = timedelta(hours=1)
"""How exactly the last use of a key is known; a request is not to cost a write."""


class NewKey(NamedTuple):
    """What is kept of a key.

    Attributes
    ----------
    holder
        What its bearer is; the actor is the id of the key.
    expires
        When it ends by itself, if ever.
    """

    holder: Principal
    hash: str
    name: str
    expires: datetime | None = None


def add(connection: Connection, key: NewKey) -> None:
    """Keep a key."""
    holder = key.holder
    connection.execute(
        insert(keys).values(
            id=holder.actor,
            hash=key.hash,
            name=key.name,
            area=holder.area,
            role=holder.role.value,
            municipality=holder.municipality,
            school=holder.school,
            created=now(),
            expires=key.expires,
        )
    )


def find(connection: Connection, named: str) -> Row[Any] | None:
    """A key by its id, usable or not."""
    return connection.execute(select(keys).where(keys.c.id == named)).first()


def every(connection: Connection) -> Sequence[Row[Any]]:
    """All keys, the oldest first."""
    return connection.execute(select(keys).order_by(keys.c.created, keys.c.id)).all()


def is_usable(row: Row[Any], moment: datetime) -> bool:
    """Whether a key opens the door at a moment."""
    return row.revoked is None and (row.expires is None or row.expires > moment)


def any_usable(connection: Connection) -> bool:
    """Whether there is a key with which somebody could come in now."""
    in_time = or_(keys.c.expires.is_(None), keys.c.expires > now())
    usable = exists().where(keys.c.revoked.is_(None), in_time)
    return bool(connection.execute(select(usable)).scalar_one())


def holder_of(row: Row[Any]) -> Principal:
    """What the bearer of a key is."""
    return Principal(row.id, row.area, Role(row.role), row.municipality, row.school)


def note_use(connection: Connection, named: str) -> None:
    """Remember that a key was used, if the last time known is an hour ago."""
    moment = now()
    long_ago = or_(keys.c.last_used.is_(None), keys.c.last_used <= moment - USE_NOTED)
    connection.execute(update(keys).where(keys.c.id == named, long_ago).values(last_used=moment))


def revoke(connection: Connection, named: str) -> bool:
    """End a key for good; whether there was one to end."""
    ended = connection.execute(
        update(keys).where(keys.c.id == named, keys.c.revoked.is_(None)).values(revoked=now())
    )
    return ended.rowcount == 1


def change_secret(connection: Connection, named: str, hash: str) -> bool:
    """Give a key that is not revoked another secret; whether there was one."""
    changed = connection.execute(
        update(keys).where(keys.c.id == named, keys.c.revoked.is_(None)).values(hash=hash)
    )
    return changed.rowcount == 1
