"""Scenarios over HTTP: handed in as each kind of file, refused with everything that is wrong."""

from __future__ import annotations

import io
import json
import logging

import pytest
from fastapi.testclient import TestClient

from api.jobs.requests import IMPORTED
from api.store import files, jobs
from api.store.engine import Store
from api.store.states import State
from api.web.depends import Parts
from api.web.imports import READ_AT_ONCE
from api.web.routes import scenarios as routes
from scenarios.files import read_bytes, written
from scenarios.library import load
from tests.scenarios.files.hostile import far_corner
from tests.support.build import changed, need, world
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

MEDIA_TYPES = {
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
CODE = "131052-308A"
# What is read before any row is asked for is the same with every database.


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_each_kind_of_file_comes_back_as_it_was(client: TestClient, ending: str) -> None:
    scenario = load("riihimaki-spring")

    made = client.post(
        "/v1/scenarios",
        content=written(scenario, ending, "sv"),
        headers={"Content-Type": MEDIA_TYPES[ending]},
    )
    found = client.get(f"{made.headers['Location']}/file{ending}?language=sv")

    assert made.status_code == 201, made.text
    assert made.json()["id"] in made.headers["Location"]
    assert found.headers["Content-Type"] == MEDIA_TYPES[ending]
    assert read_bytes(found.content, f"x{ending}").scenario == scenario


@ONE_DATABASE
def test_a_file_that_the_reader_has_is_neither_written_nor_sent_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = written(world(need("n1")), ".json")
    made = client.post("/v1/scenarios", content=body, headers={"Content-Type": "application/json"})
    place = f"{made.headers['Location']}/file.xlsx"
    first = client.get(place)
    monkeypatch.setattr(routes, "written", None)

    again = client.get(place, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert client.get(place).content == first.content


@ONE_DATABASE
def test_a_form_with_one_file_is_taken_by_its_ending(client: TestClient) -> None:
    book = written(world(need("n1")), ".xlsx", "fi")

    made = client.post("/v1/scenarios", files={"file": ("Tarpeet 2026.XLSX", book)})
    nameless = client.post("/v1/scenarios", files={"other": ("needs.xlsx", book)})
    unknown = client.post("/v1/scenarios", files={"file": ("needs.pdf", book)})

    assert made.status_code == 201, made.text
    assert nameless.status_code in (400, 422)
    assert unknown.status_code == 422
    assert [one["code"] for one in unknown.json()["findings"]] == ["unknown_format"]


@ONE_DATABASE
def test_warnings_come_with_what_was_made(client: TestClient) -> None:
    remarkable = changed(world(need("n1")), "s1", supervisors=0)
    made = client.post("/v1/scenarios?language=en", json=remarkable.normal_form())

    assert made.status_code == 201
    assert made.json()["warnings"]
    assert all(one["severity"] != "error" for one in made.json()["warnings"])
    assert all(one["sentence"].endswith(".") for one in made.json()["warnings"])


@ONE_DATABASE
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


@ONE_DATABASE
def test_findings_have_the_row_and_column_of_the_file(client: TestClient) -> None:
    faulty = world(need("n1", pupils=99), need("n2", school="s2", pupils=98))

    refused = client.post(
        "/v1/scenarios",
        content=written(faulty, ".xlsx", "fi"),
        headers={"Content-Type": MEDIA_TYPES[".xlsx"]},
    )

    errors = [one for one in refused.json()["findings"] if one["severity"] == "error"]
    assert refused.status_code == 422
    assert refused.json()["code"] == "scenario_refused"
    assert {one["place"]["table"] for one in errors} == {"needs"}
    assert [one["place"]["row"] for one in errors] == [2, 3]


@ONE_DATABASE
@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "", "multipart/mixed"])
def test_other_content_is_not_taken(client: TestClient, media_type: str) -> None:
    body = written(world(need("n1")), ".json")

    refused = client.post("/v1/scenarios", content=body, headers={"Content-Type": media_type})

    assert refused.status_code == 415
    assert refused.json()["code"] == "unsupported_media_type"
    assert "application/json" in refused.headers["Accept"]


@ONE_DATABASE
def test_a_broken_form_is_the_sender_s_fault(client: TestClient) -> None:
    head = {"Content-Type": "multipart/form-data; boundary=x"}

    for body in (b"", b"--y\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"):
        assert client.post("/v1/scenarios", content=body, headers=head).status_code in (400, 422)


@ONE_DATABASE
def test_a_hostile_workbook_is_a_finding(client: TestClient) -> None:
    refused = client.post(
        "/v1/scenarios", content=far_corner(), headers={"Content-Type": MEDIA_TYPES[".xlsx"]}
    )

    assert refused.status_code == 422
    assert refused.json()["findings"]


