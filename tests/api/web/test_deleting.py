"""Scenarios, plans and studies deleted over HTTP, by whom, and what is left to be read."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.store import scenarios
from api.store.engine import Store
from api.store.scenarios import Origin
from api.web.depends import Parts
from scenarios.scenario import Scenario
from tests.support.build import need, world
from tests.support.callers import coordinator, municipality, signed_in
from tests.support.reading import shared_world
from tests.support.service import stored_scenario

OWN = world(need("n1"))


def variant_of(store: Store, parent: str, scenario: Scenario) -> str:
    with store.write() as connection:
        return scenarios.add(connection, coordinator(), scenario, origin=Origin(parent, []))


def test_a_deleted_scenario_answers_like_one_that_never_was(
    client: TestClient, scenario: str, solved: str
) -> None:
    done = client.delete(f"/v1/scenarios/{scenario}")

    assert (done.status_code, done.content) == (204, b"")
    for path in (f"/v1/scenarios/{scenario}", f"/v1/plans/{solved}"):
        never = client.get(f"{path[:-1]}{'1' if path[-1] == '0' else '0'}")
        gone = client.get(path)
        assert (gone.status_code, gone.json()) == (404, never.json())
    assert client.get("/v1/plans").json()["items"] == []
    assert client.delete(f"/v1/scenarios/{scenario}").status_code == 404


def test_it_is_written_in_the_audit_log(client: TestClient, scenario: str) -> None:
    client.delete(f"/v1/scenarios/{scenario}")

    newest = client.get("/v1/audit").json()["items"][0]
    assert (newest["action"], newest["id"]) == ("scenario.deleted", scenario)


def test_a_municipality_deletes_what_is_only_its_own(parts: Parts, store: Store) -> None:
    own, shared = stored_scenario(store, OWN), stored_scenario(store, shared_world())

    with signed_in(parts, municipality("m1")) as client:
        assert client.delete(f"/v1/scenarios/{shared}").status_code == 403
        assert client.delete(f"/v1/scenarios/{own}").status_code == 204


def test_a_municipality_deletes_no_variant_that_is_shared(parts: Parts, store: Store) -> None:
    own = stored_scenario(store, OWN)
    variant = variant_of(store, variant_of(store, own, OWN), shared_world())

    with signed_in(parts, municipality("m1")) as client:
        assert client.delete(f"/v1/scenarios/{own}").status_code == 403
    with signed_in(parts, coordinator()) as client:
        assert client.delete(f"/v1/scenarios/{own}").status_code == 204
        assert client.get(f"/v1/scenarios/{variant}").status_code == 404
