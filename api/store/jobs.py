"""Jobs: handed in, taken by a worker, claimed by an attempt, ended once.

A queued job without an owner waits. A worker that has room takes it: the owner is the worker's
id. Its attempt claims it: the owner is an id that no other attempt ever has, which begins with
the worker's. Everything an attempt writes is conditional on that, so one that was frozen and
thawed after its job was freed and taken again changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, insert, select, update

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
            share=share_of(principal),
            state=State.QUEUED,
            findings=[],
            created=now(),
            created_by=principal.actor,
            **asked._asdict(),
        )
    )
    return named


def share_of(principal: Principal) -> str:
    """Whose fair share of the machines somebody's jobs take."""
    return f"{principal.area}/{principal.municipality or ''}"


def take(connection: Connection, named: str, worker: str) -> bool:
    """Reserve a waiting job for a worker; say whether it was still to be had."""
    waits = (jobs.c.id == named) & (jobs.c.state == State.QUEUED) & jobs.c.owner.is_(None)
    return connection.execute(update(jobs).where(waits).values(owner=worker)).rowcount == 1


def claim(connection: Connection, named: str, owner: str, taken_by: str | None = None) -> Row[Any]:
    """Make the job an attempt's own and say what it is.

    Parameters
    ----------
    taken_by
        The worker that took it; without one the job must be waiting.

    Raises
    ------
    NotOursError
        If it has ended, is deleted, or is somebody else's.
    """
    begun = (
        update(jobs)
        .where(
            jobs.c.id == named,
            jobs.c.state == State.QUEUED,
            jobs.c.owner.is_not_distinct_from(taken_by),
        )
        .values(
            state=State.SOLVING,
            owner=owner,
            attempts=jobs.c.attempts + 1,
            started=now(),
        )
    )
    begins = connection.execute(begun).rowcount == 1
    row = connection.execute(select(jobs).where(jobs.c.id == named)).first()
    # Where the answer to a commit was lost with the connection, it is the attempt's already.
    if row is None or row.owner != owner:
        raise NotOursError(named)
    if begins:
        tell(connection, named, "started", {"attempt": row.attempts})
    return row


def give_back(connection: Connection, named: str, owner: str, crashed: bool = False) -> None:
    """Let the job wait again, for another attempt.

    Parameters
    ----------
    crashed
        Whether this one came to nothing by the fault of its child.

    Raises
    ------
    NotOursError
        If the attempt does not own it.
    """
    crashes = jobs.c.crashes + int(crashed)
    _change(connection, named, owner, {"state": State.QUEUED, "owner": None, "crashes": crashes})
    tell(connection, named, "queued", {})


def free(connection: Connection, worker: str) -> list[str]:
    """Let everything wait again that a dead worker had; say what that is."""
    its = jobs.c.state.not_in(ENDS) & jobs.c.owner.startswith(worker, autoescape=True)
    found = [row.id for row in connection.execute(select(jobs.c.id).where(its))]
    connection.execute(update(jobs).where(its).values(state=State.QUEUED, owner=None))
    for named in found:
        tell(connection, named, "queued", {})
    return found


def ask_stop(connection: Connection, named: str) -> None:
    """Ask that the job ends and keeps what it has; one that has not begun ends at once."""
    fresh = (jobs.c.id == named) & (jobs.c.state == State.QUEUED) & (jobs.c.attempts == 0)
    ended = (
        update(jobs)
        .where(fresh)
        .values(state=State.STOPPED, owner=None, ended=now(), stop_asked=True)
    )
    if connection.execute(ended).rowcount == 1:
        tell(connection, named, "ended", {"state": State.STOPPED})
        return
    under_way = (jobs.c.id == named) & jobs.c.state.not_in(ENDS)
    connection.execute(update(jobs).where(under_way).values(stop_asked=True))


class Watched(NamedTuple):
    """What an attempt looks for while it works."""

    ours: bool
    stop_asked: bool


def watch(connection: Connection, named: str, owner: str) -> Watched:
    """Whether the attempt still owns the job, and whether somebody wants it to stop."""
    asked = select(jobs.c.owner, jobs.c.stop_asked).where(jobs.c.id == named)
    row = connection.execute(asked).first()
    return Watched(row is not None and row.owner == owner, row is not None and row.stop_asked)


def not_ended(connection: Connection, named: Sequence[str]) -> set[str]:
    """Those of the jobs that are there and have not ended."""
    asked = select(jobs.c.id).where(jobs.c.id.in_(named), jobs.c.state.not_in(ENDS))
    return set(connection.execute(asked).scalars())


def holders(connection: Connection) -> dict[str, str]:
    """Workers that have jobs, each with nothing that it has said."""
    its = select(jobs.c.owner).where(jobs.c.state.not_in(ENDS), jobs.c.owner.is_not(None))
    return {row.owner.split(".")[0]: "" for row in connection.execute(its)}


class Waiting(NamedTuple):
    """A job that waits, as far as its order matters."""

    id: str
    kind: str
    share: str
    priority: int
    created: datetime
    seconds_left: float
    stop_asked: bool


class Busy(NamedTuple):
    """A job that a worker has."""

    id: str
    kind: str
    share: str
    seconds_left: float


class Load(NamedTuple):
    """Everything under way and waiting.

    Attributes
    ----------
    served
        By share of those that wait, when one of its jobs was begun last.
    """

    waiting: tuple[Waiting, ...]
    busy: tuple[Busy, ...]
    served: Mapping[str, datetime]


def load(connection: Connection) -> Load:
    """What there is to do and what is being done."""
    left = (jobs.c.seconds - jobs.c.seconds_spent).label("seconds_left")
    asked = select(
        jobs.c.id,
        jobs.c.kind,
        jobs.c.share,
        jobs.c.priority,
        jobs.c.created,
        left,
        jobs.c.stop_asked,
        jobs.c.owner,
    ).where(jobs.c.state.in_([State.QUEUED, State.SOLVING]))
    waiting, busy = [], []
    for row in connection.execute(asked):
        if row.owner is None:
            waiting.append(Waiting(*row[:-1]))
        else:
            busy.append(Busy(row.id, row.kind, row.share, row.seconds_left))
    shares = {one.share for one in waiting}
    last = select(jobs.c.share, func.max(jobs.c.started)).where(jobs.c.share.in_(shares))
    served = connection.execute(last.group_by(jobs.c.share)).all() if shares else []
    return Load(tuple(waiting), tuple(busy), {row[0]: row[1] for row in served if row[1]})


def touch(connection: Connection, named: str, owner: str, **values: Any) -> None:
    """Change a job that the attempt still owns.

    Raises
    ------
    NotOursError
        If it does not.
    """
    _change(connection, named, owner, values)


def _change(connection: Connection, named: str, owner: str, values: dict[str, Any]) -> None:
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
    values = {
        "state": state,
        "owner": None,
        "ended": now(),
        "findings": [one.model_dump(mode="json") for one in findings],
        "result": result,
    }
    _change(connection, named, owner, values)
    tell(connection, named, "ended", {"state": state})


def tell(connection: Connection, named: str, kind: str, data: Any) -> None:
    """Add an event for whoever follows the job."""
    connection.execute(insert(events).values(job=named, kind=kind, data=data, at=now()))


def told(connection: Connection, named: str, after: int, most: int) -> Sequence[Row[Any]]:
    """Events of a job after a number, oldest first."""
    asked = select(events).where(events.c.job == named, events.c.number > after)
    return connection.execute(asked.order_by(events.c.number).limit(most)).all()
