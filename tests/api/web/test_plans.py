"""Plans over HTTP: asked for, read, renamed, stopped, deleted, each by whom it may be."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.jobs.attempt import Attempt
from api.jobs.recording import Recorder
from api.principal import Principal
from api.store import jobs, plans, schema
from api.store.engine import Store
from api.store.states import State
from api.web.depends import Parts
from tests.support.reading import (
    ELSEWHERE,
    OURS,
    SCHOOLS,
    STRANGER,
    VIEWER,
    ask,
    asking_as,
    shared_world,
)
from tests.support.service import RememberedJobs

SHARED = shared_world()


def test_a_plan_is_asked_for_and_waits(client: TestClient, parts: Parts, scenario: str) -> None:
    place = ask(client, scenario, name="maaliskuu", seconds=20, priority=2)

    found = client.get(place).json()

    assert (found["status"], found["name"], found["scenario"]) == ("queued", "maaliskuu", scenario)
    assert (found["seconds"], found["has_plan"], found["kpis"]) == (20, False, None)
    assert isinstance(parts.jobs, RememberedJobs)
    assert parts.jobs.submitted == [found["id"]]
    with parts.store.read() as connection:
        row = connection.execute(select(schema.jobs)).one()
    assert (row.priority, row.share) == (2, "local/")


def test_what_was_solved_is_shown(client: TestClient, solved: str) -> None:
    found = client.get(f"/v1/plans/{solved}").json()

    assert (found["status"], found["has_plan"], found["outcome"]["status"]) == (
        "completed",
        True,
        "feasible",
    )
    assert found["kpis"]["groups"] == 1


@pytest.mark.parametrize("someone", [OURS, SCHOOLS, VIEWER])
def test_without_whole_sight_there_are_no_figures(
    client: TestClient, solved: str, someone: Principal
) -> None:
    with asking_as(client, someone):
        found = client.get(f"/v1/plans/{solved}").json()

    assert found["status"] == "completed"
    hidden = ("live", "outcome", "kpis", "findings", "previous", "parent", "revision", "seconds")
    assert [found[name] for name in hidden] == [None] * len(hidden)


@pytest.mark.parametrize("someone", [OURS, SCHOOLS, VIEWER])
def test_who_does_not_see_all_changes_nothing(
    client: TestClient, scenario: str, solved: str, someone: Principal
) -> None:
    with asking_as(client, someone):
        answers = [
            client.post(f"/v1/scenarios/{scenario}/plans", json={}),
            client.patch(f"/v1/plans/{solved}", json={"name": "x"}, headers={"If-Match": "*"}),
            client.post(f"/v1/plans/{solved}/stop"),
            client.delete(f"/v1/plans/{solved}"),
        ]

    assert [one.status_code for one in answers] == [403] * 4


@pytest.mark.parametrize("someone", [STRANGER, ELSEWHERE])
def test_what_is_out_of_reach_answers_as_what_is_not_there(
    client: TestClient, scenario: str, solved: str, someone: Principal
) -> None:
    def asked(scenario: str, plan: str) -> list[tuple[int, str]]:
        answers = [
            client.post(f"/v1/scenarios/{scenario}/plans", json={}),
            client.get(f"/v1/plans/{plan}"),
            client.patch(f"/v1/plans/{plan}", json={"name": "x"}, headers={"If-Match": "*"}),
            client.post(f"/v1/plans/{plan}/stop"),
            client.delete(f"/v1/plans/{plan}"),
        ]
        return [(one.status_code, one.text) for one in answers]

    with asking_as(client, someone):
        there, invented = asked(scenario, solved), asked("0" * 32, "no%00thing")
        listed = client.get("/v1/plans").json()

    assert there == invented
    assert {status for status, _ in there} == {404}
    assert listed == {"items": [], "next": None}


def test_a_plan_is_renamed(client: TestClient, solved: str) -> None:
    renamed = client.patch(
        f"/v1/plans/{solved}", json={"name": " huhtikuu "}, headers={"If-Match": "*"}
    )

    assert renamed.status_code == 200, renamed.text
    assert client.get(f"/v1/plans/{solved}").json()["name"] == "huhtikuu"


def test_a_plan_is_renamed_only_as_it_was_last_seen(client: TestClient, solved: str) -> None:
    address = f"/v1/plans/{solved}"
    seen = client.get(address).headers["ETag"]

    first = client.patch(address, json={"name": "a"}, headers={"If-Match": seen})
    second = client.patch(address, json={"name": "b"}, headers={"If-Match": seen})
    blind = client.patch(address, json={"name": "c"})
    third = client.patch(address, json={"name": "d"}, headers={"If-Match": first.headers["ETag"]})

    assert [one.status_code for one in (first, second, blind, third)] == [200, 412, 428, 200]
    assert client.get(address).json()["name"] == "d"


def test_what_has_not_changed_is_not_sent_again(client: TestClient, solved: str) -> None:
    address = f"/v1/plans/{solved}"
    known = {"If-None-Match": client.get(address).headers["ETag"]}

    unchanged = client.get(address, headers=known)
    in_swedish = client.get(address, headers={**known, "Accept-Language": "sv"})
    client.patch(address, json={"name": "x"}, headers={"If-Match": "*"})

    assert (unchanged.status_code, unchanged.text) == (304, "")
    assert in_swedish.status_code == 304
    assert client.get(address, headers=known).status_code == 200


def test_a_plan_that_waits_ends_when_it_is_stopped(client: TestClient, scenario: str) -> None:
    place = ask(client, scenario)

    stopped, again = client.post(f"{place}/stop"), client.post(f"{place}/stop")

    assert stopped.json()["status"] == again.json()["status"] == State.STOPPED
    assert stopped.json()["ended"] == again.json()["ended"] is not None


def test_a_solve_under_way_is_asked_to_stop(
    client: TestClient, store: Store, scenario: str
) -> None:
    place = ask(client, scenario)
    named = place.rpartition("/")[2]
    with store.write() as connection:
        jobs.claim(connection, named, "a1")

    stopped = client.post(f"{place}/stop").json()

    assert (stopped["status"], stopped["stop_asked"]) == ("solving", True)


def test_a_plan_that_has_ended_stays_when_it_is_stopped(client: TestClient, solved: str) -> None:
    stopped = client.post(f"/v1/plans/{solved}/stop").json()

    assert (stopped["status"], stopped["stop_asked"]) == ("completed", False)


def test_a_deleted_plan_is_gone(
    client: TestClient, parts: Parts, store: Store, solved: str
) -> None:
    gone = client.delete(f"/v1/plans/{solved}")

    assert gone.status_code == 204
    assert client.get(f"/v1/plans/{solved}").status_code == 404
    assert isinstance(parts.jobs, RememberedJobs)
    assert parts.jobs.forgotten == [solved]
    with store.read() as connection:
        assert plans.page(connection, OURS, plans.Wanted(), plans.At()).rows == []


def test_plans_are_listed_newest_first_in_pages(client: TestClient, scenario: str) -> None:
    made = [ask(client, scenario, name=name).rpartition("/")[2] for name in "abc"]

    first = client.get("/v1/plans", params={"scenario": scenario, "limit": 2}).json()
    rest = client.get("/v1/plans", params={"limit": 2, "cursor": first["next"]}).json()
    named = client.get("/v1/plans", params={"name": "B", "status": "queued"}).json()

    assert [one["id"] for one in (*first["items"], *rest["items"])] == made[::-1]
    assert rest["next"] is None
    assert [one["id"] for one in named["items"]] == [made[1]]


def test_how_far_a_solve_is_comes_as_its_recorder_writes_it(
    client: TestClient, parts: Parts, scenario: str
) -> None:
    place = ask(client, scenario)
    named = place.rpartition("/")[2]
    with parts.store.write() as connection:
        row = jobs.claim(connection, named, "a1")
    attempt = Attempt(parts.store, parts.settings, row, threading.Event())
    with Recorder(attempt, SHARED, None, None) as recorder:
        heard = {"stage": "coverage", "value": 4, "bound": 2, "gap": 0.5}
        recorder.hear({"event": "progress", **heard})

        found = shown_live(client, place)

    assert found["stage"] == "coverage"
    assert found["stages"] == {"coverage": {"value": 4, "bound": 2, "gap": 0.5}}


def shown_live(client: TestClient, place: str) -> dict[str, Any]:
    """What the plan shows of its solve, once there is anything."""
    until = time.monotonic() + 10
    while (found := client.get(place).json()["live"]) is None:
        assert time.monotonic() < until
        time.sleep(0.05)
    shown: dict[str, Any] = found
    return shown
