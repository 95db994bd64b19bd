"""What those who run the service see of it: the log, the metrics, life and readiness."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from structlog.testing import capture_logs

from api.store import opening
from api.store.engine import Store
from api.web.app import application
from api.web.depends import Parts
from api.web.routes import health
from tests.support.keys import MUNICIPALITY, bearing, made_key
from tests.support.operating import metrics_of, works
from tests.support.web import closed_client

READY = {"ready": True, "database": True, "workers": True, "disk": True}


def test_a_thread_that_ends_meanwhile_is_no_fault(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    alive, ended = tmp_path / "alive", tmp_path / "ended"
    alive.write_text("17 18")
    monkeypatch.setattr(Path, "glob", lambda path, pattern: [alive, ended])

    assert metrics_of(client)["etalukkari_children", ""] == 2


def test_a_request_has_its_line(client: TestClient) -> None:
    unknown = "0" * 32
    with capture_logs() as lines:
        client.get(f"/v1/scenarios/{unknown}?language=sv", headers={"X-Request-ID": "from-proxy.1"})

    (line,) = [one for one in lines if one["event"] == "request"]
    assert line.pop("milliseconds") >= 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "method": "GET",
        "route": "/scenarios/{id}",
        "status": 404,
        "id": unknown,
        "actor": "local",
    }


def test_a_line_says_whose_planner_asked(store: Store) -> None:
    key = made_key(store, MUNICIPALITY)
    with closed_client(store) as client, capture_logs() as lines:
        client.get("/v1/scenarios", headers=bearing(key.key))

    (line,) = [one for one in lines if one["event"] == "request"]
    assert (line["municipality"], line["actor"]) == (MUNICIPALITY.municipality, key.id)
    assert key.key not in str(lines)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("8f14e45f-ceea-467f", True),
        ("short", False),
        ("x" * 65, False),
        ("two words of it", False),
        ('a"quote{in}it', False),
    ],
)
def test_a_sane_request_id_is_kept(client: TestClient, given: str, kept: bool) -> None:
    said = client.get("/health", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert (said == given) is kept
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", said)


def test_what_somebody_typed_into_a_path_is_not_logged(client: TestClient) -> None:
    with capture_logs() as lines:
        client.get("/v1/scenarios/Matti-Meikalainen")
        client.get("/v1/Matti-Meikalainen")

    assert [line["route"] for line in lines] == ["/scenarios/{id}", "unknown"]
    assert "Matti" not in str(lines)


def test_a_fault_is_a_problem_and_a_line(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError("3 pupils")

    monkeypatch.setattr("api.store.scenarios.find", fails)
    with TestClient(application(parts)) as client, capture_logs() as lines:
        said = client.get(f"/v1/scenarios/{'0' * 32}", headers={"Accept-Language": "sv"})

    assert said.status_code == 500
    assert said.headers["content-type"] == "application/problem+json"
    assert said.json()["code"] == "our_fault"
    assert "fel" in said.json()["title"]
    assert said.headers["X-Request-ID"]
    assert "pupils" not in said.text
    assert [(line["event"], line["log_level"]) for line in lines] == [
        ("fault", "error"),
        ("request", "info"),
    ]
    assert lines[1]["status"] == 500


def test_requests_are_counted_by_route(client: TestClient) -> None:
    for named in ("0" * 32, "1" * 32):
        client.get(f"/v1/scenarios/{named}")
    client.request("DANCE", "/v1/scenarios")

    found = metrics_of(client)
    route = 'method="GET",route="/scenarios/{id}"'
    assert found["etalukkari_requests_total", f'{route},status="404"'] == 2
    assert found["etalukkari_request_seconds_count", route] == 2
    assert not any("DANCE" in labels or "0" * 32 in labels for _, labels in found)


def test_jobs_are_counted_without_saying_whose(client: TestClient, parts: Parts) -> None:
    from api.principal import Principal, Role
    from api.store import jobs
    from api.store.states import Kind

    planner = Principal("k1", "savo", Role.MUNICIPALITY, "m1")
    with parts.store.write() as connection:
        for _ in range(3):
            last = jobs.add(connection, planner, jobs.Asked(Kind.SOLVE, None, {}, 10.0))
        jobs.claim(connection, last, "w1")
    time.sleep(0.01)

    found = metrics_of(client)
    assert found["etalukkari_jobs", 'kind="solve",state="queued"'] == 2
    assert found["etalukkari_job_attempts", 'kind="solve",state="solving"'] == 1
    assert 0 < found["etalukkari_oldest_wait_seconds", ""] < 60
    assert found["etalukkari_database_up", ""] == 1
    assert not any("m1" in labels or "savo" in labels for _, labels in found)


def test_metrics_are_closed_where_sign_in_is_asked_for(parts: Parts) -> None:
    closed = replace(parts, settings=parts.settings.model_copy(update={"sign_in": True}))
    with TestClient(application(closed)) as client:
        assert client.get("/metrics").status_code == 404


def test_a_key_opens_the_metrics(parts: Parts) -> None:
    key = "a-key-for-the-metrics"
    with_key = parts.settings.model_copy(update={"sign_in": True, "metrics_key": SecretStr(key)})
    with TestClient(application(replace(parts, settings=with_key))) as client:
        answers = [
            client.get("/v1/metrics", headers=headers).status_code
            for headers in (
                {},
                {"Authorization": "Bearer another-key"},
                {"Authorization": f"Bearer {key}"},
            )
        ]

    assert answers == [401, 401, 200]


@pytest.mark.parametrize("path", ["/health", "/v1/health"])
def test_the_process_lives(client: TestClient, path: str) -> None:
    assert client.get(path).json() == {"alive": True}


@pytest.mark.parametrize("path", ["/ready", "/v1/ready"])
def test_it_is_ready_once_somebody_works(
    client: TestClient, parts: Parts, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is looked at here is the answer; a busy machine may need longer for it.
    monkeypatch.setattr("api.web.routes.health.PATIENCE_SECONDS", 30)
    assert client.get(path).json() == {**READY, "ready": False, "workers": False}
    works(parts)

    said = client.get(path)
    assert (said.status_code, said.json()) == (200, READY)


def test_the_document_is_where_it_is_looked_for(client: TestClient) -> None:
    document = client.get("/openapi.json").json()

    assert document == client.get("/v1/openapi.json").json()
    assert {"/v1/ready", "/v1/metrics"} <= set(document["paths"])
    assert "/ready" not in document["paths"]


def test_an_older_schema_is_not_ready(
    client: TestClient, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    works(parts)
    monkeypatch.setattr(opening, "newest", lambda: "another")

    said = client.get("/ready")
    assert said.status_code == 503
    assert said.json() == {**READY, "ready": False, "database": False}


def test_a_full_disk_is_not_ready(
    client: TestClient, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    works(parts)
    monkeypatch.setattr(health, "LEAST_FREE", 2**80)

    said = client.get("/ready")
    assert said.json() == {**READY, "ready": False, "disk": False}


def test_a_database_that_hangs_is_told_within_a_second(
    client: TestClient, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And again, while the first look still hangs; nothing waits for it at the end."""
    free = threading.Event()
    hanging = []

    def hangs(_store: Store) -> bool:
        hanging.append(threading.current_thread())
        free.wait(30)
        return True

    works(parts)
    monkeypatch.setattr(health, "is_ready", hangs)
    for _ in range(2):
        began = time.monotonic()
        said = client.get("/ready")
        # A second, and what a machine that is busy with other tests takes beside.
        assert time.monotonic() - began < 2
        assert (said.status_code, said.json()["database"]) == (503, False)
    assert len(hanging) == 1
    free.set()
    hanging[0].join(5)
    assert client.get("/ready").status_code == 200
