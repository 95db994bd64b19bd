"""Jobs that were under way when a backup was made end where it is restored."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store.backup import back_up
from api.store.engine import Store
from api.store.restore import restore
from api.store.states import State
from tests.support.databases import PostgresServer
from tests.support.office import Office, office


@pytest.fixture
def elsewhere(postgres: PostgresServer) -> Store:
    """An empty database on a server, for what comes from a file."""
    return Store(postgres.new_database())


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_restored_solve_goes_on_from_its_best_plan(
    own: Office, elsewhere: Store, tmp_path: Path
) -> None:
    worker = own.worker(seconds=0.3)
    solving, waiting = own.hand_in(), own.hand_in()
    own.until_steps(solving, 2)
    path = back_up(own.store, tmp_path)
    worker.kill()

    assert restore(elsewhere, path).waiting == 2
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with office(elsewhere, folder) as other:
        other.worker()
        rows = [other.until_ended(named) for named in (solving, waiting)]
        best = [other.best(named) for named in (solving, waiting)]
        first = other.starts()[0]["first"]
    elsewhere.close()

    assert [row.state for row in rows] == [State.COMPLETED] * 2
    assert best == [own.plans[-1]] * 2
    assert first >= 2


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_replaced_database_runs_what_it_had_ended_since(own: Office, tmp_path: Path) -> None:
    """The job engine still counts the job as done; the restored row says that it waits."""
    named = own.hand_in()
    path = back_up(own.store, tmp_path)
    worker = own.worker(seconds=0.1)
    own.until_ended(named)
    worker.terminate()
    worker.wait(15)

    restore(own.store, path, replace=True)
    assert own.job(named).state == State.QUEUED
    own.worker(seconds=0.1)

    assert own.until_ended(named).state == State.COMPLETED
