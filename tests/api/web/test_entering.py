"""Who asks."""

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.access import issuing
from api.access.tokens import new_key
from api.principal import Principal
from api.store.engine import Store
from api.store.ids import new_id
from api.web.app import application
from api.web.depends import Parts
from tests.support.keys import COORDINATOR, MUNICIPALITY, SCHOOL, VIEWER, bearing, made_key
from tests.support.web import closed_client

ANY = "/v1/scenarios/" + "0" * 32


@pytest.fixture
def closed(store: Store) -> TestClient:
    return closed_client(store)


def test_the_person_at_the_machine_needs_no_key(client: TestClient) -> None:
    assert client.get(ANY).status_code == 404


def test_a_key_that_is_brought_is_judged_even_where_none_is_needed(client: TestClient) -> None:
    assert client.get(ANY, headers=bearing("nonsense")).status_code == 401


def asked_of_all(client: TestClient, query: str = "") -> dict[str, int]:
    """Status by operation, of all that are for those who came in."""
    paths = client.get("/v1/openapi.json").json()["paths"]
    head = {"Content-Type": "application/json"}
    return {
        operation["operationId"]: client.request(
            method.upper(), re.sub("{.*?}", "x", path) + query, headers=head, content=b"{}"
        ).status_code
        for path, methods in paths.items()
        for method, operation in methods.items()
        if "security" in operation
    }


def test_nobody_without_a_key_comes_in_anywhere(store: Store) -> None:
    found = asked_of_all(closed_client(store, failures_a_minute=10_000))

    assert len(found) > 40
    assert {name: one for name, one in found.items() if one != 401} == {}


def test_a_parameter_that_there_is_not_is_refused_everywhere(client: TestClient) -> None:
    found = asked_of_all(client, "?made_up=1")

    assert {name: one for name, one in found.items() if one != 422} == {}


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


def test_who_asks_too_often_waits(store: Store) -> None:
    client = closed_client(store, requests_a_minute=3)
    mine, other = (bearing(made_key(store).key) for _ in range(2))

    answers = [client.get(ANY, headers=mine) for _ in range(4)]

    assert [one.status_code for one in answers] == [404, 404, 404, 429]
    assert [one.headers["RateLimit"].split(";")[1] for one in answers] == [
        "r=2",
        "r=1",
        "r=0",
        "r=0",
    ]
    assert answers[0].headers["RateLimit-Policy"] == '"requests";q=3;w=60'
    assert answers[3].json()["code"] == "too_many_requests"
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    assert client.get(ANY, headers=other).status_code == 404


def test_who_fails_too_often_waits_and_keeps_nobody_else_out(store: Store) -> None:
    client = closed_client(store, failures_a_minute=2)
    good = bearing(made_key(store).key)

    answers = [client.get(ANY, headers=bearing("wrong")) for _ in range(3)]

    assert [one.status_code for one in answers] == [401, 401, 429]
    assert answers[2].json()["code"] == "too_many_failures"
    assert int(answers[2].headers["Retry-After"]) >= 1
    assert client.get(ANY, headers=good).status_code == 404


def test_failures_are_counted_by_address(store: Store) -> None:
    client = closed_client(store, failures_a_minute=1)

    def ask(address: str) -> int:
        client._transport.client = (address, 5000)  # type: ignore[attr-defined]
        return client.get(ANY).status_code

    assert [ask("192.0.2.1"), ask("192.0.2.1"), ask("192.0.2.2")] == [401, 429, 401]
    assert [ask("2001:db8::1"), ask("2001:db8::ffff:1"), ask("2001:db8:0:1::1")] == [401, 429, 401]


def test_the_person_at_the_machine_never_waits(parts: Parts) -> None:
    settings = parts.settings.model_copy(update={"requests_a_minute": 1})
    client = TestClient(application(replace(parts, settings=settings)))

    assert [client.get(ANY).status_code for _ in range(3)] == [404] * 3


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "scenario_refused"),
        ({"Origin": "http://testserver"}, "scenario_refused"),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, "scenario_refused"),
        ({"Origin": "https://evil.example"}, "foreign_page"),
        ({"Origin": "null"}, "foreign_page"),
        ({"Origin": "http://testserver:81"}, "foreign_page"),
        ({"Sec-Fetch-Site": "cross-site"}, "foreign_page"),
        ({"Sec-Fetch-Site": "same-site"}, "foreign_page"),
    ],
)
def test_a_page_of_somewhere_else_changes_nothing(
    client: TestClient, headers: dict[str, str], code: str
) -> None:
    """A page that the person at the machine looks at could ask in their name."""

    answer = client.post(
        "/v1/scenarios", content=b"{}", headers={"Content-Type": "application/json", **headers}
    )

    assert answer.json()["code"] == code


def test_me_says_who_i_am_and_what_i_may(client: TestClient, store: Store) -> None:
    issued = made_key(store, MUNICIPALITY)

    mine = client.get("/v1/me", headers=bearing(issued.key)).json()
    local = client.get("/v1/me").json()

    assert (mine["actor"], mine["way"]) == (issued.id, "key")
    assert (mine["area"], mine["role"], mine["municipality"]) == (
        "savo",
        "municipality",
        "297",
    )
    assert mine["may"]["plan.solve"] == "own"
    assert mine["may"]["plan.read"] == "yes"
    assert (local["way"], local["role"]) == ("machine", "coordinator")
    assert set(local["may"].values()) == {"yes"}
    assert local["csrf_token"] is None


@pytest.mark.parametrize(
    ("holder", "status"), [(COORDINATOR, 200), (MUNICIPALITY, 200), (SCHOOL, 403), (VIEWER, 403)]
)
def test_the_log_is_read_by_coordinators_and_municipalities(
    client: TestClient, store: Store, holder: Principal, status: int
) -> None:
    header = bearing(made_key(store, holder).key)

    answer = client.get("/v1/audit", headers=header)

    assert answer.status_code == status
    if status == 200:
        # That its own key was made, only the coordinator of the area may know.
        assert len(answer.json()["items"]) == (1 if holder is COORDINATOR else 0)


def test_the_log_comes_in_pages(client: TestClient, store: Store) -> None:
    keys = [made_key(store) for _ in range(3)]
    header = bearing(keys[0].key)

    first = client.get("/v1/audit?limit=2", headers=header).json()
    rest = client.get(f"/v1/audit?limit=2&cursor={first['next']}", headers=header).json()

    assert [one["id"] for one in first["items"] + rest["items"]] == [
        one.id for one in reversed(keys)
    ]
    assert rest["next"] is None
    assert first["items"][0]["action"] == "key.added"
