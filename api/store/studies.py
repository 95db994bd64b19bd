"""Studies: jobs of many variants of one scenario, as their resource reads them."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, select

from api.principal import Principal
from api.store.pages import At, Page, paged
from api.store.reach import reached, seen_whole
from api.store.schema import events, jobs, scenarios
from api.store.states import Kind, State

PROGRESS = "progress"
"""Kind of the events in which a study tells how many of its cases are answered."""


class Wanted(NamedTuple):
    """Which studies of a list."""

    scenario: str | None = None
    state: State | None = None


def find(connection: Connection, principal: Principal, named: str) -> Row[Any] | None:
    """The job of a study, if somebody may reach its scenario."""
    return connection.execute(_of(principal).where(jobs.c.id == named)).first()


def page(connection: Connection, principal: Principal, wanted: Wanted, at: At) -> Page:
    """Jobs of studies of whose scenarios somebody sees everything, newest first."""
    query = _of(principal).where(seen_whole(principal))
    if wanted.scenario is not None:
        query = query.where(jobs.c.scenario == wanted.scenario)
    if wanted.state is not None:
        query = query.where(jobs.c.state == wanted.state)
    return paged(connection, query, jobs.c.created, jobs.c.id, at)


def _of(principal: Principal) -> Select[Any]:
    return (
        select(jobs)
        .join(scenarios, scenarios.c.id == jobs.c.scenario)
        .where(jobs.c.kind == Kind.STUDY, reached(principal))
    )


def progress(connection: Connection, named: str) -> Any:
    """What a study has told last of how far it is; none before it has told anything."""
    told = (
        select(events.c.data)
        .where(events.c.job == named, events.c.kind == PROGRESS)
        .order_by(events.c.number.desc())
        .limit(1)
    )
    return connection.execute(told).scalar()
