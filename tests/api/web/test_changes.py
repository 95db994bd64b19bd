"""Changes by hand over HTTP: looked at, offered, and kept as verified plans of their own."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.principal import LOCAL, Principal
from api.store import plans, scenarios
from api.store.engine import Store
from solver.measure.unproved import unproved
from solver.verify.report import verify
from tests.support.build import group, need, plan, qualification, teacher, with_rows
from tests.support.databases import ONE_DATABASE
from tests.support.reading import OURS, STRANGER, VIEWER, asking_as, shared_world
from tests.support.service import stored_plan, stored_scenario

WORLD = with_rows(
    shared_world(), teacher("t2", municipality="m1"), qualification("t2"), need("n3", school="s1")
)
GROUPS = (group("t1", "mon 09:00", "n1", "n2"), group("t2", "mon 10:00", "n3"))
ANSWER = unproved(WORLD, plan(WORLD, *GROUPS), None)
NAMED = [one.group for one in ANSWER.plan.groups] if ANSWER.plan else []
TO_TUESDAY = {
    "move": "meeting",
    "group": NAMED[0],
    "meeting": 0,
    "day": "tue",
    "start": "09:00",
}


@pytest.fixture
def named(store: Store) -> str:
    return stored_plan(store, stored_scenario(store, WORLD), WORLD, ANSWER)


@ONE_DATABASE
def test_a_move_is_looked_at_with_all_that_it_does(client: TestClient, named: str) -> None:
    found = client.post(f"/v1/plans/{named}/changes/check", json={"moves": [TO_TUESDAY]})

    assert found.status_code == 200, found.text
    told = found.json()
    assert (told["allowed"], told["broken"]) == (True, [])
    assert [one["need"] for one in told["changes"]] == ["n1", "n2"]
    assert client.get(f"/v1/plans/{named}").json()["revision"] == 2


@ONE_DATABASE
def test_a_move_that_breaks_rules_is_not_kept(client: TestClient, named: str) -> None:
    at_night = {**TO_TUESDAY, "start": "22:00"}
    asked = {"moves": [at_night]}

    checked = client.post(f"/v1/plans/{named}/changes/check", json=asked).json()
    kept = client.post(f"/v1/plans/{named}/changes", json=asked, headers={"If-Match": "*"})

    assert checked["allowed"] is False
    assert {one["sentence"][-1] for one in checked["broken"]} == {"."}
    assert (kept.status_code, kept.json()["code"]) == (422, "change_breaks_rules")
    assert len(client.get("/v1/plans").json()["items"]) == 1


@ONE_DATABASE
def test_moves_of_what_is_not_there_are_refused(client: TestClient, named: str) -> None:
    moves = [
        {"move": "teacher", "group": NAMED[0], "teacher": "t99"},
        {"move": "leave", "need": "n99"},
    ]

    codes = [
        client.post(f"/v1/plans/{named}/changes/check", json={"moves": [move]}).json()
        for move in moves
    ]

    assert [one["findings"][0]["code"] for one in codes] == ["no_such_teacher", "no_such_need"]


def test_kept_moves_are_a_verified_plan_with_pins(
    client: TestClient, store: Store, named: str
) -> None:
    address = f"/v1/plans/{named}/changes"
    edition = {"If-Match": client.get(f"/v1/plans/{named}").headers["ETag"]}

    made = client.post(address, json={"moves": [TO_TUESDAY], "name": "ti"}, headers=edition)

    assert made.status_code == 201, made.text
    told = client.get(made.headers["Location"]).json()
    assert (told["status"], told["name"], told["parent"]) == ("completed", "ti", named)
    with store.read() as connection:
        row = plans.find(connection, LOCAL, told["id"])
        assert row is not None
        variant = scenarios.find(connection, LOCAL, row.scenario)
        assert variant is not None
        question, answer = scenarios.load(connection, variant), plans.load(connection, row)
    assert answer is not None
    assert verify(question, answer) == ()
    assert {(pin.need, pin.day) for pin in question.pins} == {("n1", "tue"), ("n2", "tue")}
    assert answer.scenario == question.content_hash


def test_moves_are_kept_only_of_the_plan_as_it_was_seen(client: TestClient, named: str) -> None:
    address, asked = f"/v1/plans/{named}/changes", {"moves": [TO_TUESDAY]}
    seen = {"If-Match": client.get(f"/v1/plans/{named}").headers["ETag"]}
    client.patch(f"/v1/plans/{named}", json={"name": "x"}, headers=seen)

    late = client.post(address, json=asked, headers=seen)
    blind = client.post(address, json=asked)

    assert (late.status_code, blind.status_code) == (412, 428)


@ONE_DATABASE
def test_places_of_a_group(client: TestClient, named: str) -> None:
    address = f"/v1/plans/{named}/changes/places"

    found = client.get(address, params={"group": NAMED[0], "most": 3})
    unknown = client.get(address, params={"need": "n99"})
    nothing = client.get(address)

    assert len(found.json()["places"]) == 3, found.text
    assert unknown.json()["findings"][0]["code"] == "no_such_need"
    assert nothing.json()["code"] == "place_of_what"


@ONE_DATABASE
def test_substitutes_for_an_absence(client: TestClient, named: str) -> None:
    address = f"/v1/plans/{named}/substitutes"
    days = {"first": "2026-11-23", "last": "2026-11-23"}

    found = client.post(address, json={"teacher": "t1", **days})
    wrong = client.post(address, json={"teacher": "t9", "first": "2026-11-24", "last": "2024-1-1"})
    mixed = client.post(
        address, json={"teacher": "t9", "first": "2026-11-24", "last": "2026-11-23"}
    )

    assert found.status_code == 200, found.text
    (lesson,) = found.json()["lessons"]
    assert (lesson["teacher"], lesson["lesson"]["group"]) == ("t2", NAMED[0])
    assert wrong.status_code == 422
    assert {one["code"] for one in mixed.json()["findings"]} == {
        "no_such_teacher",
        "absence_ends_first",
    }


@ONE_DATABASE
def test_plans_side_by_side(client: TestClient, store: Store, named: str) -> None:
    scenario = client.get(f"/v1/plans/{named}").json()["scenario"]
    fewer = unproved(WORLD, plan(WORLD, GROUPS[0]), None)
    other = stored_plan(store, scenario, WORLD, fewer)

    posted = client.post("/v1/comparisons", json={"plans": [named, other]})
    asked = client.get("/v1/comparisons", params={"plans": f"{named},{other}"})
    file = client.get("/v1/comparisons/exports/xlsx", params={"plans": f"{named},{other}"})
    unknown = client.post("/v1/comparisons", json={"plans": [named, "0" * 32]})

    assert posted.status_code == 200, posted.text
    assert [one["plan"] for one in posted.json()["sides"]] == [named, other]
    assert [one["need"] for one in posted.json()["sides"][1]["changes"]] == ["n3"]
    assert posted.json() == asked.json()
    assert file.content.startswith(b"PK")
    assert unknown.status_code == 404


@pytest.mark.parametrize(("someone", "status"), [(OURS, 403), (VIEWER, 403), (STRANGER, 404)])
def test_who_does_not_see_all_neither_changes_nor_compares(
    client: TestClient, named: str, someone: Principal, status: int
) -> None:
    moves = {"moves": [TO_TUESDAY]}
    days = {"teacher": "t1", "first": "2026-11-23", "last": "2026-11-23"}
    with asking_as(client, someone):
        answers = [
            client.post(f"/v1/plans/{named}/changes/check", json=moves),
            client.post(f"/v1/plans/{named}/changes", json=moves, headers={"If-Match": "*"}),
            client.get(f"/v1/plans/{named}/changes/places", params={"need": "n1"}),
            client.post(f"/v1/plans/{named}/substitutes", json=days),
            client.post("/v1/comparisons", json={"plans": [named, named]}),
            client.get("/v1/comparisons", params={"plans": f"{named},{named}"}),
            client.get("/v1/comparisons/exports/xlsx", params={"plans": f"{named},{named}"}),
        ]

    assert {one.status_code for one in answers} == {status}
