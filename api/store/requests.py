"""Requests that may be repeated: what the first one made, for whoever did not hear its answer."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select, update

from api.principal import Principal
from api.store.ids import now
from api.store.once import added
from api.store.schema import requests


class Made(NamedTuple):
    """What a request made, and how it was answered."""

    status: int
    location: str | None
    noun: str
    id: str


class OtherRequestError(Exception):
    """The key was used before, for something else."""


def begun(connection: Connection, principal: Principal, key: str, asked: str) -> Made | None:
    """What an earlier request of this key made, or none: then this one is the first.

    One that comes at the same time waits here until the first is done with, or gone.

    Parameters
    ----------
    asked
        Hash of what was sent.

    Raises
    ------
    OtherRequestError
        If the earlier one asked for something else.
    """
    first = added(
        connection,
        requests,
        actor=principal.actor,
        key=key,
        area=principal.area,
        asked=asked,
        status=0,
        noun="",
        id="",
        at=now(),
    )
    if first:
        return None
    mine = (requests.c.actor == principal.actor) & (requests.c.key == key)
    row = connection.execute(select(requests).where(mine)).one()
    if row.asked != asked or row.area != principal.area:
        raise OtherRequestError(key)
    return Made(row.status, row.location, row.noun, row.id)


def done(connection: Connection, principal: Principal, key: str, made: Made) -> None:
    """Remember the answer, in the transaction of what was made."""
    mine = (requests.c.actor == principal.actor) & (requests.c.key == key)
    connection.execute(update(requests).where(mine).values(**made._asdict()))
