"""The log: one line for each event, as JSON or for a console, whoever writes it."""

from __future__ import annotations

import logging
import sys
from typing import Any, TextIO

import structlog

from api.settings import LogFormat, Settings

LIBRARIES = ("uvicorn", "uvicorn.error", "uvicorn.access", "dbos", "alembic", "sqlalchemy")
"""Loggers that bring handlers or levels of their own."""

Event = structlog.typing.EventDict


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Lead everything that is logged into one stream, in one form.

    Parameters
    ----------
    stream
        Standard error, if not given.
    """
    stream = stream or sys.stderr
    level = logging.getLevelName(settings.log_level.value.upper())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _renderer(settings.log_format, stream),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        # What libraries tell of their daily work is of no use to those who run the service.
        logger.setLevel(max(level, logging.WARNING))


def _renderer(form: LogFormat, stream: TextIO) -> Any:
    on_console = form is LogFormat.CONSOLE or form is LogFormat.AUTO and stream.isatty()
    if on_console:
        return structlog.dev.ConsoleRenderer(colors=stream.isatty())
    return structlog.processors.JSONRenderer(ensure_ascii=False)
