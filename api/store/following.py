"""What somebody who follows a job has not heard yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from api.store.jobs import told
from api.store.rows import Found
from api.store.schema import jobs

MOST = 500


class Heard(NamedTuple):
    """One look at a job.

    Attributes
    ----------
    state
        Of the job; none if it is deleted.
    events
        The next ones, oldest first.
    more
        Whether there were too many for one look.
    """

    state: str | None
    events: Sequence[Found]
    more: bool


def heard(connection: Connection, named: str, after: int) -> Heard:
    """A job's state and its events after a number."""
    state = connection.execute(select(jobs.c.state).where(jobs.c.id == named)).scalar()
    events = told(connection, named, after, MOST)
    return Heard(state, events, len(events) == MOST)
