"""Errands: jobs that read a large file or write many, for whoever handed them in."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from api.principal import Principal
from api.store.schema import jobs
from api.store.states import Kind

Errand = Literal[Kind.IMPORT, Kind.EXPORT]


def find(connection: Connection, principal: Principal, named: str, kind: Errand) -> Row[Any] | None:
    """The job of an errand, for whoever handed it in and for the coordinator of the area."""
    asked = select(jobs).where(
        jobs.c.id == named, jobs.c.kind == kind, jobs.c.area == principal.area
    )
    if not principal.sees_area:
        asked = asked.where(jobs.c.created_by == principal.actor)
    return connection.execute(asked).first()
