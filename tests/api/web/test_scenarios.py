"""Scenarios over HTTP: listed and read back, by each role as far as it sees."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.store import audit, scenarios
from api.store.engine import Store
from api.store.pages import At
from api.web.depends import Parts
from scenarios.findings import Finding, Place
from scenarios.library import load
from tests.support.build import need, world
from tests.support.callers import (
    coordinator,
    signed_in,
    viewer,
)
from tests.support.callers import (
    municipality as municipality_caller,
)
from tests.support.callers import (
    school as school_caller,
)
from tests.support.databases import ONE_DATABASE
from tests.support.reading import two_municipalities
from tests.support.service import stored_scenario

MEDIA_TYPES = {
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
CODE = "131052-308A"
# What is read before any row is asked for is the same with every database.


def test_a_list_is_newest_first_and_found_by_name(client: TestClient, store: Store) -> None:
    made = [stored_scenario(store, load(name)) for name in ("riihimaki-spring", "lappi-spring")]

    listed = client.get("/v1/scenarios").json()["items"]
    found = client.get("/v1/scenarios", params={"name": "LAP"}).json()["items"]

    assert [one["id"] for one in listed] == made[::-1]
    assert [one["id"] for one in found] == made[1:]


@ONE_DATABASE
def test_an_unknown_parameter_is_not_ignored(client: TestClient) -> None:
    refused = client.get("/v1/scenarios?nmae=x")

    assert refused.status_code == 422
    assert "nmae" in refused.json()["findings"][0]["sentence"]
    assert client.get("/v1/scenarios?name=x&name=y").status_code == 422


def test_a_file_of_all_counts_is_for_who_sees_them_all(parts: Parts, store: Store) -> None:
    shared = stored_scenario(store, two_municipalities())
    answers = {}
    for name, who in {
        "coordinator": coordinator(),
        "part of it": municipality_caller("m1"),
        "not part of it": municipality_caller("m9"),
        "school": school_caller("s1", "m1"),
        "viewer": viewer(),
        "elsewhere": coordinator(area="elsewhere"),
    }.items():
        with signed_in(parts, who) as client:
            answers[name] = client.get(f"/v1/scenarios/{shared}/file.json")

    assert {name: one.status_code for name, one in answers.items()} == {
        "coordinator": 200,
        "part of it": 403,
        "not part of it": 404,
        "school": 403,
        "viewer": 403,
        "elsewhere": 404,
    }
    with signed_in(parts, coordinator()) as client:
        invented = client.get(f"/v1/scenarios/{'0' * 32}/file.json")
    assert answers["elsewhere"].content == answers["not part of it"].content == invented.content


def test_one_scenario_is_shown_as_far_as_it_is_seen(parts: Parts, store: Store) -> None:
    """The view decides what; here it reaches everybody who asks."""
    noticed = [
        Finding(
            code="need_id_tells", subjects=(f"need:{one}",), place=Place(table="needs", row=row)
        )
        for row, one in enumerate(("n1", "n2"), start=1)
    ]
    with store.write() as connection:
        named = scenarios.add(connection, coordinator(), two_municipalities(), noticed)
    shown, tables = {}, {}
    for name, who in {
        "all": coordinator(),
        "part": municipality_caller("m1"),
        "school": school_caller("s1", "m1"),
    }.items():
        with signed_in(parts, who) as client:
            shown[name] = client.get(f"/v1/scenarios/{named}").json()
            tables[name] = client.get(f"/v1/scenarios/{named}/tables/needs").json()["rows"]

    assert [one["whole"] for one in shown.values()] == [True, False, False]
    assert {name: one["tables"]["needs"] for name, one in shown.items()} == {
        name: len(rows) for name, rows in tables.items()
    }
    assert [len(rows) for rows in tables.values()] == [2, 1, 1]
    subjects = [[told["subjects"] for told in one["warnings"]] for one in shown.values()]
    assert subjects == [[["need:n1"], ["need:n2"]], [["need:n1"]], [["need:n1"]]]
    with signed_in(parts, viewer()) as client:
        assert client.get(f"/v1/scenarios/{named}").status_code == 403


def test_whose_counts_were_read_is_written_down(parts: Parts, store: Store) -> None:
    named = stored_scenario(store, two_municipalities())
    with signed_in(parts, coordinator()) as client:
        client.get(f"/v1/scenarios/{named}")
        client.get(f"/v1/scenarios/{named}/tables/needs")
        client.get(f"/v1/scenarios/{named}/file.json")
    with signed_in(parts, municipality_caller("m1")) as client:
        client.get(f"/v1/scenarios/{named}/tables/needs")

    with store.read() as connection:
        rows = audit.page(connection, coordinator(), At()).rows
    assert sorted((one.action, one.owner) for one in rows) == [
        ("scenario.exported", "m1"),
        ("scenario.exported", "m2"),
        ("scenario.read", "m1"),
        ("scenario.read", "m2"),
    ]


def test_what_is_known_is_not_sent_again(client: TestClient, store: Store) -> None:
    named = stored_scenario(store, world(need("n1")))
    for path in ("", "/tables/needs", "/file.xlsx"):
        first = client.get(f"/v1/scenarios/{named}{path}")
        again = client.get(
            f"/v1/scenarios/{named}{path}", headers={"If-None-Match": first.headers["ETag"]}
        )

        assert (first.status_code, again.status_code) == (200, 304)
        assert again.content == b""


def test_the_same_request_again_makes_no_second_scenario(client: TestClient) -> None:
    tables, larger = world(need("n1")).normal_form(), world(need("n1"), need("n2"))
    head = {"Idempotency-Key": "a-1"}

    made = [client.post("/v1/scenarios", json=tables, headers=head) for _ in range(2)]
    other = client.post("/v1/checks", json=tables, headers=head)
    another = client.post("/v1/scenarios", json=larger.normal_form(), headers=head)

    assert [one.status_code for one in made] == [201, 201]
    assert len({one.json()["id"] for one in made}) == 1
    assert len(client.get("/v1/scenarios").json()["items"]) == 1
    assert (other.status_code, another.status_code) == (200, 409)


def test_unknown_tables_and_ids_are_not_there(client: TestClient, store: Store) -> None:
    named = stored_scenario(store, world(need("n1")))

    for path in (f"{named}/tables/meals", f"{named}/file.pdf", "x", f"{'0' * 32}/tables/needs"):
        missing = client.get(f"/v1/scenarios/{path}")

        assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_a_scenario_is_deleted_by_who_may(parts: Parts, store: Store) -> None:
    shared, own = (stored_scenario(store, one) for one in (two_municipalities(), world(need("n1"))))
    statuses = {}
    for name, who in {
        "part of it": municipality_caller("m1"),
        "school": school_caller("s1", "m1"),
        "elsewhere": coordinator(area="elsewhere"),
        "coordinator": coordinator(),
    }.items():
        with signed_in(parts, who) as client:
            statuses[name] = client.delete(f"/v1/scenarios/{shared}").status_code
    with signed_in(parts, municipality_caller("m1")) as client:
        deleted = client.delete(f"/v1/scenarios/{own}").status_code
        again = client.delete(f"/v1/scenarios/{own}").status_code

    assert statuses == {"part of it": 403, "school": 403, "elsewhere": 404, "coordinator": 204}
    assert (deleted, again) == (204, 404)
