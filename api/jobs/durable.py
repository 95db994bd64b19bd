"""The job engine: DBOS, in the database of the service. The only file that knows it.

Who runs a job, and whether it has ended, is said by our own table `jobs` alone; DBOS keeps every
job as a workflow of the same id, brings it to the process that has taken it, and runs it there.
What was tried of DBOS 3.4, and what follows from it:

- It begins the oldest job first, or one for each partition; see `api.jobs.queue`. So a job is
  handed in on a queue that nobody listens to, in the transaction that writes its row, and is put
  on the queue of a worker when that worker has taken it.
- It takes over only what belonged to an executor of the same id, when that starts again. Ours
  never start again: each has an id of its own, and `api.jobs.taking` frees what the dead had.
- A workflow that was left in the middle is begun anew from the top, also where it was counted as
  an error or as run too often. A step that was recorded would not be done again, so there is none:
  what an attempt has reached stands in our own tables.
- While the database is away its own writes wait and try again, without end, and so do ours.
- Which jobs a program may run is said by `JOBS_VERSION`, not by a hash of its source: a new
  program goes on with what the old one has left.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions
from dbos._error import DBOSNonExistentWorkflowError, DBOSWorkflowConflictIDError
from sqlalchemy import Connection

from api.jobs.worker_id import new_worker
from api.store.engine import Store

APPLICATION = "etalukkari"
JOBS_VERSION = "1"
"""Of what a job is; raised only when one that waits could not be run by the new program."""
DBOS_LOG = "dbos"
WAITING, WORK = "waiting", "work"
POLLING_SECONDS = 0.2
OVER = frozenset({"SUCCESS", "ERROR"})
"""States that DBOS never leaves again."""


class DurableJobs:
    """Jobs on DBOS.

    Parameters
    ----------
    worker
        An id that no other process has or had; a new one, if not given.
    """

    def __init__(self, store: Store, worker: str | None = None) -> None:
        # Connections of its own: it begins its transactions in its own way.
        self._address = store.engine.url.render_as_string(hide_password=False)
        self.worker = worker or new_worker()
        self._config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": self._address,
            "application_version": JOBS_VERSION,
            "executor_id": self.worker,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "ERROR",
        }
        self._client: DBOSClient | None = None
        self._running = False

    def start(self, work: Callable[[str], None] | None) -> None:
        """Launch the engine; without any work, only its tables are made."""
        if work is None:
            DBOS.migrate(self._address)
            return
        DBOS(config=self._config)
        _lead_log()
        DBOS.listen_queues([self.worker])

        @DBOS.workflow(name=WORK, max_recovery_attempts=None)
        def run(job: str) -> None:
            work(job)

        DBOS.launch()
        self._running = True
        self._listen()

    def submit(self, connection: Connection, job: str) -> None:
        """Add a job within the caller's transaction."""
        self._submitting().enqueue_in_transaction(connection, _on(WAITING, job), job)

    def _listen(self) -> None:
        DBOS.register_queue(self.worker, polling_interval_sec=POLLING_SECONDS)

    def begin(self, job: str) -> None:
        """Run a job that this worker has taken, wherever it was before."""
        # Whoever took this worker for dead has removed its queue.
        self._listen()
        client = self._submitting()
        known = client.list_workflows(workflow_ids=[job], load_input=False, load_output=False)
        if known and known[0].status not in OVER:
            client.resume_workflow(job, queue_name=self.worker)
            return
        if known:
            client.delete_workflow(job)
        client.enqueue(_on(self.worker, job), job)

    def _submitting(self) -> DBOSClient:
        if self._client is None:
            self._client = DBOSClient(
                system_database_url=self._address,
                serializer=DBOSPortableJSONSerializer(),
                application_name=APPLICATION,
                lazy=True,
                # Whoever hands in a job is told at once; whoever takes one tries again.
                retry_connection_errors=False,
            )
        return self._client

    def forget(self, ids: list[str]) -> None:
        """Leave no trace of jobs that were deleted."""
        self._submitting().delete_workflows(ids)

    def bury(self, worker: str) -> None:
        """Remove what is left of a worker that is dead, after its jobs were freed."""
        self._submitting().delete_queue(worker)

    def close(self, patience: float) -> None:
        """Take no more work, and wait so many seconds at most for what is under way."""
        if self._running:
            DBOS.destroy(workflow_completion_timeout_sec=round(patience), destroy_registry=True)
            self._running = False
        if self._client is not None:
            self._client.destroy()
            self._client = None


class _NotTold(logging.Filter):
    """Leaves out what is no fault: that a job was deleted or taken over while it ran here."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is told."""
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, DBOSNonExistentWorkflowError | DBOSWorkflowConflictIDError)


def _lead_log() -> None:
    """Have the library write into our log, and not beside it."""
    log = logging.getLogger(DBOS_LOG)
    log.handlers, log.propagate = [], True
    log.addFilter(_NotTold())


def _on(queue: str, job: str) -> EnqueueOptions:
    return {
        "workflow_name": WORK,
        "queue_name": queue,
        "workflow_id": job,
        "app_version": JOBS_VERSION,
    }
