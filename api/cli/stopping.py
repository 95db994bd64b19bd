"""Ctrl-C and SIGTERM ask a solve to stop instead of ending the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """An event that is set by the first of the signals, while the block runs."""
    stop = threading.Event()
    before = {name: signal.signal(name, lambda number, frame: stop.set()) for name in SIGNALS}
    try:
        yield stop
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
