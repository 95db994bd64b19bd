"""Following a solve: everything once and in order, from any process, and no figures for others."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from typing import Any, TypeVar

import pytest
from fastapi.testclient import TestClient

from api.principal import LOCAL, Principal
from api.store import jobs, plans
from api.store.engine import Store
from api.store.states import Kind, State
from api.web.following import Following, Told
from tests.support.reading import OURS, STRANGER, VIEWER, asking_as, shared_world
from tests.support.service import stored_scenario

Result = TypeVar("Result")


@pytest.fixture
def named(store: Store) -> str:
    """A plan whose solve has begun."""
    scenario = stored_scenario(store, shared_world())
    with store.write() as connection:
        named = jobs.add(connection, LOCAL, jobs.Asked(Kind.SOLVE, scenario, {}, seconds=10))
        plans.add(connection, LOCAL, plans.PlanAsked(named, scenario))
        jobs.claim(connection, named, "a1")
    return named


def tell(store: Store, named: str, *values: int) -> None:
    for value in values:
        with store.write() as connection:
            jobs.tell(connection, named, "stage", {"value": value})


def end(store: Store, named: str) -> None:
    with store.write() as connection:
        jobs.end(connection, named, "a1", State.COMPLETED)


def heard(text: str) -> list[tuple[str, dict[str, Any], str | None]]:
    """Kind, data and number of each event of a stream."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if line[:1] != ":")
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"]), lines.get("id")))
    return found


def stage_values(text: str) -> list[int]:
    return [data["value"] for kind, data, _ in heard(text) if kind == "stage"]


def test_a_follower_who_hears_nothing_has_to_come_back_too(
    client: TestClient, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.routes.events.MOST_SECONDS", 0.5)

    found = client.get(f"/v1/plans/{named}/events")

    assert [kind for kind, _, _ in heard(found.text)] == ["started"]


def test_all_that_happened_is_told_and_then_the_end(
    client: TestClient, store: Store, named: str
) -> None:
    tell(store, named, 5, 4, 3)
    end(store, named)

    answer = client.get(f"/v1/plans/{named}/events")

    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert stage_values(answer.text) == [5, 4, 3]
    kind, data, _ = heard(answer.text)[-1]
    assert (kind, data) == ("ended", {"state": "completed"})


def test_who_was_cut_off_goes_on_after_the_last_event(
    client: TestClient, store: Store, named: str
) -> None:
    tell(store, named, 5, 4, 3)
    end(store, named)
    address = f"/v1/plans/{named}/events"
    numbers = [number for _, _, number in heard(client.get(address).text)]

    rest = client.get(address, headers={"Last-Event-ID": str(numbers[-2])})
    nothing = client.get(address, headers={"Last-Event-ID": str(numbers[-1])})

    assert [kind for kind, _, _ in heard(rest.text)] == ["ended"]
    assert heard(nothing.text) == [("ended", {"state": "completed"}, None)]


@pytest.mark.parametrize("someone", [OURS, VIEWER])
def test_without_whole_sight_only_the_state_is_told(
    client: TestClient, store: Store, named: str, someone: Principal
) -> None:
    tell(store, named, 5, 4)
    end(store, named)

    with asking_as(client, someone):
        answer = client.get(f"/v1/plans/{named}/events")

    assert stage_values(answer.text) == []
    assert heard(answer.text)[-1][:2] == ("ended", {"state": "completed"})


def test_who_may_not_reach_the_plan_hears_nothing(client: TestClient, named: str) -> None:
    with asking_as(client, STRANGER):
        there = client.get(f"/v1/plans/{named}/events")
        invented = client.get(f"/v1/plans/{'0' * 32}/events")

    assert there.status_code == invented.status_code == 404
    assert there.text == invented.text


def test_a_number_that_is_none_is_refused(client: TestClient, named: str) -> None:
    answer = client.get(f"/v1/plans/{named}/events", headers={"Last-Event-ID": "x"})

    assert answer.status_code == 422


async def following(found: Following, named: str, after: int = 0) -> list[Told]:
    return [told async for told in found.follow(named, after)]


def run(awaited: Awaitable[Result]) -> Result:
    async def within() -> Result:
        return await asyncio.wait_for(awaited, 20)

    return asyncio.run(within())


def test_many_followers_share_the_looks_and_all_hear_everything(
    store: Store, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    followers, looks = 30, 0
    found = Following(store)
    look = found._heard

    def counted(job: str, after: int) -> Any:
        nonlocal looks
        looks += 1
        return look(job, after)

    monkeypatch.setattr(found, "_heard", counted)

    async def solve() -> list[list[Told]]:
        tasks = [asyncio.create_task(following(found, named)) for _ in range(followers)]
        for value in range(5):
            await asyncio.sleep(0.2)
            tell(store, named, value)
        end(store, named)
        return list(await asyncio.gather(*tasks))

    everything = run(solve())

    for told in everything:
        assert [one.data["value"] for one in told if one.kind == "stage"] == list(range(5))
        assert told[-1].kind == "ended"
    # Each looks once for what was before it; then there is one for all of them.
    assert looks < followers + 15
    assert found._channels == {}


def test_a_follower_far_behind_reads_what_the_others_have_forgotten(
    store: Store, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.following.MOST", 2)
    found = Following(store)

    async def solve() -> list[Told]:
        slow = found.follow(named, 0)
        told: list[Told] = []
        tell(store, named, 0)
        while not told or told[-1].kind != "stage":
            told.append(await anext(slow))
        other = asyncio.create_task(following(found, named))
        waiting = asyncio.create_task(anext(slow))
        await asyncio.sleep(0.5)
        tell(store, named, *range(1, 9))
        told.append(await waiting)
        await asyncio.sleep(0.6)
        end(store, named)
        told += [one async for one in slow]
        await other
        return told

    told = run(solve())

    assert [one.data["value"] for one in told if one.kind == "stage"] == list(range(9))


def test_a_plan_deleted_on_the_way_ends_the_stream(store: Store, named: str) -> None:
    found = Following(store)

    async def gone() -> list[Told]:
        task = asyncio.create_task(following(found, named))
        await asyncio.sleep(0.5)
        with store.write() as connection:
            connection.execute(jobs.jobs.delete().where(jobs.jobs.c.id == named))
        return await task

    assert run(gone())[-1] == Told(None, "ended", {"state": "deleted"})
