"""Jobs: handed in, claimed by an attempt, ended once.

An attempt owns its job from its claim until a later claim. Everything an attempt writes is
conditional on that, so one that was frozen and thawed after another took over changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select, update

from api.principal import Principal
from api.store.ids import new_id, now
from api.store.schema import events, jobs
from api.store.states import ENDS, Kind, State
from scenarios.findings import Finding


class NotOursError(Exception):
    """The job has ended, is deleted, or another attempt has taken it over."""


class Asked(NamedTuple):
    """What a job is to do."""

    kind: Kind
    scenario: str | None
    request: Any
    seconds: float
    priority: int = 5


def add(connection: Connection, principal: Principal, asked: Asked) -> str:
    """Write a queued job and say its id."""
    named = new_id()
    connection.execute(
        insert(jobs).values(
            id=named,
            area=principal.area,
            share=f"{principal.area}/{principal.municipality or ''}",
            state=State.QUEUED,
            findings=[],
            created=now(),
            created_by=principal.actor,
            **asked._asdict(),
        )
    )
    return named


def claim(connection: Connection, named: str, owner: str) -> Row[Any]:
    """Make the job an attempt's own and say what it is.

    Raises
    ------
    NotOursError
        If it has ended or is deleted.
    """
    begun = (
        update(jobs)
        .where(jobs.c.id == named, jobs.c.state.not_in(ENDS))
        .values(
            state=State.SOLVING,
            owner=owner,
            attempts=jobs.c.attempts + 1,
            started=now(),
        )
    )
    if connection.execute(begun).rowcount != 1:
        raise NotOursError(named)
    return connection.execute(select(jobs).where(jobs.c.id == named)).one()


def touch(connection: Connection, named: str, owner: str, **values: Any) -> None:
    """Change a job that the attempt still owns.

    Raises
    ------
    NotOursError
        If it does not.
    """
    mine = (jobs.c.id == named) & (jobs.c.owner == owner) & (jobs.c.state == State.SOLVING)
    if connection.execute(update(jobs).where(mine).values(**values)).rowcount != 1:
        raise NotOursError(named)


def end(
    connection: Connection,
    named: str,
    owner: str,
    state: State,
    findings: Sequence[Finding] = (),
    result: Any = None,
) -> None:
    """End a job that the attempt owns; nobody owns it after that."""
    mine = (jobs.c.id == named) & (jobs.c.owner == owner) & (jobs.c.state == State.SOLVING)
    ended = (
        update(jobs)
        .where(mine)
        .values(
            state=state,
            owner=None,
            ended=now(),
            findings=[one.model_dump(mode="json") for one in findings],
            result=result,
        )
    )
    if connection.execute(ended).rowcount != 1:
        raise NotOursError(named)
    tell(connection, named, "ended", {"state": state})


def tell(connection: Connection, named: str, kind: str, data: Any) -> None:
    """Add an event for whoever follows the job."""
    connection.execute(insert(events).values(job=named, kind=kind, data=data, at=now()))


def told(connection: Connection, named: str, after: int, most: int = 500) -> Sequence[Row[Any]]:
    """Events of a job after a number, oldest first."""
    asked = select(events).where(events.c.job == named, events.c.number > after)
    return connection.execute(asked.order_by(events.c.number).limit(most)).all()
