"""Sign-ins of people: the hash of the secret in the cookie, what they are, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from api.principal import Principal, Role
from api.store.ids import now
from api.store.schema import sign_ins


def add(connection: Connection, hash: str, person: Principal, expires: datetime) -> None:
    """Remember a sign-in, and forget those that have ended."""
    moment = now()
    connection.execute(delete(sign_ins).where(sign_ins.c.expires <= moment))
    connection.execute(
        insert(sign_ins).values(
            hash=hash,
            actor=person.actor,
            area=person.area,
            role=person.role.value,
            municipality=person.municipality,
            school=person.school,
            created=moment,
            expires=expires,
        )
    )


def find(connection: Connection, hash: str) -> Row[Any] | None:
    """A sign-in that has not ended."""
    asked = select(sign_ins).where(sign_ins.c.hash == hash, sign_ins.c.expires > now())
    return connection.execute(asked).first()


def person_of(row: Row[Any]) -> Principal:
    """Who has signed in."""
    return Principal(row.actor, row.area, Role(row.role), row.municipality, row.school)


def prolong(connection: Connection, hash: str, expires: datetime) -> None:
    """Let a sign-in last longer."""
    connection.execute(update(sign_ins).where(sign_ins.c.hash == hash).values(expires=expires))


def remove(connection: Connection, hash: str) -> None:
    """End a sign-in."""
    connection.execute(delete(sign_ins).where(sign_ins.c.hash == hash))
