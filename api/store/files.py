"""Files of a job: what it was handed in, and what it made."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from api.store.schema import files


def put(connection: Connection, job: str, name: str, media_type: str, body: bytes) -> None:
    """Keep a file; one of the same name is replaced."""
    remove(connection, job, name)
    values = {"job": job, "name": name, "media_type": media_type, "body": body}
    connection.execute(insert(files).values(values))


def body(connection: Connection, job: str, name: str) -> bytes | None:
    """What is in a file, if it is there."""
    asked = select(files.c.body).where(files.c.job == job, files.c.name == name)
    found: bytes | None = connection.execute(asked).scalar()
    return found


def remove(connection: Connection, job: str, name: str) -> None:
    """Keep a file no more."""
    connection.execute(delete(files).where(files.c.job == job, files.c.name == name))
