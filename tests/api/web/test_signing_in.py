"""People sign in with the provider of their office, and nothing else signs them in."""

from __future__ import annotations

import time
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from api.access import attempts, people
from api.store import sign_ins
from api.store.engine import Store
from tests.support.browsers import browser_of, signed_in, way_back
from tests.support.provider import CLIENT, SECRET, MockProvider
from tests.support.web import ORIGIN, closed_client


def test_somebody_signs_in_and_is_who_the_provider_says(browser: TestClient) -> None:
    back = browser.get(way_back(browser))

    assert (back.status_code, back.headers["Location"]) == (303, "/plans?page=2")
    me = browser.get("/v1/me").json()
    assert (me["way"], me["role"], me["area"]) == ("sign_in", "coordinator", "savo")
    assert "matti" not in str(me)


def test_the_cookies_are_read_by_no_script_and_sent_to_no_other_host(browser: TestClient) -> None:
    there = browser.get("/v1/sign-in")
    back = browser.get(
        httpx2.get(there.headers["Location"], follow_redirects=False)
        .headers["Location"]
        .removeprefix(ORIGIN)
    )

    given = [*there.headers.get_list("set-cookie"), *back.headers.get_list("set-cookie")]
    assert [one.split("=")[0] for one in given] == [
        attempts.COOKIE,
        people.COOKIE,
        attempts.COOKIE,
    ]
    for one in given:
        assert one.startswith("__Host-")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(one.split("; "))
        assert "domain" not in one.lower()


def test_the_secret_of_the_cookie_stands_nowhere(browser: TestClient, store: Store) -> None:
    signed_in(browser)

    with store.read() as connection:
        rows = connection.execute(sign_ins.sign_ins.select()).all()
    assert len(rows) == 1
    assert browser.cookies[people.COOKIE] not in str(rows)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"exp": 1},
        {"exp": None},
        {"iat": time.time() + 10_000},
        {"sub": None},
    ],
)
def test_an_identity_that_does_not_hold_is_refused(
    browser: TestClient, provider: MockProvider, wrong: dict[str, Any]
) -> None:
    provider.claims = wrong

    back = browser.get(way_back(browser))

    assert (back.status_code, back.json()["code"]) == (401, "sign_in_refused")
    assert people.COOKIE not in browser.cookies


def test_an_identity_signed_by_somebody_else_is_refused(
    browser: TestClient, provider: MockProvider
) -> None:
    provider.signing_key = RSAKey.generate_key(2048, {"kid": provider.key.kid})

    assert browser.get(way_back(browser)).status_code == 401


@pytest.mark.parametrize("header", ['{"alg":"none"}', '{"alg":"HS256"}'])
def test_an_identity_that_anybody_could_sign_is_refused(
    browser: TestClient, provider: MockProvider, header: str
) -> None:
    head, claims = (
        attempts.urlsafe_b64encode(one.encode()).decode().rstrip("=")
        for one in (header, f'{{"iss": "{provider.issuer}", "aud": "{CLIENT}", "sub": "x"}}')
    )
    provider.answer = {"token_type": "Bearer", "access_token": "x", "id_token": f"{head}.{claims}."}

    assert browser.get(way_back(browser)).status_code == 401


def test_a_code_works_once_and_only_in_the_browser_that_asked(
    browser: TestClient, store: Store, provider: MockProvider
) -> None:
    back = way_back(browser)
    thief = browser_of(store, provider)

    assert thief.get(back).status_code == 401
    way_back(thief)
    assert thief.get(back).status_code == 401
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 401


def test_a_code_without_its_state_or_too_late_is_refused(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = way_back(browser)
    assert browser.get(back.replace("state=", "state=x")).status_code == 401
    assert browser.get("/v1/sign-in/return?error=access_denied").status_code == 401

    late = time.time() + attempts.SECONDS + 1
    monkeypatch.setattr(attempts.time, "time", lambda: late)
    assert browser.get(back).status_code == 401


def test_another_provider_cannot_answer_in_its_place(
    browser: TestClient, provider: MockProvider
) -> None:
    back = way_back(browser)
    other = back.replace("iss=", "iss=https%3A%2F%2Felsewhere.example")
    assert browser.get(other).status_code == 401


def test_who_must_say_who_answers_and_does_not_is_refused(
    browser: TestClient, provider: MockProvider
) -> None:
    provider.published = {"authorization_response_iss_parameter_supported": True}
    back = way_back(browser)

    assert browser.get(back.split("&iss=")[0]).status_code == 401


def test_new_keys_of_the_provider_are_fetched_and_known_ones_kept(
    browser: TestClient, provider: MockProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        signed_in(browser)
    assert provider.asked.count("/keys") == 1
    assert sum("well-known" in path for path in provider.asked) == 1

    provider.rotate()
    monkeypatch.setattr(
        browser.app.state.entrance.provider, "_clock", lambda: time.monotonic() + 60
    )
    signed_in(browser)

    assert provider.asked.count("/keys") == 2


@pytest.mark.parametrize(
    "published",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_says_something_unsafe_of_itself_is_not_used(
    browser: TestClient, provider: MockProvider, published: dict[str, Any]
) -> None:
    provider.published = published

    answer = browser.get("/v1/sign-in")

    assert (answer.status_code, answer.json()["code"]) == (503, "provider_away")


def test_a_provider_that_is_away_is_said_to_be(
    browser: TestClient, store: Store, provider: MockProvider
) -> None:
    back = way_back(browser)
    provider.token_status, provider.answer = 500, {}

    assert browser.get(back).json()["code"] == "provider_away"
    nobody = closed_client(
        store,
        public_address=ORIGIN,
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    assert nobody.get("/v1/sign-in").json()["code"] == "provider_away"


def test_who_has_no_role_stays_outside(browser: TestClient, provider: MockProvider) -> None:
    provider.person["roles"] = ["another-program:admin"]

    back = browser.get(way_back(browser))

    assert (back.status_code, back.json()["code"]) == (403, "no_role")
    assert people.COOKIE not in browser.cookies


def test_failures_at_the_way_back_are_counted(store: Store, provider: MockProvider) -> None:
    browser = browser_of(store, provider, failures_a_minute=2)

    answers = [browser.get("/v1/sign-in/return?code=x&state=y").status_code for _ in range(3)]

    assert answers == [401, 401, 429]
    assert "/token" not in provider.asked


@pytest.mark.parametrize(
    ("next", "leads_to"),
    [
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/plans/1", "/plans/1"),
    ],
)
def test_nobody_is_led_elsewhere(browser: TestClient, next: str, leads_to: str) -> None:
    assert browser.get(way_back(browser, next)).headers["Location"] == leads_to


def test_without_a_provider_there_is_no_such_way(store: Store) -> None:
    client = closed_client(store)

    assert client.get("/v1/sign-in").status_code == 404
    assert client.get("/v1/sign-in/return?code=x&state=y").status_code == 404
