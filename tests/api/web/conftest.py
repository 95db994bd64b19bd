"""A solved plan of two municipalities, for the tests of the routes about plans."""

import pytest

from api.store.engine import Store
from solver.measure.unproved import unproved
from tests.support.build import group, plan
from tests.support.reading import shared_world
from tests.support.service import stored_plan, stored_scenario

SHARED = shared_world()
SOLVED = unproved(SHARED, plan(SHARED, group("t1", "mon 09:00", "n1", "n2")), None)


@pytest.fixture
def scenario(store: Store) -> str:
    return stored_scenario(store, SHARED)


@pytest.fixture
def solved(store: Store, scenario: str) -> str:
    return stored_plan(store, scenario, SHARED, SOLVED)
