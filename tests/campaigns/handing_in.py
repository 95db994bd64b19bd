"""A patient client: hands jobs in, stops and deletes them, whatever dies while it asks."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from random import Random
from typing import Any

import httpx2

from scenarios.generate import generate
from scenarios.scenario import Scenario

PATIENCE = 60.0
PAUSE = 0.2
KEY = "Idempotency-Key"


class GaveUpError(Exception):
    """The service did not answer in a minute, or with something that it must not answer."""


class Office:
    """Hands in jobs with an Idempotency-Key each, asking again until it is answered.

    A request whose connection broke may have been done or not; asked again with its key it must
    be the same job.
    """

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client
        self._lock = threading.Lock()
        self.accepted: set[str] = set()
        self.deleted: set[str] = set()
        self.stopped: set[str] = set()
        self.asked_again = 0
        self.faults: list[str] = []

    def hand_in(self, scenario: Scenario) -> str:
        """Id of the scenario."""
        answer = self._until_answered("POST", "/v1/scenarios", json=scenario.normal_form())
        return str(_expected(answer, 201)["id"])

    def solve(self, scenario: str, asked: Mapping[str, Any], twice: bool = False) -> str:
        """Id of the job of a new solve; `twice` asks again with the same key."""
        headers = {KEY: secrets.token_hex(16)}
        path = f"/v1/scenarios/{scenario}/plans"
        answers = [
            _expected(self._until_answered("POST", path, json=asked, headers=headers), 202)["id"]
            for _ in range(1 + twice)
        ]
        with self._lock:
            self.accepted.update(answers)
            if len(set(answers)) != 1:
                self.faults.append(f"one Idempotency-Key made the jobs {answers}")
        return str(answers[0])

    def stop(self, job: str) -> None:
        """Ask a job to stop and keep its best plan."""
        self._until_answered("POST", f"/v1/plans/{job}/stop")
        with self._lock:
            self.stopped.add(job)

    def delete(self, job: str) -> None:
        """Delete a job with all that it made."""
        self._until_answered("DELETE", f"/v1/plans/{job}")
        with self._lock:
            self.deleted.add(job)

    def _until_answered(self, method: str, path: str, **given: Any) -> httpx2.Response:
        overdue = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self._client.request(method, path, **given)
            except httpx2.TransportError as error:
                failure = repr(error)
            else:
                if answer.status_code < 500:
                    return answer
                failure = f"{answer.status_code} {answer.text[:500]}"
                # Honest while the database is away; anything else from within is a fault.
                if answer.status_code != httpx2.codes.SERVICE_UNAVAILABLE:
                    self.faults.append(f"{method} {path}: {failure}")
            if time.monotonic() > overdue:
                raise GaveUpError(f"{method} {path}: {failure}")
            self.asked_again += 1
            time.sleep(PAUSE)


def _expected(answer: httpx2.Response, status: int) -> dict[str, Any]:
    if answer.status_code != status:
        raise GaveUpError(f"{answer.request.method} {answer.url}: {answer.text[:500]}")
    found: dict[str, Any] = answer.json()
    return found


def drawn_solve(random: Random) -> dict[str, Any]:
    """A solve of a few seconds."""
    seconds = random.choice((2.0, 3.0, 4.0))
    return {"seconds": seconds, "workers": 1, "seed": random.randrange(1000)}


def endless() -> Scenario:
    """A scenario of 400 needs, which is not solved within any trial."""
    return generate("pilots", needs=400)
