"""A solved plan of two municipalities, and a browser of somebody whom a provider knows."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.store.engine import Store
from solver.measure.unproved import unproved
from tests.support.browsers import ROLE, browser_of
from tests.support.build import group, plan
from tests.support.provider import MockProvider, mock_provider
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


@pytest.fixture(scope="module")
def running() -> Iterator[MockProvider]:
    with mock_provider() as found:
        yield found


@pytest.fixture
def provider(running: MockProvider) -> MockProvider:
    running.person = {"sub": "matti", "roles": [ROLE]}
    running.claims, running.answer, running.published = {}, None, {}
    running.token_status, running.signing_key = 200, None
    running.asked.clear()
    return running


@pytest.fixture
def browser(store: Store, provider: MockProvider) -> TestClient:
    return browser_of(store, provider)
