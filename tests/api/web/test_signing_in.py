"""People sign in with the provider of their office, and nothing else signs them in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from api.access import attempts, people
from api.access.forgery import FIELD, HEADER
from api.store import audit, sign_ins
from api.store.engine import Store
from api.store.ids import now
from api.store.pages import At
from tests.support.keys import COORDINATOR
from tests.support.provider import CLIENT, SECRET, MockProvider, mock_provider
from tests.support.web import ORIGIN, closed_client

ROLE = "etalukkari:savo:coordinator"


@pytest.fixture(scope="module")
def running() -> Iterator[MockProvider]:
    with mock_provider() as found:
        yield found


@pytest.fixture
def provider(running: MockProvider) -> MockProvider:
    running.person = {"sub": "matti", "roles": [ROLE]}
    running.claims, running.answer, running.published = {}, None, {}
    running.token_status, running.signing_key = 200, None
    running.asked.clear()
    return running


@pytest.fixture
def browser(store: Store, provider: MockProvider) -> TestClient:
    return browser_of(store, provider)


def browser_of(store: Store, provider: MockProvider, **settings: Any) -> TestClient:
    return closed_client(
        store,
        public_address=ORIGIN,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        **settings,
    )


def way_back(browser: TestClient, next: str = "/plans?page=2") -> str:
    """The path that the provider sends the browser back to."""
    there = browser.get("/v1/sign-in", params={"next": next})
    assert there.status_code == 303, there.text
    back = httpx2.get(there.headers["Location"], follow_redirects=False).headers["Location"]
    assert back.startswith(f"{ORIGIN}/v1/sign-in/return?")
    return back.removeprefix(ORIGIN)


def signed_in(browser: TestClient) -> str:
    """The token for forms."""
    assert browser.get(way_back(browser)).status_code == 303
    token: str = browser.get("/v1/me").json()["csrf_token"]
    return token


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
