"""A request that is sent again makes nothing anew."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from api.principal import LOCAL, Principal, Role
from api.store import scenarios
from api.store.engine import Store
from api.store.requests import Made
from api.web import problems
from api.web.depends import Sent
from api.web.idempotent import Repeatable
from scenarios.library import load

SCENARIO = load("riihimaki-spring")
OTHER = Principal("k2", "local", Role.COORDINATOR)
KEY = {"Idempotency-Key": "4f1c"}


class Maker:
    """A service that makes scenarios, for whoever is set as its caller."""

    def __init__(self, store: Store) -> None:
        self.store, self.caller, self.fails = store, LOCAL, False
        app = FastAPI()
        problems.install(app)

        @app.post("/things", status_code=201)
        def make(once: Repeatable, body: Sent, response: Response) -> dict[str, str]:
            del body
            with store.write() as connection:

                def thing() -> Made:
                    named = scenarios.add(connection, self.caller, SCENARIO)
                    if self.fails:
                        raise problems.Problem(422, "scenario_refused")
                    return Made(201, f"/things/{named}", "thing", named)

                made = once.made(connection, self.caller, thing)
            response.headers["Location"] = made.location or ""
            return {"id": made.id}

        self.client = TestClient(app)

    @property
    def count(self) -> int:
        with self.store.read() as connection:
            page = scenarios.page(connection, LOCAL, scenarios.Wanted(), scenarios.At(None, 200))
            return len(page.rows)


@pytest.fixture
def maker(store: Store) -> Maker:
    return Maker(store)


def test_the_same_request_is_answered_as_the_first_time(maker: Maker) -> None:
    first, second = (maker.client.post("/things", content=b"a", headers=KEY) for _ in range(2))

    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert first.headers["Location"] == second.headers["Location"]
    assert maker.count == 1


@pytest.mark.parametrize(("path", "body"), [("/things", b"b"), ("/things?x=1", b"a")])
def test_another_request_of_the_same_key_is_a_conflict(
    maker: Maker, path: str, body: bytes
) -> None:
    maker.client.post("/things", content=b"a", headers=KEY)

    answer = maker.client.post(path, content=body, headers=KEY)

    assert (answer.status_code, answer.json()["code"]) == (409, "key_used_before")
    assert maker.count == 1


def test_without_a_key_each_request_makes_its_own(maker: Maker) -> None:
    for _ in range(2):
        maker.client.post("/things", content=b"a")

    assert maker.count == 2


def test_somebody_elses_key_is_another(maker: Maker) -> None:
    first = maker.client.post("/things", content=b"a", headers=KEY).json()
    maker.caller = OTHER
    second = maker.client.post("/things", content=b"a", headers=KEY).json()

    assert first != second


def test_a_request_that_failed_may_be_tried_again(maker: Maker) -> None:
    maker.fails = True
    assert maker.client.post("/things", content=b"a", headers=KEY).status_code == 422
    maker.fails = False

    assert maker.client.post("/things", content=b"a", headers=KEY).status_code == 201
    assert maker.count == 1


def test_of_requests_at_the_same_time_one_makes_it(maker: Maker) -> None:
    start = threading.Barrier(6)

    def post(_: int) -> tuple[int, str]:
        start.wait()
        answer = maker.client.post("/things", content=b"a", headers=KEY)
        return answer.status_code, answer.json()["id"]

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(post, range(6)))

    assert len(answers) == 1, answers
    assert maker.count == 1


@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "é"])
def test_a_key_that_is_none_is_refused(maker: Maker, key: str) -> None:
    headers = {"Idempotency-Key": key.encode()}

    assert maker.client.post("/things", content=b"a", headers=headers).status_code == 422
