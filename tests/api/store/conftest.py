"""What many tests of the store begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.principal import LOCAL
from api.store import jobs, plans
from api.store.engine import Store
from api.store.states import Kind
from scenarios.library import load
from tests.support.databases import PostgresServer
from tests.support.filled import Filled, fill
from tests.support.service import stored_scenario


@pytest.fixture
def queued(store: Store) -> str:
    """Id of a plan whose solve waits."""
    scenario = stored_scenario(store, load("riihimaki-spring"))
    with store.write() as connection:
        asked = jobs.Asked(Kind.SOLVE, scenario, {"seconds": 10.0}, seconds=10.0)
        job = jobs.add(connection, LOCAL, asked)
        plans.add(connection, LOCAL, plans.PlanAsked(job, scenario))
    return job


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A database without any table, of each kind."""
    address = f"sqlite:///{tmp_path / 'other.db'}"
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        address = server.new_database()
    opened = Store(address)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Filled:
    return fill(store)
