"""Looks at the jobs through SQL while they run: who claimed what when, and what must not change."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from sqlalchemy import Row, select
from sqlalchemy.exc import DBAPIError

from api.store.engine import Store
from api.store.schema import jobs
from api.store.states import ENDS, State

POLL = 0.1


@dataclass
class Seen:
    """What was seen of one job.

    Attributes
    ----------
    claims
        When each attempt was first seen, by its number, on the clock of this process.
    owners
        The attempt's owner, by its number.
    """

    state: State = State.QUEUED
    claims: dict[int, float] = field(default_factory=dict)
    owners: dict[int, str] = field(default_factory=dict)

    @property
    def attempts(self) -> int:
        return max(self.claims, default=0)

    def is_of(self, pid: int) -> bool:
        """Whether the last attempt is one of a process: its number is in the owner's name."""
        return f"-{pid}-" in self.owners.get(self.attempts, "")


class Watch:
    """A thread that asks the database for every job, ten times a second."""

    def __init__(self, store: Store) -> None:
        self.faults: list[str] = []
        self._store = store
        self._seen: dict[str, Seen] = {}
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._done.set()
        self._thread.join()

    def of(self, job: str) -> Seen:
        """What was seen of a job so far."""
        with self._lock:
            seen = self._seen.get(job, Seen())
            return Seen(seen.state, dict(seen.claims), dict(seen.owners))

    def solving(self) -> dict[str, Seen]:
        """The jobs that are being solved now, as far as the database says."""
        with self._lock:
            running = [job for job, seen in self._seen.items() if seen.state is State.SOLVING]
        return {job: self.of(job) for job in running}

    def idle(self) -> bool:
        """Whether every job that was seen has ended or is deleted."""
        with self._lock:
            return all(seen.state in ENDS for seen in self._seen.values())

    def _watch(self) -> None:
        while not self._done.wait(POLL):
            try:
                with self._store.read() as connection:
                    rows = connection.execute(select(*_COLUMNS)).all()
            except DBAPIError:
                # The database is one of those that are killed; nothing is seen while it is away.
                self._store.engine.dispose()
                continue
            with self._lock:
                for deleted in self._seen.keys() - {row.id for row in rows}:
                    del self._seen[deleted]
                for row in rows:
                    self._see(row)

    def _see(self, row: Row[tuple[str, str, str | None, int]]) -> None:
        seen = self._seen.setdefault(row.id, Seen())
        state = State(row.state)
        if seen.state in ENDS and (state is not seen.state or row.attempts > seen.attempts):
            self.faults.append(f"{row.id}: {seen.state} was its end, then {state}")
        if row.attempts < seen.attempts:
            self.faults.append(f"{row.id}: attempt {seen.attempts}, then {row.attempts}")
        if row.attempts:
            seen.claims.setdefault(row.attempts, time.monotonic())
        if state is State.SOLVING and row.owner:
            first = seen.owners.setdefault(row.attempts, row.owner)
            if first != row.owner:
                self.faults.append(f"{row.id}: attempt {row.attempts} of {first} and {row.owner}")
        if state in ENDS and row.owner is not None:
            self.faults.append(f"{row.id}: has ended and is still owned by {row.owner}")
        seen.state = state


_COLUMNS = (jobs.c.id, jobs.c.state, jobs.c.owner, jobs.c.attempts)
