"""Plans asked for over HTTP: all that is wrong is said at once, and nothing is made twice."""

from __future__ import annotations

import json

from fastapi.testclient import TestClient

from api.jobs.removing import Remover
from api.principal import LOCAL
from api.store import workers
from api.store.engine import Store
from api.web.depends import Parts
from scenarios.rules import StageId
from tests.support.reading import (
    OURS,
    ask,
    asking_as,
    lone_world,
    shared_world,
)
from tests.support.service import RememberedJobs, stored_scenario

SHARED = shared_world()


def test_who_waits_is_told_when_it_begins(client: TestClient, store: Store, scenario: str) -> None:
    first, second = ask(client, scenario, seconds=30), ask(client, scenario, seconds=20)
    nobody_works = client.get(second).json()["queue"]
    with store.write() as connection:
        workers.beat(connection, workers.Worker("w1", 1, "1"))

    assert nobody_works == {"position": 2, "seconds": None}
    assert client.get(first).json()["queue"] == {"position": 1, "seconds": 0}
    assert client.get(second).json()["queue"] == {"position": 2, "seconds": 30}


def test_another_order_of_stages_makes_a_variant(client: TestClient, scenario: str) -> None:
    order = [StageId.COVERAGE, StageId.STATUTORY, StageId.COST]

    found = client.get(ask(client, scenario, priorities=order)).json()
    same = client.get(ask(client, scenario, priorities=list(SHARED.settings.priorities))).json()

    assert found["scenario"] != scenario
    assert same["scenario"] == scenario


def test_limits_and_plans_that_are_not_there_are_all_told(
    client: TestClient, scenario: str
) -> None:
    refused = client.post(
        f"/v1/scenarios/{scenario}/plans",
        json={"seconds": 4000, "workers": 99, "previous": "0" * 32},
        headers={"Accept-Language": "en"},
    )

    assert refused.status_code == 422
    assert {one["code"] for one in refused.json()["findings"]} == {
        "solve_too_long",
        "solve_too_many_workers",
        "no_such_plan",
    }


def test_limits_beyond_all_measure_are_refused(client: TestClient, scenario: str) -> None:
    for wanted in ({"seconds": 6e30}, {"workers": 10**9}, {"seconds": float("1e400")}):
        refused = client.post(
            f"/v1/scenarios/{scenario}/plans",
            content=json.dumps(wanted),
            headers={"Content-Type": "application/json"},
        )
        assert refused.status_code == 422, wanted


def test_a_plan_under_way_is_no_plan_to_compare_with(
    client: TestClient, scenario: str, solved: str
) -> None:
    waits = ask(client, scenario).rpartition("/")[2]

    refused = client.post(f"/v1/scenarios/{scenario}/plans", json={"previous": waits})
    taken = ask(client, scenario, previous=solved)

    assert [one["code"] for one in refused.json()["findings"]] == ["previous_not_ended"]
    assert client.get(taken).json()["previous"] == solved


def test_a_deleted_plan_is_told_as_such_to_the_coordinator_alone(
    client: TestClient, store: Store, parts: Parts
) -> None:
    own = stored_scenario(store, lone_world())
    plan = ask(client, own).rpartition("/")[2]
    Remover(store, parts.jobs, parts.settings.state).plan(LOCAL, plan)
    address, wanted = f"/v1/scenarios/{own}/plans", {"previous": plan}

    told = client.post(address, json=wanted)
    with asking_as(client, OURS):
        to_others = client.post(address, json=wanted)

    assert (told.status_code, to_others.status_code) == (422, 422)
    assert [one["code"] for one in told.json()["findings"]] == ["previous_deleted"]
    assert [one["code"] for one in to_others.json()["findings"]] == ["no_such_plan"]


def test_a_municipality_plans_what_is_its_own_alone(client: TestClient, store: Store) -> None:
    own = stored_scenario(store, lone_world())

    with asking_as(client, OURS):
        found = client.get(ask(client, own)).json()

    assert found["findings"] == []


def test_the_same_request_sent_twice_makes_one_plan(
    client: TestClient, parts: Parts, scenario: str
) -> None:
    address, key = f"/v1/scenarios/{scenario}/plans", {"Idempotency-Key": "k1"}

    first = client.post(address, json={"name": "a"}, headers=key)
    again = client.post(address, json={"name": "a"}, headers=key)
    other = client.post(address, json={"name": "b"}, headers=key)

    assert (first.status_code, again.status_code, other.status_code) == (202, 202, 409)
    assert first.headers["Location"] == again.headers["Location"]
    assert isinstance(parts.jobs, RememberedJobs)
    assert len(parts.jobs.submitted) == 1
