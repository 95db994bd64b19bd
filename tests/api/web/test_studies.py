"""Studies over HTTP: checked before they are queued, and for whoever sees the whole scenario."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from api.store import jobs, studies
from api.store.engine import Store
from api.store.states import State
from api.web.depends import Parts
from scenarios.scenario import Scenario
from solver.outcome import Outcome, Status
from tests.support.build import municipality, need, plan, school, world
from tests.support.callers import coordinator, signed_in, viewer
from tests.support.callers import municipality as municipality_caller
from tests.support.callers import school as school_caller
from tests.support.databases import ONE_DATABASE
from tests.support.service import RememberedJobs, stored_plan, stored_scenario

PROGRESS = {"asked": 9, "answered": 4, "found": 1, "case": "c"}


def shared() -> Scenario:
    return world(
        need("n1"), need("n2", school="s2"), municipality("m2"), school("s2", municipality="m2")
    )


def solved(scenario: Scenario) -> Outcome:
    return Outcome(status=Status.FEASIBLE, plan=plan(scenario))


def ask(client: TestClient, scenario: str, **wanted: Any) -> Any:
    return client.post(f"/v1/scenarios/{scenario}/studies", json={"kind": "shares", **wanted})


def test_a_study_is_queued_and_shown(client: TestClient, store: Store, parts: Parts) -> None:
    named = stored_scenario(store, shared())

    made = ask(client, named, settings={"orders": 20}, seconds=5)
    shown = client.get(made.headers["Location"]).json()

    assert made.status_code == 202, made.text
    assert (shown["kind"], shown["status"], shown["report"]) == ("shares", "queued", None)
    assert isinstance(parts.jobs, RememberedJobs)
    assert parts.jobs.submitted == [shown["id"]]
    assert [one["id"] for one in client.get("/v1/studies").json()["items"]] == [shown["id"]]
    other = client.get("/v1/studies", params={"scenario": "0" * 32}).json()["items"]
    assert other == []


@ONE_DATABASE
def test_everything_wrong_is_said_before_it_is_queued(
    client: TestClient, store: Store, parts: Parts
) -> None:
    named = stored_scenario(store, shared())
    settings = {"orders": 1, "unserved_euro": 3}

    refused = ask(client, named, settings=settings, workers=60)

    assert refused.status_code == 422
    assert refused.json()["code"] == "study_refused"
    codes = [one["code"] for one in refused.json()["findings"]]
    assert codes == ["study_key", "study_key", "solve_too_many_workers"]
    assert "unserved_euros" in refused.text
    assert isinstance(parts.jobs, RememberedJobs)
    assert parts.jobs.submitted == []
    assert ask(client, named, kind="meals").status_code == 422
    assert ask(client, named, sekonds=3).status_code == 422


@ONE_DATABASE
def test_plans_of_a_stress_test_are_of_the_scenario(client: TestClient, store: Store) -> None:
    scenario = shared()
    named, other = stored_scenario(store, scenario), stored_scenario(store, world(need("n1")))
    own = stored_plan(store, named, scenario, solved(scenario))
    foreign = stored_plan(store, other, world(need("n1")), solved(world(need("n1"))))

    taken = ask(client, named, kind="stress", settings={"plans": {"ours": own}})
    refused = ask(
        client, named, kind="stress", settings={"plans": {"a": foreign, "b": 1}, "futures": 0}
    )
    shapeless = ask(client, named, kind="stress", settings={"plans": [own]})

    assert taken.status_code == 202, taken.text
    with store.read() as connection:
        row = studies.find(connection, coordinator(), taken.json()["id"])
        assert row is not None
        assert row.request["plans"] == {"ours": own}
    assert sorted(one["code"] for one in refused.json()["findings"]) == [
        "no_such_plan",
        "no_such_plan",
        "study_key",
    ]
    assert shapeless.json()["findings"][0]["code"] == "study_plans_not_ids"


def test_progress_and_report_are_there_when_told(client: TestClient, store: Store) -> None:
    scenario = shared()
    named = stored_scenario(store, scenario)
    study = ask(client, named, kind="frontier").json()["id"]
    early = client.get(f"/v1/studies/{study}/report.xlsx")
    report: dict[str, Any] = {"legs": [], "cases": 2, "unanswered": []}
    with store.write() as connection:
        jobs.claim(connection, study, "w1")
        jobs.tell(connection, study, "progress", PROGRESS)
    under_way = client.get(f"/v1/studies/{study}").json()
    with store.write() as connection:
        outcome = {"kind": "frontier", "report": report}
        jobs.end(connection, study, "w1", State.COMPLETED, result=outcome)

    done = client.get(f"/v1/studies/{study}").json()
    data = client.get(f"/v1/studies/{study}/report.json")

    assert early.status_code == 409
    assert under_way["progress"] == {"asked": 9, "answered": 4, "found": 1}
    assert (done["status"], done["report"]) == ("completed", report)
    assert done["files"] == [".json", ".xlsx", ".svg"]
    assert data.json()["report"] == report
    assert client.get(f"/v1/studies/{study}/report.xlsx").content[:2] == b"PK"
    assert client.get(f"/v1/studies/{study}/report.svg").content[:4] == b"<svg"
    events = client.get(f"/v1/studies/{study}/events").text
    assert [line for line in events.splitlines() if line.startswith("event")] == [
        "event: started",
        "event: progress",
        "event: ended",
    ]
    assert client.get(f"/v1/studies/{study}/report.pdf").status_code == 404


def test_a_study_is_stopped_and_deleted(client: TestClient, store: Store, parts: Parts) -> None:
    named = stored_scenario(store, shared())
    study = ask(client, named).json()["id"]

    stopped = client.post(f"/v1/studies/{study}/stop").json()
    deleted = client.delete(f"/v1/studies/{study}")

    assert (stopped["status"], stopped["stop_asked"]) == ("stopped", True)
    assert deleted.status_code == 204
    assert client.get(f"/v1/studies/{study}").status_code == 404
    assert isinstance(parts.jobs, RememberedJobs)
    assert parts.jobs.forgotten == [study]


def test_studies_are_for_who_sees_the_whole_scenario(parts: Parts, store: Store) -> None:
    named, own = stored_scenario(store, shared()), stored_scenario(store, world(need("n1")))
    with signed_in(parts, coordinator()) as client:
        study = ask(client, named).json()["id"]

    answers = {}
    for who in (
        municipality_caller("m1"),
        municipality_caller("m9"),
        school_caller("s1", "m1"),
        viewer(),
        coordinator(area="elsewhere"),
    ):
        with signed_in(parts, who) as client:
            answers[f"{who.role} {who.municipality or who.area}"] = [
                ask(client, named).status_code,
                client.get(f"/v1/studies/{study}").status_code,
                client.post(f"/v1/studies/{study}/stop").status_code,
                client.delete(f"/v1/studies/{study}").status_code,
                len(client.get("/v1/studies").json().get("items", [])),
            ]
    with signed_in(parts, municipality_caller("m1")) as client:
        alone = ask(client, own).status_code

    assert answers == {
        "municipality m1": [403, 403, 403, 403, 0],
        "municipality m9": [404, 404, 404, 404, 0],
        "school m1": [403, 403, 403, 403, 0],
        "viewer local": [403, 403, 403, 403, 0],
        "coordinator elsewhere": [404, 404, 404, 404, 0],
    }
    assert alone == 202


def test_a_page_of_studies_does_not_tell_of_those_of_others(parts: Parts, store: Store) -> None:
    own, named = stored_scenario(store, world(need("n1"))), stored_scenario(store, shared())
    with signed_in(parts, municipality_caller("m1")) as client:
        asked_for = ask(client, own).json()["id"]
    with signed_in(parts, coordinator()) as client:
        hidden = ask(client, named).json()["id"]

        every = client.get("/v1/studies").json()["items"]
    with signed_in(parts, municipality_caller("m1")) as client:
        page = client.get("/v1/studies?limit=1").json()

    assert [one["id"] for one in every] == [hidden, asked_for]
    assert [one["id"] for one in page["items"]] == [asked_for]
    assert page["next"] is None


@ONE_DATABASE
def test_the_same_request_again_asks_for_no_second_study(client: TestClient, store: Store) -> None:
    url = f"/v1/scenarios/{stored_scenario(store, shared())}/studies"
    head = {"Idempotency-Key": "b-1"}

    made = [client.post(url, json={"kind": "shares"}, headers=head) for _ in range(2)]

    assert len({one.json()["id"] for one in made}) == 1
    assert len(client.get("/v1/studies").json()["items"]) == 1
