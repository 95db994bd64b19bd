"""Read again only what has changed, overwrite nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.i18n.catalogue import Language
from api.principal import LOCAL, Principal, Role
from api.web import conditions, problems
from api.web.conditions import Fresh, IfMatch

KEPT: dict[str, Any] = {"id": "0" * 32, "name": "a", "live": 1}


@pytest.fixture
def resource() -> TestClient:
    app = FastAPI()
    problems.install(app)
    conditions.install(app)
    app.state.kept, app.state.edition = dict(KEPT), 0

    @app.get("/thing")
    def show(fresh: Fresh) -> dict[str, Any]:
        kept: dict[str, Any] = app.state.kept
        fresh.check(conditions.tag(kept, edition=app.state.edition))
        return kept

    @app.patch("/thing")
    def change(body: dict[str, str], condition: IfMatch = None) -> None:
        conditions.to_change(condition, app.state.edition)
        app.state.kept |= body
        app.state.edition += 1

    return TestClient(app)


def live(resource: TestClient, value: int) -> None:
    app = resource.app
    assert isinstance(app, FastAPI)
    app.state.kept["live"] = value


def test_what_the_reader_has_is_not_sent_again(resource: TestClient) -> None:
    tag = resource.get("/thing").headers["ETag"]

    for header in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = resource.get("/thing", headers={"If-None-Match": header})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_what_has_changed_is_sent(resource: TestClient) -> None:
    tag = resource.get("/thing").headers["ETag"]
    live(resource, 2)

    again = resource.get("/thing", headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_of_two_who_change_the_same_the_second_is_told(resource: TestClient) -> None:
    condition = {"If-Match": resource.get("/thing").headers["ETag"]}

    first = resource.patch("/thing", json={"name": "b"}, headers=condition)
    second = resource.patch("/thing", json={"name": "c"}, headers=condition)

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (412, "changed_meanwhile")
    assert resource.get("/thing").json()["name"] == "b"


def test_a_change_needs_a_condition(resource: TestClient) -> None:
    answer = resource.patch("/thing", json={"name": "b"})

    assert (answer.status_code, answer.json()["code"]) == (428, "condition_missing")


def test_the_live_value_gets_in_nobodys_way(resource: TestClient) -> None:
    condition = {"If-Match": resource.get("/thing").headers["ETag"]}
    live(resource, 2)

    assert resource.patch("/thing", json={"name": "b"}, headers=condition).status_code == 200


@pytest.mark.parametrize("tag", ["", "0", '"0"', "1-x", '"1-x"', '"00-x"', '"x", "1-y"'])
def test_an_invented_tag_is_not_the_present_one(resource: TestClient, tag: str) -> None:
    answer = resource.patch("/thing", json={"name": "b"}, headers={"If-Match": tag})

    assert answer.status_code == 412


def test_anything_may_be_changed_by_who_says_so(resource: TestClient) -> None:
    assert (
        resource.patch("/thing", json={"name": "b"}, headers={"If-Match": "*"}).status_code == 200
    )


def test_each_reader_and_language_has_its_own_tag() -> None:
    readers = [LOCAL, Principal("k", "local", Role.MUNICIPALITY, "049")]
    readers += [replace(readers[1], municipality="091"), replace(LOCAL, area="elsewhere")]
    readers += [Principal("k", "local", Role.SCHOOL, "049", "s1"), replace(LOCAL, role=Role.VIEWER)]

    tags = {
        conditions.tag("0" * 32, *conditions.seen_by(reader, language))
        for reader in readers
        for language in Language
    }

    assert len(tags) == len(readers) * len(Language)
