"""A database that is killed and started again fails no job."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store.engine import Store
from api.store.states import State
from tests.support.databases import PostgresServer, migrated, postgres_server
from tests.support.office import office

AWAY_SECONDS = 3.0


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A server of its own: the one that all tests share must not be killed."""
    with postgres_server() as started:
        started.execute("CREATE DATABASE killed")
        yield started


def test_a_solve_outlasts_a_database_that_was_killed(
    server: PostgresServer, tmp_path: Path
) -> None:
    store = Store(migrated(server.address("killed")))
    with office(store, tmp_path) as own:
        own.worker(seconds=1.0)
        named = own.hand_in()
        waits = own.hand_in()
        own.until_steps(named)

        os.kill(server.pid, signal.SIGKILL)
        time.sleep(AWAY_SECONDS)
        _start_again(server)
        ended = [own.until_ended(one, 40) for one in (named, waits)]

        assert [(row.state, row.attempts) for row in ended] == [(State.COMPLETED, 1)] * 2
        assert own.best(named) == own.plans[-1]
        assert own.told(named).count("ended") == 1
        assert len(own.starts()) == 2
    store.close()


def _start_again(server: PostgresServer) -> None:
    (server.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
    server.start()
