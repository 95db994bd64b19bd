"""The log: one line for each event, as JSON or for a console, whoever writes it.

Nothing in it may tell of pupils, and no secret may stand in it. So an exception is told by its
kind and where it arose, without the text that it carries, which may be somebody's table; and
whatever is known as a secret is struck out of the finished line.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import structlog
from pydantic import SecretStr
from sqlalchemy.engine import make_url
from structlog.typing import EventDict, WrappedLogger

from api.access.secrets import STRUCK_OUT, redacted
from api.settings import LogFormat, Settings

OURS = ("api", "etalukkari")
LIBRARIES = ("uvicorn", "uvicorn.error", "uvicorn.access", "dbos", "alembic", "sqlalchemy")
"""Loggers that bring handlers or levels of their own."""
NOTHING = r"(?!)"
"""A pattern that fits nowhere."""
_IN_ADDRESS = re.compile(r"://[^:/@\s]*:([^@\s]+)@")


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Lead everything that is logged into one stream, in one form.

    Parameters
    ----------
    stream
        Standard error, if not given.
    """
    stream = stream or sys.stderr
    level: int = logging.getLevelNamesMapping()[settings.log_level.value.upper()]
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
            foreign_pre_chain=[*shared, _first_line],
            processors=[
                _fault_told,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(settings.log_format, stream),
                Struck(secrets_of(settings)),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    # What libraries tell of their daily work is of no use to those who run the service, and some
    # of it holds whole addresses.
    root.setLevel(max(level, logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(logging.NOTSET)


class Struck:
    """Strikes secrets out of a finished line."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = {form for secret in secrets for form in (secret, json.dumps(secret)[1:-1])}
        longest_first = sorted(known, key=lambda text: -len(text))
        self._known = re.compile("|".join(map(re.escape, longest_first)) or NOTHING)

    def __call__(self, _logger: WrappedLogger, _method: str, line: Any) -> str:
        """The line without them."""
        return redacted(self._known.sub(STRUCK_OUT, str(line)))


def secrets_of(settings: Settings) -> list[str]:
    """The texts of the settings that must stand nowhere."""
    found: list[str] = []
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if not isinstance(value, SecretStr):
            continue
        secret = value.get_secret_value()
        found += _in_address(secret) if name == "database" else [secret]
    return [secret for secret in found if secret]


def _in_address(address: str) -> Iterator[str]:
    """Passwords in the address of a database, as they are written there and as they are meant."""
    yield from _IN_ADDRESS.findall(address)
    url = make_url(address)
    yield url.password or ""
    given = url.query.get("password", ())
    yield from [given] if isinstance(given, str) else given


def _renderer(form: LogFormat, stream: TextIO) -> structlog.typing.Processor:
    if form is LogFormat.CONSOLE or form is LogFormat.AUTO and stream.isatty():
        return structlog.dev.ConsoleRenderer(colors=stream.isatty())
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _first_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Libraries write whole exceptions into their texts; the kind and place are told below."""
    event["event"] = next(iter(str(event["event"]).splitlines()), "")
    return event


def _fault_told(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    raised = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event["fault"] = " < ".join(_kinds(error))
        event["where"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


def _kinds(error: BaseException | None) -> Iterable[str]:
    """The kind of an exception and of those behind it, with the texts that tell of no table."""
    while error is not None:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        of_machine = isinstance(error, OSError) or type(error).__name__ == "OperationalError"
        text = str(getattr(error, "orig", error)) if of_machine else ""
        yield f"{kind}: {text.splitlines()[0]}" if text else kind
        error = error.__cause__ or error.__context__
