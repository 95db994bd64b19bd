"""The parts of the service from its settings, for every command that runs a part of it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from api.jobs.durable import DurableJobs
from api.jobs.port import JobEngine
from api.settings import Settings
from api.store.engine import Store
from api.store.opening import opened

PATIENCE_SECONDS = 8.0


class Started(NamedTuple):
    """What every process of the service has."""

    store: Store
    jobs: JobEngine


@contextmanager
def started(settings: Settings) -> Iterator[Started]:
    """The parts, closed at the end.

    Raises
    ------
    UnusableDatabaseError
        If the database cannot be used.
    """
    store = opened(settings.database.get_secret_value())
    try:
        jobs = DurableJobs(store, worker_name())
        try:
            yield Started(store, jobs)
        finally:
            jobs.close(PATIENCE_SECONDS)
    finally:
        store.close()


def worker_name() -> str:
    """Name of this process that no other process of the service has."""
    return f"{socket.gethostname()}-{os.getpid()}"
