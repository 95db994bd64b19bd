"""Every answer is safe, whoever gives it."""

import pytest
from fastapi.testclient import TestClient

from api.store.engine import Store
from api.web import security
from api.web.problems import MEDIA_TYPE
from tests.support.keys import bearing, made_key
from tests.support.web import closed_client

ANY = "/v1/scenarios/" + "0" * 32


@pytest.fixture
def open_client(store: Store) -> TestClient:
    client = closed_client(store, body_megabytes=1)
    client.headers.update(bearing(made_key(store).key))

    @client.app.get("/v1/broken")  # type: ignore[attr-defined, untyped-decorator]
    def broken() -> None:
        raise LookupError("uskonto, 3 oppilasta")

    @client.app.post("/v1/sent")  # type: ignore[attr-defined, untyped-decorator]
    def sent(values: list[int]) -> int:
        return len(values)

    return client


def test_every_kind_of_answer_has_the_headers(open_client: TestClient) -> None:
    answers = [
        open_client.get("/v1/me"),
        open_client.get(ANY),
        open_client.get("/v1/me", headers={"Authorization": "Bearer x"}),
        open_client.get("/nowhere"),
        open_client.delete("/v1/me"),
        open_client.get("/v1/broken"),
        open_client.post("/v1/sent", content=b"0" * (2**20 + 1)),
        open_client.get("/v1/me", headers={"Host": "elsewhere.example"}),
    ]

    assert [one.status_code for one in answers] == [200, 404, 401, 404, 405, 500, 413, 421]
    for answer in answers:
        for name, value in security.ALWAYS.items():
            assert answer.headers[name] == value
        assert answer.headers["Content-Security-Policy"] == security.DATA_POLICY
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Strict-Transport-Security"] == security.ENCRYPTED
        assert "Authorization" in answer.headers["Vary"]
        assert "Server" not in answer.headers


def test_what_the_framework_says_itself_is_a_problem_too(open_client: TestClient) -> None:
    too_large = open_client.post("/v1/sent", content=b"0" * (2**20 + 1))
    broken = open_client.get("/v1/broken", headers={"Accept-Language": "sv"})

    assert too_large.headers["Content-Type"] == broken.headers["Content-Type"] == MEDIA_TYPE
    assert too_large.json()["code"] == "body_too_large"
    assert broken.json()["code"] == "our_fault"
    assert broken.headers["Content-Language"] == "sv"
    assert "oppilasta" not in broken.text


def test_a_body_that_never_says_its_length_ends_at_the_limit(open_client: TestClient) -> None:
    def endless() -> object:
        for _ in range(20):
            yield b"0" * 2**17

    answer = open_client.post(
        "/v1/sent", content=endless(), headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 413
    assert answer.json()["code"] == "body_too_large"


def test_without_encryption_browsers_are_not_told_to_insist_on_it(store: Store) -> None:
    plain = closed_client(store, "http://localhost")

    assert "Strict-Transport-Security" not in plain.get(ANY).headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8800", 401),
        ("127.0.0.1", 401),
        ("[::1]:80", 401),
        ("Plans.Example.FI:443", 401),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_only_calls_by_name_are_answered(store: Store, host: str, status: int) -> None:
    """A page whose own name leads to this machine must not read what stands here."""
    client = closed_client(store, hosts="plans.example.fi")

    assert client.get(ANY, headers={"Host": host}).status_code == status


def test_on_all_addresses_every_name_is_taken_until_one_is_given(store: Store) -> None:
    every = closed_client(store, host="0.0.0.0")
    named = closed_client(store, host="0.0.0.0", public_address="https://plans.example.fi")

    header = {"Host": "10.0.0.7:8800"}
    assert every.get(ANY, headers=header).status_code == 401
    assert named.get(ANY, headers=header).status_code == 421


def test_whoever_watches_the_machines_asks_by_any_name(store: Store) -> None:
    client = closed_client(store, public_address="https://plans.example.fi")

    for path in security.PROBED:
        assert client.get(path, headers={"Host": "10.0.0.7:8800"}).status_code in (200, 503)


def test_whoever_comes_through_a_proxy_is_not_at_the_machine(client: TestClient) -> None:
    assert client.get(ANY).status_code == 404
    assert client.get(ANY, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 401
