"""The parts of the service from its settings, for every command that runs a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from api.jobs.durable import DurableJobs
from api.jobs.port import WorkEngine
from api.jobs.removing import Remover
from api.jobs.running import working
from api.jobs.sweeping import Sweeper
from api.settings import Settings
from api.store.engine import Store
from api.store.opening import opened


class Started(NamedTuple):
    """What every process of the service has."""

    store: Store
    jobs: WorkEngine


@contextmanager
def started(settings: Settings) -> Iterator[Started]:
    """The parts, at work, and closed at the end.

    Raises
    ------
    UnusableDatabaseError
        If the database cannot be used.
    """
    store = opened(settings.database.get_secret_value())
    try:
        jobs = DurableJobs(store)
        sweeper = Sweeper(Remover(store, jobs, settings.state))
        with working(settings, store, jobs), sweeper:
            yield Started(store, jobs)
    finally:
        store.close()
