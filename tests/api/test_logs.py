"""Whoever logs, it is one line in one form, with nothing in it that must not be there."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from api import logs
from api.settings import LogFormat, LogLevel, Settings
from tests.support.logged import logged

PASSWORD = 'pass"word-of-the-database'
KEY = "etk_" + "0123456789abcdef" * 2 + "_" + "x" * 43


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What is logged as JSON."""
    settings = Settings(
        database=SecretStr(f"postgresql://u:{PASSWORD}@db/x"),
        log_format=LogFormat.JSON,
        metrics_key=SecretStr("a-key-for-the-metrics"),
    )
    with logged(settings) as written:
        yield written


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_has_what_is_bound_to_the_request(stream: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request="r1"):
        structlog.get_logger("etalukkari").info("claimed", job="j1")

    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "claimed",
        "job": "j1",
        "request": "r1",
        "level": "info",
        "logger": "etalukkari",
    }


@pytest.mark.parametrize(
    "name", ["uvicorn.error", "dbos", "alembic.runtime", "api.jobs", "somebody"]
)
def test_other_loggers_write_the_same_form(stream: io.StringIO, name: str) -> None:
    logging.getLogger(name).warning("slow: %s s\nTraceback: 3 pupils", 3)

    (line,) = lines(stream)
    assert (line["event"], line["logger"], line["level"]) == ("slow: 3 s", name, "warning")


def test_what_libraries_do_all_day_is_left_out(stream: io.StringIO) -> None:
    logging.getLogger("alembic.runtime.migration").info("Running upgrade")
    logging.getLogger("uvicorn.error").info("Started server process")
    logging.getLogger("httpx2").info("GET /?pupils=3")

    assert stream.getvalue() == ""


def test_secrets_are_struck_out(stream: io.StringIO) -> None:
    log = structlog.get_logger("etalukkari")
    log.warning(f"no answer from postgresql://u:{PASSWORD}@db/x", key=KEY)
    log.warning("wrong", given=["a-key-for-the-metrics"])

    text = stream.getvalue()
    assert text.count("***") == 3
    for secret in (PASSWORD, json.dumps(PASSWORD)[1:-1], KEY, "a-key-for"):
        assert secret not in text


@pytest.mark.parametrize(
    ("address", "passwords"),
    [
        ("postgresql://u:p%40ss%2Fword@db/x", {"p%40ss%2Fword", "p@ss/word"}),
        ("postgresql://db/x?user=u&password=p%40ss", {"p@ss"}),
        ("sqlite:///etalukkari.db", set()),
    ],
)
def test_passwords_of_the_database_are_known_in_every_form(
    address: str, passwords: set[str]
) -> None:
    settings = Settings(database=SecretStr(address), metrics_key=SecretStr("16-letters://key"))

    assert set(logs.secrets_of(settings)) == {*passwords, "16-letters://key"}


def test_a_fault_is_told_by_kind_and_place_only(stream: io.StringIO) -> None:
    try:
        try:
            raise ValueError("3 pupils of Orthodox religion")
        except ValueError as error:
            raise RuntimeError("in Ii") from error
    except RuntimeError:
        structlog.get_logger("etalukkari").exception("fault")

    (line,) = lines(stream)
    assert line["fault"] == "builtins.RuntimeError < builtins.ValueError"
    assert line["where"][-1].endswith("test_a_fault_is_told_by_kind_and_place_only")
    assert "pupils" not in stream.getvalue()
    assert "Ii" not in stream.getvalue()


def test_what_the_machine_says_is_kept(stream: io.StringIO) -> None:
    try:
        raise PermissionError(13, "Permission denied", "/var/lib/etalukkari")
    except OSError:
        structlog.get_logger("etalukkari").exception("fault")

    assert "Permission denied" in lines(stream)[0]["fault"]


def test_the_level_leaves_out(stream: io.StringIO) -> None:
    logs.configure(Settings(log_format=LogFormat.CONSOLE, log_level=LogLevel.ERROR), stream)
    log = structlog.get_logger("etalukkari")
    log.warning("left out")
    log.error("kept")

    assert "left out" not in stream.getvalue()
    assert "kept" in stream.getvalue()
