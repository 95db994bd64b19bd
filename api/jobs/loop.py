"""A thread that does something again and again, whatever becomes of the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog

from api.store.steady import is_away

PAUSE_AFTER_FAULT = 1.0

log = structlog.get_logger("etalukkari.jobs")


class Loop:
    """Calls a function every so many seconds until it is ended."""

    def __init__(self, part: Callable[[], None], seconds: float) -> None:
        self._part = part
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self, deadline: float | None = None) -> None:
        """Call it no more.

        Parameters
        ----------
        deadline
            Moment of `time.monotonic` until which a call under way is waited for.
        """
        self._over.set()
        if self._thread.ident is not None:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            self._thread.join(left)

    def _run(self) -> None:
        while not self._over.wait(self._seconds):
            try:
                self._part()
            except Exception as error:
                # Neither a database that is away nor a defect may end the loop.
                if not is_away(error):
                    log.exception("loop failed")
                self._over.wait(PAUSE_AFTER_FAULT)
