"""An office on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store.engine import Store
from tests.support.office import Office, office


@pytest.fixture
def own(store: Store, tmp_path: Path) -> Iterator[Office]:
    with office(store, tmp_path) as opened:
        yield opened
