"""Plans: asked for, listed, read, renamed, stopped, deleted."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.store import plan_changes, plans
from api.store.states import State
from api.web.depends import Tongue
from api.web.paging import Paged, Paging
from api.web.plan_shown import listed, shown
from api.web.problems import documented
from api.web.reading import Reading
from api.web.shapes.plans import PlanId, PlanListed, PlanRenamed, PlanShown, PlanWanted
from api.web.solves import submitted

router = APIRouter(tags=["plans"])
Word = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]


@router.post("/scenarios/{id}/plans", status_code=202, responses=documented(403, 404, 422))
def ask(
    reading: Reading, language: Tongue, id: str, wanted: PlanWanted, response: Response
) -> PlanShown:
    """Ask for a plan of a scenario. It is solved as a job; follow it by its events."""
    with reading.service.store.write() as connection:
        named = submitted(reading, connection, id, wanted)
        row = reading.row(connection, named)
    response.headers["Location"] = f"/v1/plans/{named}"
    return shown(row, whole=True, language=language)


@router.get("/plans")
def list_plans(
    reading: Reading,
    at: Paging,
    scenario: Annotated[PlanId | None, Query(description="Of one scenario.")] = None,
    status: State | None = None,
    name: Word = None,
) -> Paged[PlanListed]:
    """Plans that the caller may reach, newest first."""
    wanted = plans.Wanted(scenario, status, name)
    with reading.service.store.read() as connection:
        found = plans.page(connection, reading.caller, wanted, at)
    return Paged(items=[listed(row) for row in found.rows], next=found.next)


@router.get("/plans/{id}", responses=documented(404))
def show(reading: Reading, language: Tongue, id: str) -> PlanShown:
    """One plan: how far its solve is, and what came of it."""
    with reading.service.store.read() as connection:
        row = reading.row(connection, id)
        whole = reading.sight(connection, row).whole
    return shown(row, whole, language)


@router.patch("/plans/{id}", responses=documented(403, 404, 422))
def rename(reading: Reading, language: Tongue, id: str, renamed: PlanRenamed) -> PlanShown:
    """Give a plan another name."""
    with reading.service.store.write() as connection:
        reading.changeable(connection, id)
        plan_changes.rename(connection, id, renamed.name)
        row = reading.row(connection, id)
    return shown(row, whole=True, language=language)


@router.post("/plans/{id}/stop", responses=documented(403, 404))
def stop(reading: Reading, language: Tongue, id: str) -> PlanShown:
    """End the solve with the best plan that it has; one that has ended stays as it is."""
    with reading.service.store.write() as connection:
        reading.changeable(connection, id)
        plan_changes.ask_to_stop(connection, id)
        row = reading.row(connection, id)
    return shown(row, whole=True, language=language)


@router.delete("/plans/{id}", status_code=204, responses=documented(403, 404))
def delete(reading: Reading, id: str) -> None:
    """Delete a plan with all that was made of it; a solve under way ends without a trace."""
    with reading.service.store.write() as connection:
        reading.changeable(connection, id)
        plan_changes.remove(connection, id)
    reading.service.jobs.forget([id])
