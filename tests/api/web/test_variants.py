"""Variants over HTTP: edits make a new scenario, or everything that is wrong with them is said."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.store.engine import Store
from api.web.depends import Parts
from scenarios.scenario import Scenario
from scenarios.variants import Edit, EditKind, between
from tests.support.build import municipality, need, school, teacher, world
from tests.support.callers import municipality as municipality_caller
from tests.support.callers import signed_in
from tests.support.databases import ONE_DATABASE
from tests.support.service import stored_scenario

CODE = "131052-308A"


def base() -> Scenario:
    return world(need("n1", pupils=3), need("n2", pupils=4), teacher("t1"))


def change(pupils: int, named: str = "n1") -> dict[str, object]:
    cells = {"pupils": pupils}
    return {"edit": "change", "table": "needs", "row": {"need": named}, "cells": cells}


def test_a_variant_is_a_scenario_that_knows_its_parent(client: TestClient, store: Store) -> None:
    parent = stored_scenario(store, base())

    made = client.post(
        f"/v1/scenarios/{parent}/variants", json={"name": "More", "edits": [change(5)]}
    )

    assert made.status_code == 201, made.text
    tables = client.get(f"{made.headers['Location']}/file.json").json()
    assert tables["settings"]["name"] == "More"
    assert [one["pupils"] for one in tables["needs"]] == [5, 4]
    [listed] = client.get(f"/v1/scenarios/{parent}/variants").json()["items"]
    assert (listed["id"], listed["parent"], listed["name"]) == (made.json()["id"], parent, "More")


def test_the_differences_are_the_edits(client: TestClient, store: Store) -> None:
    parent = stored_scenario(store, base())
    made = client.post(f"/v1/scenarios/{parent}/variants", json={"edits": [change(5)]}).json()["id"]

    found = client.get(f"/v1/scenarios/{parent}/differences?with={made}&language=en").json()

    [one] = found["differences"]
    assert Edit.model_validate(one["edit"]).cells == {"pupils": 5}
    assert "n1" in one["sentence"]


def test_rows_that_go_are_counted(client: TestClient, store: Store) -> None:
    parent = stored_scenario(store, base())
    remove = {"edit": "remove", "table": "needs", "row": {"need": "n2"}}

    made = client.post(f"/v1/scenarios/{parent}/variants", json={"edits": [remove]})

    assert made.status_code == 201, made.text
    assert made.json()["gone"] == {"needs": 1}


@ONE_DATABASE
def test_everything_wrong_with_any_edit_is_said(client: TestClient, store: Store) -> None:
    parent = stored_scenario(store, base())
    edits = [change(5, "nobody"), change(5), {"edit": "remove", "table": "meals"}]

    refused = client.post(f"/v1/scenarios/{parent}/variants", json={"edits": edits})

    assert refused.status_code == 422
    assert refused.json()["code"] == "variant_refused"
    places = [(one["place"]["table"], one["place"]["row"]) for one in refused.json()["findings"]]
    assert places == [("edits", 1), ("edits", 3)]


def test_edits_of_another_scenario_are_refused(client: TestClient, store: Store) -> None:
    parent = stored_scenario(store, base())
    asked = {"parent": "0" * 64, "edits": [change(5)]}

    refused = client.post(f"/v1/scenarios/{parent}/variants", json=asked)
    taken = client.post(
        f"/v1/scenarios/{parent}/variants", json={**asked, "parent": base().content_hash}
    )

    assert [one["code"] for one in refused.json()["findings"]] == ["edits_of_another_scenario"]
    assert taken.status_code == 201


@ONE_DATABASE
def test_an_identity_code_in_an_edit_is_neither_taken_nor_repeated(
    client: TestClient, store: Store
) -> None:
    parent = stored_scenario(store, base())
    url = f"/v1/scenarios/{parent}/variants"
    named = {**change(5), "name": CODE}
    keyed = {**change(5), "row": {CODE: "x"}}

    answers = [
        client.post(url, json=body)
        for body in (
            {"edits": [change(5), named]},
            {"edits": [keyed]},
            {"name": f"for {CODE}", "edits": [change(5)]},
        )
    ]

    assert [one.status_code for one in answers] == [422] * 3
    assert [one["place"]["row"] for one in answers[0].json()["findings"]] == [2]
    assert {one.json()["code"] for one in answers} == {"personal_data"}
    assert not any(CODE in one.text for one in answers)


@ONE_DATABASE
def test_only_json_is_taken(client: TestClient, store: Store) -> None:
    url = f"/v1/scenarios/{stored_scenario(store, base())}/variants"

    for media_type in ("text/plain", "application/x-www-form-urlencoded", ""):
        head = {"Content-Type": media_type}
        assert client.post(url, content=b'{"edits": []}', headers=head).status_code == 415
    head = {"Content-Type": "application/json"}
    for body in (
        b"",
        b"{",
        b"[" * 100_000,
        b'{"edits": [], "edit": 1}',
        b'"\xff"',
        b'{"edits": [{"name": "\\u0000"}]}',
    ):
        assert client.post(url, content=body, headers=head).status_code in (400, 422)


def test_a_variant_of_what_is_seen_in_part_is_not_made(parts: Parts, store: Store) -> None:
    shared = world(
        need("n1"), need("n2", school="s2"), municipality("m2"), school("s2", municipality="m2")
    )
    named, own = stored_scenario(store, shared), stored_scenario(store, base())
    foreign = between(base(), base().replace(municipalities=(municipality("m1"),)))
    assert foreign == ()

    with signed_in(parts, municipality_caller("m1")) as client:
        asked = {"edits": [change(5)]}
        statuses = [
            client.post(f"/v1/scenarios/{one}/variants", json=asked).status_code
            for one in (named, own, "0" * 32)
        ]
        added = {
            "edit": EditKind.ADD,
            "table": "municipalities",
            "cells": {"municipality": "m2", "name": "M2", "supervisor_cost": 21},
        }
        grown = client.post(f"/v1/scenarios/{own}/variants", json={"edits": [added]})
        compared = client.get(f"/v1/scenarios/{own}/differences?with={named}")

    assert statuses == [403, 201, 404]
    assert grown.status_code == 422
    assert "municipality_not_own" in {one["code"] for one in grown.json()["findings"]}
    assert compared.status_code == 403


def test_edits_of_what_is_seen_in_part_are_not_shown(
    client: TestClient, parts: Parts, store: Store
) -> None:
    """A municipality sees all of a variant that it is left alone in, and nothing of the others."""
    shared = world(
        need("n1"), need("n2", school="s2"), municipality("m2"), school("s2", municipality="m2")
    )
    leave = {"edit": "remove", "table": "municipalities", "row": {"municipality": "m2"}}
    url = f"/v1/scenarios/{stored_scenario(store, shared)}/variants"
    left = client.post(url, json={"edits": [change(3, "n2"), leave]}).json()["id"]
    again = client.post(f"/v1/scenarios/{left}/variants", json={"edits": [change(5)]}).json()["id"]

    with signed_in(parts, municipality_caller("m1")) as own:
        found, further = (own.get(f"/v1/scenarios/{one}").json() for one in (left, again))

    assert found["whole"]
    assert found["edits"] is None
    assert [one["cells"] for one in further["edits"]] == [{"pupils": 5}]
    assert len(client.get(f"/v1/scenarios/{left}").json()["edits"]) == 2
