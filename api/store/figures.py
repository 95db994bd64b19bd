"""Figures of the service for those who watch it: of jobs, workers and connections.

They are of all municipalities together, so that nothing about one can be read from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import QueuePool, Row, func, select

from api.store.engine import Store
from api.store.ids import now
from api.store.schema import jobs
from api.store.states import State
from api.store.workers import places


class Pool(NamedTuple):
    """Connections of this process to the database."""

    kept: int
    in_use: int


class Figures(NamedTuple):
    """What the database tells.

    Attributes
    ----------
    jobs
        Rows of `kind`, `state`, their number as `count`, `attempts` and `seconds` of work.
    oldest_wait
        Seconds that the longest waiting job has been queued; 0 if none waits.
    places
        Jobs that the workers that live can run at once.
    """

    jobs: Sequence[Row[Any]]
    oldest_wait: float
    places: int


def figures(store: Store) -> Figures:
    """All figures at one moment."""
    by_state = select(
        jobs.c.kind,
        jobs.c.state,
        func.count().label("count"),
        func.sum(jobs.c.attempts).label("attempts"),
        func.sum(jobs.c.seconds_spent).label("seconds"),
    ).group_by(jobs.c.kind, jobs.c.state)
    oldest = select(func.min(jobs.c.created)).where(jobs.c.state == State.QUEUED)
    with store.read() as connection:
        since: datetime | None = connection.scalar(oldest)
        return Figures(
            connection.execute(by_state).all(),
            0.0 if since is None else (now() - since).total_seconds(),
            places(connection).heavy,
        )


def has_workers(store: Store) -> bool:
    """Whether any worker lives that takes jobs."""
    with store.read() as connection:
        return places(connection).heavy > 0


def pool(store: Store) -> Pool:
    """Connections of this process."""
    kept = store.engine.pool
    if not isinstance(kept, QueuePool):
        return Pool(0, 0)
    return Pool(kept.size(), kept.checkedout())
