"""What the service asks of a job engine; `api.jobs.durable` is the one that there is.

An engine knows a job by its id, kind, share and priority, and nothing of what it is about: that
stands in the tables of the service, where deleting reaches it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from sqlalchemy import Connection

from api.store.states import Kind


class Submitted(NamedTuple):
    """What an engine is told of a job.

    Attributes
    ----------
    share
        Whose fair share of the machines it takes: an area's municipality, or its coordinator.
    priority
        1 (first) to 9.
    """

    id: str
    kind: Kind
    share: str
    priority: int = 5


class JobEngine(Protocol):
    """Runs each submitted job to its one end, whatever dies in between."""

    def start(self, work: Callable[[str, str], None], at_once: int) -> None:
        """Take part in the work, or only submit where `at_once` is 0.

        Parameters
        ----------
        work
            Called with a job's id and the id of this worker, once per attempt, in a thread of
            its own; when it returns, the job has ended.
        """

    def submit(self, connection: Connection, job: Submitted) -> None:
        """Add a job within the caller's transaction; it is there when that is committed."""

    def forget(self, ids: list[str]) -> None:
        """Leave no trace of jobs that were deleted."""

    def close(self, patience: float) -> None:
        """Take no more work, and wait at most so many seconds for what is under way."""
