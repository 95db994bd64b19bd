"""Workers: who takes part in the work, and when each was last heard of."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from api.store.ids import now
from api.store.schema import workers

STALE_SECONDS = 10.0
"""A worker that has been silent for so long is taken for dead."""


LIGHT_PLACES = 1
"""Places of a worker for jobs that only read or write files, beside those for the others."""


class Places(NamedTuple):
    """How many jobs the workers that live can run at once."""

    heavy: int
    light: int


class Worker(NamedTuple):
    """A process that takes jobs."""

    id: str
    jobs_at_once: int
    version: str


def beat(connection: Connection, worker: Worker) -> None:
    """Say that the worker lives; one that was given up is there again."""
    mine = workers.c.id == worker.id
    if connection.execute(update(workers).where(mine).values(seen=now())).rowcount == 0:
        moment = now()
        values = worker._asdict()
        connection.execute(insert(workers).values(started=moment, seen=moment, **values))


def heard(connection: Connection) -> dict[str, str]:
    """By worker what it said last, in a form to be compared."""
    found = connection.execute(select(workers.c.id, workers.c.seen))
    return {row.id: row.seen.isoformat() for row in found}


def remove(connection: Connection, worker: str) -> None:
    """Forget a worker."""
    connection.execute(delete(workers).where(workers.c.id == worker))


def places(connection: Connection) -> Places:
    """What the workers that live can run at once."""
    alive = workers.c.seen > now() - timedelta(seconds=STALE_SECONDS)
    asked = select(func.coalesce(func.sum(workers.c.jobs_at_once), 0), func.count()).where(alive)
    heavy, living = connection.execute(asked).one()
    return Places(int(heavy), living * LIGHT_PLACES)
