"""The client against the whole application, and against a network that breaks."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.client import Client, Job, ProblemError, UnreachableError, UnsafeAddressError
from api.client.connection import PAUSE_SECONDS
from api.store import jobs
from api.store.engine import Store
from api.store.states import State
from api.web.app import application
from api.web.depends import Parts
from scenarios.files import read_bytes, written
from scenarios.variants import Edit
from tests.support.build import need, world

SERVER = "http://testserver"
Answer = Callable[[httpx2.Request], httpx2.Response]


class Breaking(httpx2.BaseTransport):
    """Sends every request on; what it hears of the first few answers is lost."""

    def __init__(self, inner: httpx2.BaseTransport, lost: int) -> None:
        self._inner, self._lost, self.sent = inner, lost, 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.sent += 1
        answer = self._inner.handle_request(request)
        if self.sent <= self._lost:
            raise httpx2.ReadError("the connection broke")
        return answer


@pytest.fixture
def database(migrated_file: Path, tmp_path: Path) -> str:
    """The client is the same with every database."""
    path = tmp_path / "etalukkari.db"
    shutil.copy(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def inner(parts: Parts) -> Iterator[httpx2.BaseTransport]:
    with TestClient(application(parts)) as opened:
        yield opened._transport


@pytest.fixture
def client(inner: httpx2.BaseTransport) -> Iterator[Client]:
    with Client(SERVER, language="en", transport=inner) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.client.connection.time.sleep", lambda seconds: None)


def body(*pupils: int) -> bytes:
    needs = [need(f"n{number}", pupils=one) for number, one in enumerate(pupils, start=1)]
    return written(world(*needs), ".json")


def test_a_scenario_its_variant_and_their_list(client: Client) -> None:
    kept = client.add_scenario(body(3))
    edit = Edit.model_validate(
        {"edit": "change", "table": "needs", "row": {"need": "n1"}, "cells": {"pupils": 5}}
    )

    variant = client.add_variant(kept.id, [edit], name="More")

    again = read_bytes(client.scenario_file(variant.id, ".xlsx"), "x.xlsx").scenario
    assert again is not None
    assert again.needs[0].pupils == 5
    assert client.scenario(variant.id)["parent"] == kept.id
    assert [one["id"] for one in client.scenarios(limit="1")] == [variant.id, kept.id]


def test_a_problem_has_all_findings_and_their_sentences(client: Client) -> None:
    with pytest.raises(ProblemError) as refused:
        client.add_scenario(body(99, 98))

    assert (refused.value.status, refused.value.code) == (422, "scenario_refused")
    assert [one.code for one in refused.value.findings].count("need_too_large") == 2
    assert "99" in refused.value.told[0].sentence
    assert "need_too_large" in [one.finding.code for one in client.check(body(99), ".json")]
    with pytest.raises(ProblemError) as missing:
        client.plan("../scenarios")
    assert missing.value.status == 404


def test_a_request_whose_answer_was_lost_is_done_once(inner: httpx2.BaseTransport) -> None:
    breaking = Breaking(inner, lost=2)
    with Client(SERVER, transport=breaking) as client:
        kept = client.add_scenario(body(3))

        assert breaking.sent == 3
        assert [one["id"] for one in client.scenarios()] == [kept.id]


def test_a_job_is_waited_for_and_its_events_come_once(client: Client, store: Store) -> None:
    job = client.solve(client.add_scenario(body(3)).id, seconds=5)
    with store.write() as connection:
        jobs.claim(connection, job.id, "w1")
        jobs.tell(connection, job.id, "live", {"stage": "cost"})
        jobs.end(connection, job.id, "w1", State.FAILED)
    heard: list[str] = []

    ended = client.wait(job, lambda event: heard.append(event.kind))

    assert ended.status == "failed"
    assert heard == ["started", "live", "ended"]
    assert client.now(job).status == "failed"
    client.delete(job)
    with pytest.raises(ProblemError):
        client.now(job)


def stream(*events: tuple[int, str]) -> httpx2.Response:
    text = "".join(f"id: {number}\nevent: {kind}\ndata: {{}}\n\n" for number, kind in events)
    head = {"Content-Type": "text/event-stream"}
    return httpx2.Response(200, headers=head, content=text.encode())


def test_events_go_on_after_the_last_one_heard() -> None:
    asked: list[str | None] = []
    answers: list[Answer] = [
        lambda request: stream((4, "queued"), (7, "started")),
        lambda request: httpx2.Response(503),
        lambda request: stream((9, "live")),
        lambda request: stream((10, "ended")),
    ]

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.headers.get("Last-Event-ID"))
        return answers[len(asked) - 1](request)

    with Client(SERVER, transport=httpx2.MockTransport(answer)) as broken:
        events = list(broken._connection.follow("/v1/plans/x/events"))

    assert [one.kind for one in events] == ["queued", "started", "live", "ended"]
    assert asked == [None, "7", "7", "9"]


def test_what_is_no_event_of_ours_ends_the_wait() -> None:
    head = {"Content-Type": "text/event-stream"}
    other = httpx2.Response(200, headers=head, content=b"event: live\ndata: <html>\n\n")
    with (
        Client(SERVER, transport=httpx2.MockTransport(lambda request: other)) as client,
        pytest.raises(UnreachableError),
    ):
        client.wait(Job("/v1/plans/x", {"id": "x", "status": "queued"}))


def test_nobody_there_is_told_after_some_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count()
    monkeypatch.setattr("api.client.connection.time.monotonic", lambda: PAUSE_SECONDS * next(ticks))

    def nobody(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    with (
        Client(SERVER, transport=httpx2.MockTransport(nobody)) as client,
        pytest.raises(UnreachableError),
    ):
        client.scenario("x")


@pytest.mark.parametrize("status", [200, 404, 500])
def test_something_else_that_listens_is_no_service(status: int) -> None:
    page = httpx2.Response(status, text="<html>It works!</html>")
    with (
        Client(SERVER, transport=httpx2.MockTransport(lambda request: page)) as client,
        pytest.raises(UnreachableError),
    ):
        client.scenario("x")


def test_a_key_is_sent_only_where_nobody_reads_along(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.headers["Authorization"])
        return httpx2.Response(200, content=json.dumps({"items": [], "next": None}))

    monkeypatch.setenv("ETALUKKARI_KEY", "k-1")
    with pytest.raises(UnsafeAddressError):
        Client("http://etalukkari.example.fi")
    for server in ("https://etalukkari.example.fi", "http://127.0.0.1:8800", "http://[::1]:1"):
        with Client(server, transport=httpx2.MockTransport(answer)) as client:
            assert list(client.plans()) == []

    assert sent == ["Bearer k-1"] * 3


def test_no_proxy_reads_what_is_said_to_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        proxy.settimeout(0.2)
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        monkeypatch.setattr("api.client.connection.ANSWER_SECONDS", 0.2)

        with (
            Client(f"http://127.0.0.1:{closed.getsockname()[1]}", "k-1", patience=0) as client,
            pytest.raises(UnreachableError),
        ):
            client.scenario("x")

        with pytest.raises(TimeoutError):
            proxy.accept()
