"""The job engine: DBOS, in the database of the service. The only file that knows it."""

from __future__ import annotations

from collections.abc import Callable

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions
from sqlalchemy import Connection

from api.jobs.port import Submitted
from api.store.engine import Store

APPLICATION = "etalukkari"
JOBS_VERSION = "1"
"""Of what a job is; raised only when one that waits could not be run by the new program."""
QUEUE, WORK = "jobs", "work"

Work = Callable[[str, str], None]


class DurableJobs:
    """Jobs on DBOS.

    Parameters
    ----------
    worker
        An id that no other process has.
    """

    def __init__(self, store: Store, worker: str) -> None:
        # Connections of its own: it begins its transactions in its own way.
        self._address = store.engine.url.render_as_string(hide_password=False)
        self._worker = worker
        self._config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": self._address,
            "application_version": JOBS_VERSION,
            "executor_id": worker,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
        }
        self._client: DBOSClient | None = None
        self._running = False

    def start(self, work: Work, at_once: int) -> None:
        """Launch the engine and, unless `at_once` is 0, take jobs."""
        DBOS(config=self._config)

        @DBOS.workflow(name=WORK)
        def run(job: str) -> None:
            attempt(job)

        @DBOS.step(name="attempt")
        def attempt(job: str) -> None:
            work(job, self._worker)

        DBOS.launch()
        self._running = True
        if at_once:
            DBOS.register_queue(QUEUE, worker_concurrency=at_once, polling_interval_sec=0.2)

    def submit(self, connection: Connection, job: Submitted) -> None:
        """Add a job within the caller's transaction."""
        options: EnqueueOptions = {
            "workflow_name": WORK,
            "queue_name": QUEUE,
            "workflow_id": job.id,
            "app_version": JOBS_VERSION,
        }
        self._submitting().enqueue_in_transaction(connection, options, job.id)

    def _submitting(self) -> DBOSClient:
        if self._client is None:
            self._client = DBOSClient(
                system_database_url=self._address,
                serializer=DBOSPortableJSONSerializer(),
                application_name=APPLICATION,
            )
        return self._client

    def forget(self, ids: list[str]) -> None:
        """Leave no trace of jobs that were deleted."""
        self._submitting().delete_workflows(ids)

    def close(self, patience: float) -> None:
        """Take no more work."""
        if self._running:
            DBOS.destroy(workflow_completion_timeout_sec=round(patience), destroy_registry=True)
        if self._client is not None:
            self._client.destroy()
