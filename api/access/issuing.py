"""Keys are made, renewed and ended; each of it stands in the audit log."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from api.access.tokens import hash_of, new_key
from api.principal import Principal, Role
from api.store import audit, keys
from api.store.ids import new_id


class Issued(NamedTuple):
    """A new key: its id, and the text that is shown this once."""

    id: str
    key: str


def issue(
    connection: Any,
    holder: Principal,
    name: str,
    expires: datetime | None = None,
) -> Issued:
    """Make a key.

    Parameters
    ----------
    holder
        What its bearer is to be; the key's id takes the place of the actor.
    name
        By which the office knows it; never a person's.
    """
    named = new_id()
    key = new_key(named)
    keys.add(connection, keys.NewKey(replace(holder, actor=named), hash_of(key), name, expires))
    audit.record(connection, _clerk(holder.area), "key.added", keys.NOUN, named)
    return Issued(named, key)


def renew(connection: Any, named: str) -> Issued | None:
    """Give a key another secret; the one before ends now. Nothing for a key that is no more."""
    key = new_key(named)
    if not keys.change_secret(connection, named, hash_of(key)):
        return None
    _tell(connection, "key.rotated", named)
    return Issued(named, key)


def end(connection: Any, named: str) -> bool:
    """Revoke a key; whether there was one to revoke."""
    ended = keys.revoke(connection, named)
    if ended:
        _tell(connection, "key.revoked", named)
    return ended


def _tell(connection: Any, action: str, named: str) -> None:
    row = keys.find(connection, named)
    if row is not None:
        audit.record(connection, _clerk(row.area), action, keys.NOUN, named)


def _clerk(area: str) -> Principal:
    return Principal("command_line", area, Role.COORDINATOR)
