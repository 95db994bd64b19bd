"""Imports: files that were too large to be read while somebody waited."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from api.principal import Principal
from api.store.schema import jobs
from api.store.states import Kind


def find(connection: Connection, principal: Principal, named: str) -> Row[Any] | None:
    """The job of an import, for whoever handed the file in and for the coordinator of the area."""
    asked = select(jobs).where(
        jobs.c.id == named, jobs.c.kind == Kind.IMPORT, jobs.c.area == principal.area
    )
    if not principal.sees_area:
        asked = asked.where(jobs.c.created_by == principal.actor)
    return connection.execute(asked).first()
