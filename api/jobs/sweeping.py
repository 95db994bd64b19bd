"""The daily sweep: what is due is deleted by itself, in every process that runs jobs."""

from __future__ import annotations

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from api.jobs.removing import Remover

OFFICE = ZoneInfo("Europe/Helsinki")
FIRST_SECONDS, EACH_SECONDS, AGAIN_SECONDS = 60.0, 24 * 3600.0, 600.0
END_SECONDS = 3.0
log = structlog.get_logger("etalukkari.jobs")


class Sweeper:
    """Sweeps a minute after its start and then once a day.

    Several do no harm to each other: what one has deleted, the others do not find.
    """

    def __init__(self, remover: Remover, first: float = FIRST_SECONDS) -> None:
        self._remover, self._wait = remover, first
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)

    def __enter__(self) -> Sweeper:
        """Begin to wait for the first time."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Begin no other sweep, and wait a little for one under way; another day ends it."""
        self._ended.set()
        self._thread.join(END_SECONDS)

    def _run(self) -> None:
        wait = self._wait
        while not self._ended.wait(wait):
            try:
                ended = self._remover.sweep(datetime.now(OFFICE).date())
            except Exception:
                # What cannot be deleted now is still due later.
                log.exception("sweep failed", seconds=AGAIN_SECONDS)
                wait = AGAIN_SECONDS
            else:
                log.info("swept", scenarios=len(ended))
                wait = EACH_SECONDS
