"""What a process does to take part in the work: used by `etalukkari worker` and `serve`.

with working(settings, store, engine):
    …
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version

import structlog

from api.jobs.attempt import Attempt, Ended
from api.jobs.exporting import write_out
from api.jobs.importing import read_in
from api.jobs.loop import Loop
from api.jobs.material import MissingError
from api.jobs.port import WorkEngine
from api.jobs.removing import clear_folders
from api.jobs.solving import solve
from api.jobs.studying import study
from api.jobs.taking import Taking
from api.jobs.worker_id import new_attempt
from api.settings import Settings
from api.store import jobs
from api.store.engine import Store
from api.store.jobs import NotOursError
from api.store.states import Kind, State
from api.store.steady import is_away, steadily
from api.store.workers import Worker
from scenarios.findings import Finding

PATIENCE_SECONDS = 4.0
"""How long what is under way may take to be stored when the process is about to end."""
SWEEP_SECONDS = 60.0
MOST_ATTEMPTS = 25
"""After which a job is given up that ends every process that begins it."""
HANDLERS: dict[Kind, Callable[[Attempt], Ended]] = {
    Kind.SOLVE: solve,
    Kind.STUDY: study,
    Kind.IMPORT: read_in,
    Kind.EXPORT: write_out,
}

log = structlog.get_logger("etalukkari.jobs")


@contextmanager
def working(settings: Settings, store: Store, engine: WorkEngine) -> Iterator[None]:
    """Take part in the work, or only hand jobs in where `jobs_at_once` is 0.

    On the way out nothing more is taken, what is under way stores the best that it has and is
    left to others, and the engine is closed; that takes some `PATIENCE_SECONDS`.
    """
    if settings.jobs_at_once == 0:
        engine.start(None)
        try:
            yield
        finally:
            engine.close(0)
        return
    workman = Workman(settings, store, engine)
    workman.start()
    try:
        yield
    finally:
        workman.leave()


class Workman:
    """A process that runs jobs."""

    def __init__(self, settings: Settings, store: Store, engine: WorkEngine) -> None:
        self._settings = settings
        self._store = store
        self._engine = engine
        self._leaving = threading.Event()
        own = Worker(engine.worker, settings.jobs_at_once, version("etalukkari"))
        self._taking = Taking(store, engine, own, self._work)
        self._sweeping = Loop(lambda: clear_folders(store, settings.state), SWEEP_SECONDS)

    def start(self) -> None:
        """Begin."""
        self._engine.start(self._taking.do)
        self._taking.start()
        self._sweeping.start()

    def leave(self) -> None:
        """End in good order."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        self._leaving.set()
        self._sweeping.end(deadline)
        self._taking.end(deadline)
        while self._taking.under_way and time.monotonic() < deadline:
            time.sleep(0.05)
        try:
            self._taking.leave()
            self._engine.bury(self._engine.worker)
        except Exception as error:
            # While the database is away the others find out by the silence.
            if not is_away(error):
                raise
        self._engine.close(0)

    def _work(self, job: str) -> None:
        owner = new_attempt(self._engine.worker)
        try:
            row = steadily(
                self._store.write,
                lambda connection: jobs.claim(connection, job, owner, self._engine.worker),
                self._leaving.is_set,
            )
            with (
                structlog.contextvars.bound_contextvars(job=job, area=row.area),
                Attempt(self._store, self._settings, row, self._leaving) as attempt,
            ):
                self._attempt(attempt)
        except NotOursError:
            log.info("job is not ours", job=job)

    def _attempt(self, attempt: Attempt) -> None:
        kind = Kind(attempt.row.kind)
        if attempt.row.attempts > MOST_ATTEMPTS:
            numbers = {"attempts": MOST_ATTEMPTS}
            ended = Ended(State.FAILED, (Finding(code="job_given_up", numbers=numbers),))
        else:
            ended = self._handled(HANDLERS[kind], attempt)
        attempt.end(ended)

    def _handled(self, handler: Callable[[Attempt], Ended], attempt: Attempt) -> Ended:
        try:
            return handler(attempt)
        except NotOursError:
            raise
        except MissingError as missing:
            return Ended(State.FAILED, (missing.finding,))
        except Exception as error:
            if is_away(error):
                # Only when the process is about to end: it would have tried for ever else.
                raise
            log.exception("job failed")
            return Ended(State.FAILED, (Finding(code="job_failed"),))
