"""People at work: what each looks at and hands in, and how long the answers take."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, NamedTuple

import httpx2

from api.principal import Role
from scenarios.library import load

THINKING_SECONDS = 2.0
PATIENCE = 30.0
SUBMITTED = {"seconds": 5.0, "workers": 1, "seed": 1}
EVENTS = "/v1/plans/{plan}/events"
FINE = frozenset([200, 201, 202, 204, 206, 304])


class Asked(NamedTuple):
    """One request: what for, how long it took, and what went wrong."""

    name: str
    submit: bool
    seconds: float
    error: str = ""


@dataclass(frozen=True)
class Place:
    """What there is to look at: by its name a scenario and its plan; the solves under way."""

    scenarios: Mapping[str, tuple[str, str]]
    running: list[str]
    document: Mapping[str, Any]


# What people look at, and how often: paths of the contract with what is put into them.
LOOKED_AT = (
    ("/v1/scenarios", 4, set(Role)),
    ("/v1/plans", 6, set(Role)),
    ("/v1/scenarios/{scenario}", 3, {Role.COORDINATOR, Role.MUNICIPALITY}),
    ("/v1/plans/{plan}", 10, set(Role)),
    ("/v1/plans/{plan}/schedule?by=school", 8, set(Role)),
    ("/v1/plans/{plan}/schedule?by=teacher", 5, {Role.COORDINATOR, Role.MUNICIPALITY}),
    ("/v1/plans/{plan}/bill", 3, {Role.COORDINATOR, Role.MUNICIPALITY}),
    ("/v1/plans/{plan}/explanations", 2, {Role.COORDINATOR}),
    ("/v1/plans/{plan}/exports/xlsx", 1, {Role.COORDINATOR}),
    ("/v1/plans/{plan}/exports/csv", 1, {Role.MUNICIPALITY, Role.SCHOOL}),
    ("/v1/plans/{plan}/exports/json", 1, {Role.COORDINATOR}),
    (EVENTS, 3, {Role.COORDINATOR}),
    ("/v1/me", 2, set(Role)),
)
QUESTIONS = ("/v1/plans/{plan}/explanations",)
"""What the engine has to compute first: neither a read nor a submit."""
SHARE_OF_SUBMITS = 0.25
"""Of what a coordinator does; a twentieth of everything."""


class Client:
    """Somebody with a key."""

    def __init__(self, url: str, key: str, role: Role, number: int, place: Place) -> None:
        self._url, self._role, self._place = url, role, place
        every = list(place.scenarios.values())
        # Who is of a municipality reaches the scenarios that it is in.
        bound = role in (Role.MUNICIPALITY, Role.SCHOOL)
        self._reached = [every[number % len(every)]] if bound else every
        self._headers = {"Authorization": f"Bearer {key}"}
        self._random = Random(number)
        known = set(place.document["paths"])
        self._looks = [
            (path, weight)
            for path, weight, roles in LOOKED_AT
            if role in roles and _described(path) in known
        ]

    async def work(self, seconds: float) -> list[Asked]:
        """Look, think, look again, for so long."""
        asked: list[Asked] = []
        overdue = time.monotonic() + seconds
        limits = httpx2.Limits(max_connections=2)
        async with httpx2.AsyncClient(
            base_url=self._url,
            headers=self._headers,
            timeout=PATIENCE,
            limits=limits,
            trust_env=False,
            # To read the certificates of the machine takes 40 ms for each client, and nobody
            # shows one here.
            verify=False,
        ) as client:
            await asyncio.sleep(self._random.uniform(0, THINKING_SECONDS))
            while time.monotonic() < overdue:
                submits = self._role is Role.COORDINATOR
                if submits and self._random.random() < SHARE_OF_SUBMITS:
                    asked += await self._hand_in(client)
                else:
                    asked.append(await self._look(client))
                await asyncio.sleep(self._random.expovariate(1 / THINKING_SECONDS))
        return asked

    async def _look(self, client: httpx2.AsyncClient) -> Asked:
        paths, weights = zip(*self._looks, strict=True)
        (path,) = self._random.choices(paths, weights)
        scenario, plan = self._random.choice(self._reached)
        if path == EVENTS:
            return await self._follow(client)
        return await self._timed(client, "GET", path, path.format(scenario=scenario, plan=plan))

    async def _follow(self, client: httpx2.AsyncClient) -> Asked:
        """Open the events of a running solve, and leave after the first."""
        began = time.monotonic()
        path = EVENTS.format(plan=self._random.choice(self._place.running))
        error = ""
        try:
            async with client.stream("GET", path) as answer:
                error = "" if answer.status_code in FINE else f"status {answer.status_code}"
                async for _line in answer.aiter_lines():
                    break
        except httpx2.TransportError as failure:
            error = repr(failure)
        return Asked(f"GET {EVENTS}", False, time.monotonic() - began, error)

    async def _hand_in(self, client: httpx2.AsyncClient) -> list[Asked]:
        """A scenario, a solve of it, and both deleted a moment later."""
        name, _ = self._random.choice(list(self._place.scenarios.items()))
        path = "/v1/scenarios"
        made, answer = await self._submitted(client, path, path, in_json(name))
        if answer is None:
            return [made]
        scenario = answer["id"]
        path = "/v1/scenarios/{scenario}/plans"
        asked, answer = await self._submitted(
            client, path, path.format(scenario=scenario), json.dumps(SUBMITTED).encode()
        )
        found = [made, asked]
        await asyncio.sleep(self._random.uniform(0, THINKING_SECONDS))
        if answer is not None:
            path = "/v1/plans/{plan}"
            found.append(await self._timed(client, "DELETE", path, path.format(plan=answer["id"])))
        path = "/v1/scenarios/{scenario}"
        found.append(await self._timed(client, "DELETE", path, path.format(scenario=scenario)))
        return found

    async def _submitted(
        self, client: httpx2.AsyncClient, name: str, path: str, body: bytes
    ) -> tuple[Asked, Any]:
        began = time.monotonic()
        headers = {"Idempotency-Key": secrets.token_hex(16), "Content-Type": "application/json"}
        try:
            answer = await client.post(path, content=body, headers=headers)
        except httpx2.TransportError as failure:
            return Asked(f"POST {name}", True, time.monotonic() - began, repr(failure)), None
        seconds = time.monotonic() - began
        if answer.status_code not in FINE:
            error = f"status {answer.status_code} {answer.text[:200]}"
            return Asked(f"POST {name}", True, seconds, error), None
        return Asked(f"POST {name}", True, seconds), answer.json()

    async def _timed(self, client: httpx2.AsyncClient, method: str, name: str, path: str) -> Asked:
        began = time.monotonic()
        error = ""
        try:
            answer = await client.request(method, path)
            if answer.status_code not in FINE:
                error = f"status {answer.status_code} {answer.text[:200]}"
        except httpx2.TransportError as failure:
            error = repr(failure)
        submit = method != "GET"
        return Asked(f"{method} {name}", submit, time.monotonic() - began, error)


@cache
def in_json(name: str) -> bytes:
    """A library scenario as an office sends it, made once so that no client waits for it."""
    return json.dumps(load(name).normal_form()).encode()


def _described(path: str) -> str:
    """The path as the OpenAPI document has it."""
    bare = path.partition("?")[0]
    for noun in ("scenario", "plan"):
        bare = bare.replace(f"{{{noun}}}", "{id}")
    head, slash, tail = bare.rpartition("/exports/")
    return f"{head}/exports/{{format}}" if slash and tail else bare
