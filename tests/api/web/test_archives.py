"""Many files of plans in one archive: asked for, written as a job, fetched by whoever asked."""

from __future__ import annotations

import csv
import io
import threading
import zipfile

import pytest
from fastapi.testclient import TestClient

from api.jobs.attempt import Attempt
from api.jobs.exporting import write_out
from api.principal import LOCAL, Principal
from api.store import jobs
from api.web.depends import Parts
from tests.support.reading import ELSEWHERE, OURS, SCHOOLS, STRANGER, VIEWER, asking_as
from tests.support.service import RememberedJobs


def wanted(plan: str, *formats: str) -> dict[str, object]:
    return {"files": [{"plan": plan, "format": one, "language": "sv"} for one in formats]}


def ask(client: TestClient, someone: Principal, plan: str, *formats: str) -> str:
    with asking_as(client, someone):
        asked = client.post("/v1/archives", json=wanted(plan, *formats))
    assert asked.status_code == 202, asked.text
    assert (asked.json()["status"], asked.json()["files"]) == ("queued", len(formats))
    return asked.headers["Location"]


def write(parts: Parts, place: str) -> None:
    """Do the job as a worker would."""
    with parts.store.write() as connection:
        row = jobs.claim(connection, place.rpartition("/")[2], "a1")
    attempt = Attempt(parts.store, parts.settings, row, threading.Event())
    attempt.end(write_out(attempt))


def test_an_archive_is_written_and_fetched(client: TestClient, parts: Parts, solved: str) -> None:
    place = ask(client, LOCAL, solved, "csv", "json")
    before = client.get(f"{place}/file")

    write(parts, place)
    shown, fetched = client.get(place).json(), client.get(f"{place}/file")

    assert isinstance(parts.jobs, RememberedJobs)
    assert place.endswith(parts.jobs.submitted[-1])
    assert (before.status_code, before.json()["code"]) == (409, "archive_not_written")
    assert (shown["status"], shown["findings"]) == ("completed", [])
    assert fetched.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        names = [f"001-{solved[:8]}.csv", f"002-{solved[:8]}.json"]
        assert archive.namelist() == names


def test_each_role_gets_its_own_part(client: TestClient, parts: Parts, solved: str) -> None:
    place = ask(client, OURS, solved, "csv")
    write(parts, place)

    with asking_as(client, OURS):
        fetched = client.get(f"{place}/file")

    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2
    assert "n2" not in text


@pytest.mark.parametrize(
    ("someone", "format", "status"),
    [(OURS, "xlsx", 403), (SCHOOLS, "xlsx", 403), (VIEWER, "csv", 403), (STRANGER, "csv", 404)],
)
def test_what_somebody_may_not_fetch_is_in_no_archive(
    client: TestClient, solved: str, someone: Principal, format: str, status: int
) -> None:
    with asking_as(client, someone):
        refused = client.post("/v1/archives", json=wanted(solved, format))

    assert refused.status_code == status


@pytest.mark.parametrize("someone", [OURS, VIEWER, STRANGER, ELSEWHERE])
def test_an_archive_is_there_for_who_asked_and_the_coordinator(
    client: TestClient, parts: Parts, solved: str, someone: Principal
) -> None:
    place = ask(client, SCHOOLS, solved, "csv")
    write(parts, place)

    coordinators = client.get(f"{place}/file").status_code
    with asking_as(client, someone):
        others = {client.get(path).status_code for path in (place, f"{place}/file")}

    assert (coordinators, others) == (200, {404})
