"""Why needs are not served, or served as they are: asked of the engine once, and then kept."""

from __future__ import annotations

import time
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.principal import Principal
from api.store.engine import Store
from api.web.desk import Seats
from scenarios.files import written
from solver.measure.unproved import unproved
from tests.support.build import group, need, plan, subject, with_rows
from tests.support.databases import ONE_DATABASE
from tests.support.reading import OURS, SCHOOLS, STRANGER, VIEWER, asking_as, shared_world
from tests.support.service import stored_plan, stored_scenario

# Nobody teaches the subject of two of them.
WORLD = with_rows(
    shared_world(),
    subject("ET"),
    need("n3", school="s1", pupils=2, subject="ET"),
    need("n4", school="s2", pupils=4, subject="ET"),
)
ANSWER = unproved(WORLD, plan(WORLD, group("t1", "mon 09:00", "n1", "n2")), None)


@pytest.fixture
def named(store: Store) -> str:
    return stored_plan(store, stored_scenario(store, WORLD), WORLD, ANSWER)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Needs that the engine was asked about, by question; it answers what is easy to check."""
    found: list[list[str]] = []

    def explained(scenario: Any, plan: Any, needs: Any, stages: Any, seconds: float) -> Any:
        del scenario, plan, stages, seconds
        found.append(list(needs))
        for name in needs:
            yield {
                "need": name,
                "reason": {"code": "no_qualified_teacher"},
                "conflict": [],
                "smallest": False,
                "further": [],
                "help": [],
                "price": None,
            }

    monkeypatch.setattr("api.web.routes.explanations.explained", explained)
    return found


@ONE_DATABASE
def test_the_engine_explains_what_is_not_served(
    client: TestClient, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.engine.PATIENT_SECONDS", 60)

    found = client.get(f"/v1/plans/{named}/needs/n3/why", headers={"Accept-Language": "en"})

    assert found.status_code == 200, found.text
    told = found.json()
    assert (told["served"], told["alternatives"], told["minutes"]) == (False, None, None)
    assert told["explanation"]["reason"]["sentence"].endswith(".")


def test_the_engine_tells_the_next_best_of_what_is_served(client: TestClient, named: str) -> None:
    address = f"/v1/plans/{named}/needs/n1/why"
    first, second = client.get(address), client.get(address)

    assert first.status_code == 200, first.text
    times = first.json()["alternatives"]["times"]
    assert {move["move"] for place in times for move in place["moves"]} == {"meeting"}
    assert first.json() == second.json()


def test_what_was_explained_is_kept(client: TestClient, named: str, asked: list[list[str]]) -> None:
    address = f"/v1/plans/{named}/explanations"

    page = client.get(address, params={"limit": 1}).json()
    rest = client.get(address, params={"limit": 1, "cursor": page["next"]}).json()
    everything = client.get(address).json()

    assert [one["need"] for one in (*page["items"], *rest["items"])] == ["n3", "n4"]
    assert everything["items"] == [*page["items"], *rest["items"]]
    assert rest["next"] is None
    assert asked == [["n3"], ["n4"]]


def test_a_municipality_gets_minutes_of_its_own_needs(
    client: TestClient, named: str, asked: list[list[str]]
) -> None:
    with asking_as(client, OURS):
        found = client.get(f"/v1/plans/{named}/explanations").json()
        own = client.get(f"/v1/plans/{named}/needs/n1/why").json()
        others = client.get(f"/v1/plans/{named}/needs/n2/why")
        nobodys = client.get(f"/v1/plans/{named}/needs/n99/why")

    assert [one["need"] for one in found["items"]] == ["n3"]
    assert set(found["items"][0]) == {"need", "served", "pupils", "teachers"}
    assert (own["explanation"], own["alternatives"]) == (None, None)
    assert own["minutes"]["teachers"][0]["teacher"] == "t1"
    assert (others.status_code, others.text) == (404, nobodys.text)
    assert asked == []


@pytest.mark.parametrize(("someone", "status"), [(SCHOOLS, 403), (VIEWER, 403), (STRANGER, 404)])
def test_nobody_else_gets_explanations(
    client: TestClient, named: str, someone: Principal, status: int
) -> None:
    with asking_as(client, someone):
        answers = [
            client.get(f"/v1/plans/{named}/{part}") for part in ("explanations", "needs/n1/why")
        ]

    assert [one.status_code for one in answers] == [status, status]


def test_a_plan_under_way_is_not_explained(client: TestClient, named: str) -> None:
    scenario = client.get(f"/v1/plans/{named}").json()["scenario"]
    place = client.post(f"/v1/scenarios/{scenario}/plans", json={}).headers["Location"]

    assert client.get(f"{place}/explanations").status_code == 409


@ONE_DATABASE
def test_whoever_finds_no_seat_is_told_when_to_come_back(client: TestClient, named: str) -> None:
    assert isinstance(client.app, FastAPI)
    seats = client.app.state.desk.long_seats = Seats(at_once=1, patience=0.01)
    client.app.state.desk.seats = Seats(at_once=1, patience=0.01)

    with seats.taken():
        busy = client.get(f"/v1/plans/{named}/explanations")
        read = client.post("/v1/scenarios", files={"file": ("a.xlsx", written(WORLD, ".xlsx"))})

    assert (busy.status_code, busy.json()["code"]) == (503, "engine_busy")
    assert int(busy.headers["Retry-After"]) > 0
    assert read.status_code == 201, "what takes long keeps nobody from what does not"


def test_what_takes_too_long_goes_on_for_whoever_asks_again(
    client: TestClient, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.engine.PATIENT_SECONDS", 0.05)
    address = f"/v1/plans/{named}/explanations"

    assert isinstance(client.app, FastAPI)
    errands = client.app.state.desk.errands

    late = client.get(address)
    until = time.monotonic() + 60
    while errands._running and time.monotonic() < until:
        time.sleep(0.1)
    found = client.get(address)

    assert (late.status_code, late.json()["code"]) == (503, "engine_overdue")
    assert found.status_code == 200, found.text
    assert found.json()["items"][0]["need"] == "n3"


@ONE_DATABASE
def test_what_takes_too_long_and_is_not_kept_gives_its_seat_back(
    client: TestClient, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.engine.SECONDS", 0.05)
    assert isinstance(client.app, FastAPI)
    seats = client.app.state.desk.seats = Seats(at_once=1, waiting=0, patience=0.01)

    late = client.get(f"/v1/plans/{named}/needs/n1/why")

    assert (late.status_code, late.json()["code"]) == (503, "engine_overdue")
    with seats.taken():
        pass
