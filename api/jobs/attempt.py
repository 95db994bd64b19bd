"""One attempt at a job: it looks whether it is still wanted, and writes only what is its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Self, TypeVar

from sqlalchemy import Connection, Row

from api.jobs.loop import Loop
from api.settings import Settings
from api.store import jobs
from api.store.engine import Store
from api.store.jobs import NotOursError
from api.store.states import State
from api.store.steady import steadily
from scenarios.findings import Finding

WATCH_SECONDS = 0.2

T = TypeVar("T")


class Why(StrEnum):
    """Why an attempt is to stop before its time."""

    ASKED = "asked"
    LOST = "lost"
    LEAVING = "leaving"
    TIME = "time"


class Ended(NamedTuple):
    """What became of a job.

    Attributes
    ----------
    also
        Written in the transaction that ends the job; what it gives back is the result, if that
        is only known then.
    after
        Done when the job has ended for good.
    again
        Whether it has not ended after all, and waits for another attempt: this process ends, or
        its child has `crashed`.
    """

    state: State
    findings: Sequence[Finding] = ()
    result: Any = None
    again: bool = False
    crashed: bool = False
    also: Callable[[Connection], Any] | None = None
    after: Callable[[], None] | None = None


class Attempt:
    """An attempt under way.

    Parameters
    ----------
    row
        The job as it was claimed.
    leaving
        Set when this process is about to end.

    Attributes
    ----------
    stop
        Set when the work is to stop, for the reason `why`.
    """

    def __init__(
        self, store: Store, settings: Settings, row: Row[Any], leaving: threading.Event
    ) -> None:
        self.store = store
        self.settings = settings
        self.row = row
        self.job: str = row.id
        self.stop = threading.Event()
        self.why: Why | None = None
        self._leaving = leaving
        self._began = time.monotonic()
        self._bounded = False
        self._loop = Loop(self._look, WATCH_SECONDS)
        if row.stop_asked:
            self._stop(Why.ASKED)

    def __enter__(self) -> Self:
        self._loop.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.end()

    @property
    def spent(self) -> float:
        """Seconds of work on the job, those of earlier attempts included."""
        return float(self.row.seconds_spent) + time.monotonic() - self._began

    @property
    def left(self) -> float:
        """Seconds of work that the job may still take; they may be used up."""
        return float(self.row.seconds) - self.spent

    def bound(self) -> None:
        """Stop when the job's time is used up, for work that has no clock of its own."""
        self._bounded = True

    @property
    def leaves(self) -> bool:
        """Whether the job is to be left to another attempt."""
        return self.why is Why.LEAVING

    def read(self, work: Callable[[Connection], T]) -> T:
        """Read something, however long the database is away."""
        return steadily(self.store.read, work, self._given_up)

    def write(self, work: Callable[[Connection], T], **values: Any) -> T:
        """Write something together with the job's own row, if the job is still this attempt's.

        Raises
        ------
        NotOursError
            If it is not.
        """

        def mine(connection: Connection) -> T:
            self.touch(connection, **values)
            return work(connection)

        return steadily(self.store.write, mine, self._given_up)

    def end(self, ended: Ended) -> None:
        """End the job, or let it wait again.

        Raises
        ------
        NotOursError
            If the job is not this attempt's any more.
        """

        def written(connection: Connection) -> None:
            made = None if ended.also is None else ended.also(connection)
            if ended.again:
                jobs.give_back(connection, self.job, self.row.owner, ended.crashed)
                return
            result = ended.result if made is None else made
            jobs.end(connection, self.job, self.row.owner, ended.state, ended.findings, result)

        self.write(written)
        if ended.after is not None:
            ended.after()

    def touch(self, connection: Connection, **values: Any) -> None:
        """Hold the job's row for a transaction, and note the time spent.

        Raises
        ------
        NotOursError
            If the job is not this attempt's any more.
        """
        try:
            jobs.touch(
                connection, self.job, self.row.owner, seconds_spent=round(self.spent, 3), **values
            )
        except NotOursError:
            self._stop(Why.LOST)
            raise

    def _given_up(self) -> bool:
        return self._leaving.is_set() or self.why is Why.LOST

    def _look(self) -> None:
        # The end of the process is seen also while the database is away.
        if self._leaving.is_set():
            self._stop(Why.LEAVING)
        if self._bounded and self.left <= 0:
            self._stop(Why.TIME)
        with self.store.read() as connection:
            watched = jobs.watch(connection, self.job, self.row.owner)
        if not watched.ours:
            self._stop(Why.LOST)
        elif watched.stop_asked:
            self._stop(Why.ASKED)

    def _stop(self, why: Why) -> None:
        # The first reason counts; but what is lost is not written, whatever was asked before.
        if self.why is None or why is Why.LOST:
            self.why = why
        self.stop.set()
