"""Databases for the tests of the service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.settings import Settings
from api.store.engine import Store
from api.web.app import application
from api.web.depends import Parts
from tests.support.databases import PostgresServer, migrated, postgres_server
from tests.support.service import RememberedJobs


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server with a migrated database `template_migrated`."""
    with postgres_server() as server:
        server.execute("CREATE DATABASE template_migrated")
        migrated(server.address("template_migrated"))
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema and nothing in it."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database with the newest schema, on each kind of server."""
    if request.param == "sqlite":
        path = tmp_path / "etalukkari.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        return f"sqlite:///{path}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database("template_migrated")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store on each kind of database."""
    opened = Store(database)
    yield opened
    opened.close()


@pytest.fixture
def parts(store: Store, database: str) -> Parts:
    """The parts of a service whose engine only remembers."""
    return Parts(
        Settings(database=SecretStr(database), hosts="testserver"), store, RememberedJobs()
    )


@pytest.fixture
def client(parts: Parts) -> Iterator[TestClient]:
    """A client of the whole web application, as the person at the machine itself."""
    with TestClient(application(parts)) as opened:
        yield opened
