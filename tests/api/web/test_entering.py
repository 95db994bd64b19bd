"""Who asks."""

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.access import issuing
from api.access.tokens import new_key
from api.settings import Settings
from api.store.engine import Store
from api.store.ids import new_id
from api.web.app import application
from api.web.depends import Parts
from tests.support.keys import bearing, made_key
from tests.support.service import RememberedJobs

ANY = "/v1/scenarios/" + "0" * 32


@pytest.fixture
def closed(store: Store, database: str) -> TestClient:
    settings = Settings(database=SecretStr(database), sign_in=True)
    return TestClient(application(Parts(settings, store, RememberedJobs())))


def test_the_person_at_the_machine_needs_no_key(client: TestClient) -> None:
    assert client.get(ANY).status_code == 404


def test_a_key_that_is_brought_is_judged_even_where_none_is_needed(client: TestClient) -> None:
    assert client.get(ANY, headers=bearing("nonsense")).status_code == 401


def test_a_key_opens(closed: TestClient, store: Store) -> None:
    key = made_key(store).key

    assert closed.get(ANY, headers=bearing(key)).status_code == 404
    assert closed.get(ANY, headers={"Authorization": f"bearer  {key}"}).status_code == 404


def test_whatever_is_wrong_with_a_key_the_answer_is_the_same(
    closed: TestClient, store: Store
) -> None:
    issued = made_key(store)
    with store.write() as connection:
        issuing.end(connection, issued.id)
    wrong = [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic b3Blbjpzw6lzYW1l"},
        bearing(issued.key),
        bearing(new_key(issued.id)),
        bearing(new_key(new_id())),
    ]

    answers = [closed.get(ANY, headers=one) for one in wrong]

    assert {one.status_code for one in answers} == {401}
    assert {one.headers["WWW-Authenticate"] for one in answers} == {'Bearer realm="etalukkari"'}
    assert len({one.text for one in answers}) == 1
