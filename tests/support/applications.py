"""The whole web application within this process, on a database of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.settings import LogLevel, Settings
from api.store.engine import Store
from api.web.app import application
from api.web.depends import Parts
from tests.support.databases import migrated, postgres_server
from tests.support.service import RememberedJobs


@contextmanager
def new_database(kind: str) -> Iterator[str]:
    """Address of an empty database with the newest schema, for as long as the block."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield migrated(f"sqlite:///{Path(folder) / 'etalukkari.db'}")
        return
    with postgres_server() as server:
        yield migrated(server.new_database())


@contextmanager
def signed_in_application(
    store: Store, address: str, change: Callable[[FastAPI], None] = lambda app: None
) -> Iterator[tuple[TestClient, Settings]]:
    """A client of an application that asks for a key; faults come back as answers.

    Parameters
    ----------
    change
        What a test does to the application before anybody asks.
    """
    # Each tries more in a second than an office in a day, under the name that test clients use.
    settings = Settings(
        database=SecretStr(address),
        sign_in=True,
        hosts="testserver",
        requests_a_minute=1_000_000,
        failures_a_minute=10_000,
        log_level=LogLevel.DEBUG,
    )
    parts = Parts(settings, store, RememberedJobs())
    app = application(parts)
    change(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client, settings
