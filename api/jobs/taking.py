"""What a worker does beside its jobs: say that it lives, take jobs, free those of the dead.

A job is lost to nobody: it waits in our own table, or belongs to a worker. One that is silent is
given up by whoever notices it first, and what it had waits again. A worker that was only frozen
finds that nothing is its own any more, and goes on with other jobs.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from api.jobs.loop import Loop
from api.jobs.port import WorkEngine
from api.jobs.queue import is_light, to_begin
from api.jobs.silence import Silence
from api.jobs.worker_id import is_gone
from api.store import jobs, workers
from api.store.engine import Store
from api.store.workers import LIGHT_PLACES, STALE_SECONDS, Places, Worker

TICK_SECONDS = 0.25
BEAT_SECONDS = 2.0
UNHEARD_SECONDS = 15.0
"""After which a job that was taken and handed to the engine is handed to it once more."""

log = structlog.get_logger("etalukkari.jobs")


@dataclass
class _Held:
    """A job that this worker has."""

    light: bool
    handed: float
    running: int = 0


class Taking:
    """What one worker has, and the loops that care for it.

    Parameters
    ----------
    work
        Does a job that this worker has taken; called by the engine in its own threads.
    """

    def __init__(
        self, store: Store, engine: WorkEngine, worker: Worker, work: Callable[[str], None]
    ) -> None:
        self._store = store
        self._engine = engine
        self._worker = worker
        self._work = work
        self._silence = Silence(STALE_SECONDS)
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()
        self._loops = [Loop(self._take, TICK_SECONDS), Loop(self._beat, BEAT_SECONDS)]

    def start(self) -> None:
        """Take part."""
        self._beat()
        for loop in self._loops:
            loop.start()

    def end(self, deadline: float) -> None:
        """Take nothing more."""
        for loop in self._loops:
            loop.end(deadline)

    def leave(self) -> None:
        """Say that this worker is gone; what it still has waits again."""
        with self._store.write() as connection:
            workers.remove(connection, self._worker.id)
            jobs.free(connection, self._worker.id)

    def do(self, job: str) -> None:
        """Do a job; the engine calls this."""
        with self._lock:
            held = self._held.setdefault(job, _Held(light=False, handed=time.monotonic()))
            held.running += 1
        try:
            self._work(job)
        finally:
            with self._lock:
                held.running -= 1
                if not held.running and self._held.get(job) is held:
                    del self._held[job]

    @property
    def under_way(self) -> int:
        """How many jobs are being done here."""
        with self._lock:
            return sum(one.running > 0 for one in self._held.values())

    def _beat(self) -> None:
        with self._store.write() as connection:
            workers.beat(connection, self._worker)
        with self._store.read() as connection:
            heard = {**jobs.holders(connection), **workers.heard(connection)}
        silent = self._silence.dead(heard, time.monotonic())
        for dead in {*silent, *filter(is_gone, heard)}:
            self._bury(dead)

    def _bury(self, dead: str) -> None:
        with self._store.write() as connection:
            # Of several that notice it one removes the row; the others wait, and find it all freed.
            workers.remove(connection, dead)
            freed = jobs.free(connection, dead)
        self._engine.bury(dead)
        log.warning("worker gone", worker=dead, freed=freed)

    def _take(self) -> None:
        with self._store.read() as connection:
            load = jobs.load(connection)
        for one in to_begin(load, self._room()) if load.waiting else ():
            with self._store.write() as connection:
                taken = jobs.take(connection, one.id, self._worker.id)
            if taken:
                with self._lock:
                    self._held[one.id] = _Held(is_light(one.kind), handed=0.0)
        self._hand()

    def _room(self) -> Places:
        with self._lock:
            light = sum(one.light for one in self._held.values())
            heavy = len(self._held) - light
        return Places(max(0, self._worker.jobs_at_once - heavy), max(0, LIGHT_PLACES - light))

    def _hand(self) -> None:
        """Hand to the engine what was taken and is not begun."""
        long_ago = time.monotonic() - UNHEARD_SECONDS
        with self._lock:
            idle = [
                job
                for job, one in self._held.items()
                if not one.running and (not one.handed or one.handed < long_ago)
            ]
        for job in idle:
            with self._store.read() as connection:
                ours = jobs.watch(connection, job, self._worker.id).ours
            with self._lock:
                held = self._held.get(job)
                if held is None or held.running:
                    continue
                if not ours:
                    del self._held[job]
                    continue
                held.handed = time.monotonic()
            try:
                self._engine.begin(job)
            except BaseException:
                held.handed = 0.0
                raise
