"""A database that is away or hangs is told to those who ask, and to those who run the service."""

from __future__ import annotations

import signal
import time

from fastapi.testclient import TestClient

from api.settings import Settings
from api.store.engine import Store
from api.web.app import application
from api.web.depends import Parts
from tests.support.databases import PostgresServer
from tests.support.operating import metrics_of, works
from tests.support.processes import children, signalled
from tests.support.service import RememberedJobs


def test_a_database_that_is_gone_and_comes_back(postgres: PostgresServer) -> None:
    store = Store(postgres.new_database("template_migrated"))
    parts = Parts(Settings(hosts="testserver"), store, RememberedJobs())
    works(parts)
    with TestClient(application(parts)) as client:
        before = client.get("/ready").status_code
        postgres.stop()
        try:
            gone, metrics = client.get("/ready"), metrics_of(client)
        finally:
            postgres.start()
        after = client.get("/ready").status_code
    store.close()

    assert (before, gone.status_code, after) == (200, 503, 200)
    assert metrics["etalukkari_database_up", ""] == 0


def test_a_server_that_is_frozen_is_told_in_time(postgres: PostgresServer) -> None:
    store = Store(postgres.new_database("template_migrated"))
    parts = Parts(Settings(hosts="testserver"), store, RememberedJobs())
    works(parts)
    with TestClient(application(parts)) as client:
        assert client.get("/ready").status_code == 200
        frozen = [postgres.pid, *children(postgres.pid)]
        signalled(frozen, signal.SIGSTOP)
        try:
            began = time.monotonic()
            said = client.get("/ready")
            took = time.monotonic() - began
        finally:
            signalled(frozen, signal.SIGCONT)
        overdue = time.monotonic() + 20
        while client.get("/ready").status_code != 200 and time.monotonic() < overdue:
            time.sleep(0.05)
        after = client.get("/ready").status_code
    store.close()

    assert said.json() == {"ready": False, "database": False, "workers": False, "disk": True}
    assert took < 2
    assert after == 200


def test_who_asks_while_the_database_is_away_is_told_when_to_ask_again(
    postgres: PostgresServer,
) -> None:
    store = Store(postgres.new_database("template_migrated"))
    parts = Parts(Settings(hosts="testserver"), store, RememberedJobs())
    with TestClient(application(parts)) as client:
        postgres.stop()
        try:
            said = client.get("/v1/scenarios")
        finally:
            postgres.start()
        after = client.get("/v1/scenarios").status_code
    store.close()

    assert (said.status_code, said.json()["code"], after) == (503, "database_away", 200)
    assert int(said.headers["Retry-After"]) > 0
