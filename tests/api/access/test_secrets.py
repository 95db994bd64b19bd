"""Whatever has the shape of a secret is struck out, and nothing else."""

from __future__ import annotations

import io
import json
import logging
import secrets
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access import attempts, people
from api.access.secrets import STRUCK_OUT, redacted
from api.access.tokens import new_key
from api.settings import LogFormat, LogLevel
from api.store.engine import Store
from api.store.ids import new_id
from tests.support.keys import bearing, made_key
from tests.support.logged import logged
from tests.support.web import closed_client, settings_of


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_key_is_struck_out_wherever_it_stands(before: str, after: str) -> None:
    key = new_key(new_id())

    assert key[-43:] not in redacted(f"{before}{key} {after}")


# As a sign-in has it; a new one for each run would give the case another name in each process.
RANDOM = "F4IYHifnodhZ6vAiT5zMW6MNaove97Sry0y4jGfuSwA"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Cookie: a=b; {cookie}={secret}; c=d", RANDOM),
        ("Cookie: {attempt}=17.{secret}.Lw", RANDOM),
        ("{{'authorization': 'Bearer {secret}'}}", "opaque-token-of-another-kind"),
        ("authorization: Basic {secret}", "dXNlcjpwYXNzd29yZA=="),
        ("postgresql://planner:{secret}@db.example/plans", "p4ss:w0rd"),
        ("GET /v1/sign-in/return?code={secret}&iss=x", "one-time"),
        ("GET /v1/sign-in/return?iss=x&state={secret} HTTP/1.1", RANDOM),
        ("client_secret={secret}", "of-the-office"),
        ('{{"client_secret": "{secret}", "x": 1}}', "of-the-office"),
        ('{{\\"id_token\\": \\"{secret}\\"}}', "eyJhbGciOi.eyJzdWIi.c2ln"),
        ("pupil {secret}, class 3", "010115A123P"),
        ("oppilas,{secret}", "131052-308T"),
    ],
)
def test_each_kind_of_secret_is_struck_out(text: str, secret: str) -> None:
    whole = text.format(secret=secret, cookie=people.COOKIE, attempt=attempts.COOKIE)

    told = redacted(whole)

    assert secret not in told
    assert STRUCK_OUT in told


@pytest.mark.parametrize(
    "text",
    [
        '{"event": "request", "route": "/v1/plans/{id}", "status": 200, "state": 1}'[:60],
        "2026-11-22T11:20:21.000000Z etalukkari.requests",
        "postgresql://db.example:5432/plans",
        "0123456789abcdef0123456789abcdef",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redacted(text) == text


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4), st.data())
def test_a_line_of_json_stays_one(values: dict[str, str], data: st.DataObject) -> None:
    names = ("code", "Bearer x", "state=", "client_secret", "://a:b@c")
    values[data.draw(st.sampled_from(names))] = data.draw(st.text(max_size=20))

    json.loads(redacted(json.dumps(values)))


@pytest.fixture
def log(store: Store) -> Iterator[io.StringIO]:
    settings = settings_of(store, log_format=LogFormat.JSON, log_level=LogLevel.DEBUG)
    with logged(settings) as written:
        yield written


def test_requests_leave_no_secret_in_the_log_or_the_answer(store: Store, log: io.StringIO) -> None:
    """Keys good and bad, cookies, tokens and codes, on ways that work, fail and break."""
    client = closed_client(store)
    good, bad = made_key(store).key, new_key(new_id())
    cookie, code, person = secrets.token_urlsafe(32), "the-one-time-code", "010115A123P"

    @client.app.get("/v1/broken")  # type: ignore[attr-defined, untyped-decorator]
    def broken() -> None:
        raise LookupError(f"{person} {good} {cookie}")

    told = []
    for path in ("/v1/me", "/v1/broken", f"/v1/scenarios/{person}", f"/v1/audit?cursor={good}"):
        for key in (good, bad):
            header = {**bearing(key), "Cookie": f"{people.COOKIE}={cookie}"}
            told.append(client.get(path, headers=header).text)
    told.append(client.get(f"/v1/sign-in/return?code={code}&state={cookie}").text)
    logging.getLogger("some.library").warning("Cookie: %s=%s", people.COOKIE, cookie)
    logging.getLogger("some.library").warning("%s asked with %s", person, bearing(good))

    everything = log.getvalue() + "".join(told)
    assert "some.library" in everything
    assert [one for one in (good[-43:], bad[-43:], cookie, code, person) if one in everything] == []