@ONE_DATABASE
def test_an_identity_code_is_neither_taken_nor_repeated(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    tables = world(need("n1")).normal_form()
    tables["needs"][0]["name"] = CODE
    tables["teachers"][0]["name"] = f"Opettaja {CODE}"
    tables["settings"]["name"] = CODE

    with caplog.at_level(logging.DEBUG):
        refused = client.post("/v1/scenarios", json=tables)
        form = client.post(
            "/v1/scenarios", files={"file": (f"{CODE}.json", json.dumps(tables).encode())}
        )

    assert refused.status_code == form.status_code == 422
    assert "personal_data" in {one["code"] for one in refused.json()["findings"]}
    assert CODE not in refused.text + form.text + caplog.text
    assert CODE not in str(refused.headers) + str(form.headers)


@ONE_DATABASE
def test_a_column_of_names_is_refused(client: TestClient) -> None:
    tables = world(need("n1")).normal_form()
    tables["needs"][0]["etunimi"] = "Aino"

    refused = client.post("/v1/scenarios", json=tables)

    assert refused.status_code == 422
    assert "personal_data" in {one["code"] for one in refused.json()["findings"]}
    assert "Aino" not in refused.text


def test_a_check_keeps_nothing(client: TestClient) -> None:
    sound, faulty = world(need("n1")), world(need("n1", pupils=99))

    said = [client.post("/v1/checks", json=one.normal_form()) for one in (sound, faulty)]

    assert [one.status_code for one in said] == [200, 200]
    assert said[0].json()["errors"] == 0
    assert said[1].json()["errors"] == 1
    assert client.get("/v1/scenarios").json()["items"] == []


def test_a_municipality_hands_in_only_what_is_all_its_own(parts: Parts) -> None:
    shared, own = two_municipalities(), world(need("n1"))

    with signed_in(parts, municipality_caller("m1")) as client:
        taken = client.post("/v1/scenarios", json=own.normal_form())
        refused = client.post(
            "/v1/scenarios",
            content=written(shared, ".xlsx"),
            headers={"Content-Type": MEDIA_TYPES[".xlsx"]},
        )
        back = client.get(f"{taken.headers['Location']}/file.json")

    assert taken.status_code == 201, taken.text
    assert back.status_code == 200
    assert refused.status_code == 422
    places = [
        (one["place"]["table"], one["place"]["row"])
        for one in refused.json()["findings"]
        if one["code"] == "municipality_not_own"
    ]
    assert places == [("municipalities", 3)]


@ONE_DATABASE
@pytest.mark.parametrize("role", [viewer(), school_caller("s1", "m1")], ids=lambda one: one.role)
def test_others_hand_nothing_in(parts: Parts, role: object) -> None:
    with signed_in(parts, role) as client:
        refused = client.post("/v1/scenarios", json=world(need("n1")).normal_form())

    assert refused.status_code == 403
    assert refused.json()["code"] == "not_allowed"


@ONE_DATABASE
def test_a_template_of_each_language_is_a_workbook(client: TestClient) -> None:
    for language in ("fi", "sv", "en"):
        book = client.get(f"/v1/templates/{language}.xlsx")

        assert read_bytes(io.BytesIO(book.content).read(), "x.xlsx").scenario is not None
    assert client.get("/v1/templates/de.xlsx").status_code == 422


@ONE_DATABASE
def test_demo_data_is_ready_to_be_handed_in(client: TestClient) -> None:
    listed = client.get("/v1/demo-data").json()

    described = next(one for one in listed if one["name"] == "riihimaki-spring")
    body = client.get(described["location"]).content
    made = client.post("/v1/scenarios", content=body, headers={"Content-Type": "application/json"})

    assert made.status_code == 201
    assert described["needs"] == len(load("riihimaki-spring").needs)
    assert client.get("/v1/demo-data/none").status_code == 404


def test_a_large_file_is_read_by_a_job(
    parts: Parts, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(READ_AT_ONCE, ".json", 10)
    body = written(world(need("n1")), ".json")
    head = {"Content-Type": "application/json", "Idempotency-Key": "i-1"}

    with signed_in(parts, municipality_caller("m1")) as client:
        made, again = (client.post("/v1/scenarios", content=body, headers=head) for _ in "12")
        named = made.json()["id"]
        queued = client.get(made.headers["Location"]).json()
        with store.write() as connection:
            assert files.body(connection, named, IMPORTED) == body
            jobs.claim(connection, named, "w1")
            jobs.end(connection, named, "w1", State.COMPLETED, result={"scenario": "s"})
        done = client.get(f"/v1/imports/{named}").json()
    seen = {}
    for name, who in {
        "coordinator": coordinator(),
        "another key": municipality_caller("m1", actor="k9"),
        "elsewhere": coordinator(area="elsewhere"),
        "viewer": viewer(),
    }.items():
        with signed_in(parts, who) as client:
            seen[name] = client.get(f"/v1/imports/{named}").status_code

    assert (made.status_code, again.json()["id"]) == (202, named)
    assert (queued["status"], done["status"], done["scenario"]) == ("queued", "completed", "s")
    assert seen == {"coordinator": 200, "another key": 404, "elsewhere": 404, "viewer": 404}
