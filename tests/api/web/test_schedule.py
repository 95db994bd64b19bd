"""Schedules and files of a plan, each role's own."""

from __future__ import annotations

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from api.principal import LOCAL, Principal
from api.store import audit
from api.store.engine import Store
from api.store.pages import At
from api.web import security
from api.web.depends import Parts
from tests.support.databases import ONE_DATABASE
from tests.support.reading import ELSEWHERE, OURS, SCHOOLS, STRANGER, VIEWER, asking_as

EVERYBODY = [LOCAL, OURS, SCHOOLS, VIEWER]


@pytest.mark.parametrize("someone", EVERYBODY)
def test_everybody_sees_when_a_teacher_teaches(
    client: TestClient, solved: str, someone: Principal
) -> None:
    with asking_as(client, someone):
        found = client.get(f"/v1/plans/{solved}/schedule?by=teacher&name=t1")

    assert found.status_code == 200, found.text
    (row,) = found.json()["rows"]
    assert (row["teacher"], row["day"], row["start"]) == ("t1", "mon", "09:00")


def test_a_municipality_sees_its_own_pupils_only(client: TestClient, solved: str) -> None:
    address = f"/v1/plans/{solved}/schedule?by=school"
    with asking_as(client, OURS):
        rows = client.get(address).json()["rows"]
        others = client.get(f"{address}&name=s2")
        nobodys = client.get(f"{address}&name=s77")

    assert [(row["school"], row["pupils"]) for row in rows] == [("s1", 3)]
    assert (others.status_code, others.text) == (404, nobodys.text)


def test_a_schedule_that_has_not_changed_is_not_sent_again(client: TestClient, solved: str) -> None:
    address = f"/v1/plans/{solved}/schedule"
    known = client.get(address).headers["ETag"]

    again = client.get(address, headers={"If-None-Match": known})
    with asking_as(client, OURS):
        other = client.get(address, headers={"If-None-Match": known})

    assert (again.status_code, other.status_code) == (304, 200)
    for answer in (again, other):
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Vary"] == security.VARY


@pytest.mark.parametrize("part", ["schedule", "plan", "bill"])
def test_a_tag_tells_nothing_of_what_is_not_shown(
    client: TestClient, solved: str, part: str
) -> None:
    address = f"/v1/plans/{solved}/{part}"
    with asking_as(client, OURS):
        known = {"If-None-Match": client.get(address).headers["ETag"]}
    renamed = client.patch(
        f"/v1/plans/{solved}", json={"name": "x"}, headers={"If-Match": "*"}
    ).json()

    with asking_as(client, OURS):
        again = client.get(address, headers=known)

    assert (renamed["revision"], again.status_code) == (3, 304)


def test_what_was_read_across_a_border_is_written_down(
    client: TestClient, store: Store, solved: str
) -> None:
    client.get(f"/v1/plans/{solved}/schedule")
    with asking_as(client, OURS):
        client.get(f"/v1/plans/{solved}/schedule")

    with store.read() as connection:
        entries = audit.page(connection, LOCAL, At()).rows
    assert sorted((one.actor, one.action, one.id, one.owner) for one in entries) == [
        ("local", "plan.schedule_read", solved, "m1"),
        ("local", "plan.schedule_read", solved, "m2"),
    ]


def test_the_whole_plan_is_data_without_the_hash_of_its_scenario(
    client: TestClient, solved: str
) -> None:
    found = client.get(f"/v1/plans/{solved}/plan").json()
    with asking_as(client, OURS):
        own = client.get(f"/v1/plans/{solved}/plan").json()

    assert [member["need"] for member in found["groups"][0]["members"]] == ["n1", "n2"]
    assert [member["need"] for member in own["groups"][0]["members"]] == ["n1"]
    assert "scenario" not in found


@pytest.mark.parametrize(("someone", "status"), [(SCHOOLS, 403), (VIEWER, 403), (STRANGER, 404)])
def test_the_bill_is_for_those_who_pay(
    client: TestClient, solved: str, someone: Principal, status: int
) -> None:
    address = f"/v1/plans/{solved}/bill"
    with asking_as(client, OURS):
        own = client.get(address).json()
    with asking_as(client, someone):
        others = client.get(address)

    assert set(client.get(address).json()["shares_year"]["pupil"]) == {"m1", "m2"}
    assert own["municipality"] == "m1"
    assert others.status_code == status


def test_a_plan_without_groups_has_no_schedule_yet(client: TestClient, scenario: str) -> None:
    place = client.post(f"/v1/scenarios/{scenario}/plans", json={}).headers["Location"]

    answers = [client.get(f"{place}/{part}") for part in ("schedule", "plan", "exports/csv")]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (409, "plan_is_empty")
    ] * 3


@ONE_DATABASE
@pytest.mark.parametrize(
    ("name", "begins"),
    [("xlsx", b"PK"), ("load.svg", b"<svg")],
)
def test_files_of_the_whole_plan(client: TestClient, solved: str, name: str, begins: bytes) -> None:
    found = client.get(f"/v1/plans/{solved}/exports/{name}")

    assert found.status_code == 200, found.text
    assert found.content.startswith(begins)
    assert found.headers["Content-Disposition"].startswith("attachment; filename=")
    known = {"If-None-Match": found.headers["ETag"]}
    assert client.get(f"/v1/plans/{solved}/exports/{name}", headers=known).status_code == 304


def test_a_municipality_has_its_own_slots_in_its_files(client: TestClient, solved: str) -> None:
    with asking_as(client, OURS):
        slots = client.get(f"/v1/plans/{solved}/exports/csv")
        plan = client.get(f"/v1/plans/{solved}/exports/json")
        refused = [
            client.get(f"/v1/plans/{solved}/exports/{name}") for name in ("xlsx", "load.svg")
        ]

    text = io.StringIO(slots.content.decode("utf-8-sig"))
    assert {row["school"] for row in csv.DictReader(text, delimiter=";")} == {"s1"}
    assert "n2" not in json.dumps(plan.json())
    assert [one.status_code for one in refused] == [403, 403]


@ONE_DATABASE
@pytest.mark.parametrize("part", ["schedule", "plan", "exports/csv", "exports/load.svg"])
@pytest.mark.parametrize("someone", [STRANGER, ELSEWHERE])
def test_what_is_out_of_reach_is_not_there(
    client: TestClient, solved: str, someone: Principal, part: str
) -> None:
    with asking_as(client, someone):
        there = client.get(f"/v1/plans/{solved}/{part}")
        invented = client.get(f"/v1/plans/{'0' * 32}/{part}")

    assert (there.status_code, there.text) == (404, invented.text)


def test_a_file_of_no_format_is_not_there(client: TestClient, parts: Parts, solved: str) -> None:
    assert client.get(f"/v1/plans/{solved}/exports/exe").status_code == 404
