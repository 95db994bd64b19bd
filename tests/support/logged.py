"""What the service would log, kept in a test and without a trace after it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from api import logs
from api.settings import Settings

CLIENT = "httpx2"


@contextmanager
def logged(settings: Settings) -> Iterator[io.StringIO]:
    """Everything that is logged in the block, as the service would write it."""
    # The client of a test is in this process, too, and tells what it asks for.
    loggers = [logging.getLogger(name) for name in (None, *logs.OURS, CLIENT)]
    levels = [one.level for one in loggers]
    handlers = loggers[0].handlers
    written = io.StringIO()
    logs.configure(settings, written)
    loggers[-1].setLevel(logging.WARNING)
    try:
        yield written
    finally:
        loggers[0].handlers = handlers
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)
        structlog.reset_defaults()
