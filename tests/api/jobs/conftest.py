"""An office, and a filled database, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.jobs.removing import Remover
from api.store.engine import Store
from tests.support.filled import Filled, fill
from tests.support.office import Office, office
from tests.support.service import RememberedJobs


@pytest.fixture
def own(store: Store, tmp_path: Path) -> Iterator[Office]:
    with office(store, tmp_path) as opened:
        yield opened


@pytest.fixture
def filled(store: Store) -> Filled:
    return fill(store)


@pytest.fixture
def engine() -> RememberedJobs:
    return RememberedJobs()


@pytest.fixture
def remover(store: Store, engine: RememberedJobs, tmp_path: Path) -> Remover:
    return Remover(store, engine, tmp_path / "state")
