"""Scenarios: handed in, listed, read back."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from api.store import scenarios
from api.web.depends import Caller, Sent, Service
from api.web.problems import Problem, documented
from scenarios.files.reading import read_bytes
from scenarios.findings import has_errors

router = APIRouter(tags=["scenarios"])


@router.post("/scenarios", status_code=201, responses=documented(422))
def add(
    service: Service,
    caller: Caller,
    body: Sent,
    response: Response,
) -> dict[str, Any]:
    """Hand in a scenario."""
    reading = read_bytes(body, "scenario.json")
    if reading.scenario is None or has_errors(reading.findings):
        raise Problem(422, "scenario_refused", reading.findings)
    with service.store.write() as connection:
        named = scenarios.add(connection, caller, reading.scenario, reading.findings)
    response.headers["Location"] = f"/v1/scenarios/{named}"
    return {"id": named}


@router.get("/scenarios/{id}", responses=documented(404))
def show(service: Service, caller: Caller, id: str) -> dict[str, Any]:
    """One scenario."""
    with service.store.read() as connection:
        row = scenarios.find(connection, caller, id)
    if row is None:
        raise Problem(404, "not_found")
    return {"id": row.id, "name": row.name, "needs": row.needs}
