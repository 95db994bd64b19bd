"""Scenarios over HTTP."""

from fastapi.testclient import TestClient

from scenarios.files import written
from scenarios.library import load


def test_a_scenario_is_handed_in_and_found(client: TestClient) -> None:
    body = written(load("riihimaki-spring"), ".json")

    made = client.post("/v1/scenarios", content=body, headers={"Content-Type": "application/json"})
    found = client.get(made.headers["Location"])

    assert made.status_code == 201, made.text
    assert found.json()["needs"] == len(load("riihimaki-spring").needs)


def test_every_finding_is_told_in_the_language_asked_for(client: TestClient) -> None:
    made = client.post(
        "/v1/scenarios",
        content=b'{"schema_version": 1, "needs": [{"need": "n1"}]}',
        headers={"Content-Type": "application/json", "Accept-Language": "sv;q=0.9, de"},
    )

    assert made.status_code == 422
    assert made.headers["Content-Type"] == "application/problem+json"
    assert made.headers["Content-Language"] == "sv"
    assert len(made.json()["findings"]) > 3
