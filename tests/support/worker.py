"""A worker as a process: `python -m tests.support.worker DATABASE AT_ONCE STATE [CHILD …]`.

It says `ready`, and ends in good order at SIGTERM. The child is the program that solves.
"""

import signal
import sys
import threading
from pathlib import Path

import structlog
from pydantic import SecretStr

from api.jobs import solving
from api.jobs.durable import DurableJobs
from api.jobs.running import working
from api.settings import Settings
from api.store.engine import Store


def main(database: str, at_once: str, state: str, *child: str) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: told.set())
    if child:
        solving.command = child
    settings = Settings(database=SecretStr(database), jobs_at_once=int(at_once), state=Path(state))
    store = Store(database)
    with working(settings, store, DurableJobs(store)):
        print("ready", flush=True)
        told.wait()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
