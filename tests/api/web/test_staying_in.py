"""Who has signed in stays so until an end of it: by hand, by another sign-in, by time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from api.access import people
from api.access.forgery import FIELD, HEADER
from api.store import audit, sign_ins
from api.store.engine import Store
from api.store.ids import now
from api.store.pages import At
from tests.support.browsers import signed_in
from tests.support.keys import COORDINATOR
from tests.support.web import ORIGIN


def test_signing_out_ends_it_everywhere(browser: TestClient) -> None:
    token = signed_in(browser)
    cookie = browser.cookies[people.COOKIE]

    out = browser.post("/v1/sign-out", headers={HEADER: token, "Origin": ORIGIN})

    assert out.status_code == 204
    assert people.COOKIE not in browser.cookies
    browser.cookies.set(people.COOKIE, cookie, domain="localhost.local", path="/")
    assert browser.get("/v1/me").status_code == 401


def test_signing_in_again_ends_the_sign_in_before(browser: TestClient) -> None:
    signed_in(browser)
    before = browser.cookies[people.COOKIE]
    signed_in(browser)

    assert browser.app.state.entrance.people.find(before) is None
    assert browser.get("/v1/me").status_code == 200


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "form_token"),
        ({HEADER: "wrong"}, "form_token"),
        ({"Origin": "https://evil.example"}, "foreign_page"),
        ({"Sec-Fetch-Site": "cross-site"}, "foreign_page"),
    ],
)
def test_a_page_of_somewhere_else_does_nothing_in_a_persons_name(
    browser: TestClient, headers: dict[str, str], code: str
) -> None:
    token = signed_in(browser)
    sent = headers if code == "form_token" else {HEADER: token, **headers}

    answer = browser.post("/v1/sign-out", headers=sent)

    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert browser.get("/v1/me").status_code == 200


@pytest.mark.parametrize("as_file", [False, True])
def test_a_form_of_ours_carries_its_token(browser: TestClient, as_file: bool) -> None:
    token = signed_in(browser)
    files = {"scenario": ("scenario.json", b"{}")} if as_file else None

    answer = browser.post("/v1/sign-out", data={FIELD: token}, files=files)

    assert answer.status_code == 204


def test_a_sign_in_ends_after_an_idle_hour_and_after_a_day_at_work(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(browser)
    begin = now()

    def at(minutes: int) -> int:
        moment = begin + timedelta(minutes=minutes)
        for module in (people, sign_ins):
            monkeypatch.setattr(module, "now", lambda: moment)
        return browser.get("/v1/me").status_code

    assert [at(minutes) for minutes in (50, 100, 150)] == [200] * 3
    assert at(150 + 61) == 401

    signed_in(browser)
    begin = begin + timedelta(minutes=211)
    assert {at(minutes) for minutes in range(0, 595, 50)} == {200}
    assert at(601) == 401


def test_coming_and_going_stand_in_the_log(browser: TestClient, store: Store) -> None:
    token = signed_in(browser)
    actor = browser.get("/v1/me").json()["actor"]
    browser.post("/v1/sign-out", headers={HEADER: token})

    with store.read() as connection:
        rows = audit.page(connection, COORDINATOR, At()).rows
    assert [(row.action, row.actor, row.id) for row in rows] == [
        ("person.signed_out", actor, actor),
        ("person.signed_in", actor, actor),
    ]
