"""What the service asks of a job engine; `api.jobs.durable` is the one that there is.

An engine knows a job by its id alone, and nothing of what it is about: that stands in the tables
of the service, where deleting reaches it. Which job is begun when, and by whom, is decided by
`api.jobs.queue` and `api.jobs.taking`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Connection


class JobEngine(Protocol):
    """What the doors need: jobs are handed in and forgotten."""

    def submit(self, connection: Connection, job: str) -> None:
        """Add a job within the caller's transaction; it is there when that is committed."""

    def forget(self, ids: list[str]) -> None:
        """Leave no trace of jobs that were deleted; to be called after that is committed."""

    def close(self, patience: float) -> None:
        """Take no more work, and wait at most so many seconds for what is under way."""


class WorkEngine(JobEngine, Protocol):
    """What a process needs that runs jobs, too.

    Attributes
    ----------
    worker
        Id of this process, which no other has or had.
    """

    worker: str

    def start(self, work: Callable[[str], None] | None) -> None:
        """Be ready to run jobs, or only to hand them in where there is no work to do.

        Parameters
        ----------
        work
            Called with a job's id, in a thread of its own; when it returns, nothing of the job is
            under way here any more, whether it has ended or waits again.
        """

    def begin(self, job: str) -> None:
        """Run a job that this worker has taken, wherever it was before; again, if need be."""

    def bury(self, worker: str) -> None:
        """Remove what is left of a worker that is dead, after its jobs were freed."""
