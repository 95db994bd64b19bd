"""Plans: asked for, listed, read, renamed, stopped, deleted."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.access.rights import Action
from api.store import jobs, plan_changes, plans
from api.store.requests import Made
from api.store.states import State
from api.web import conditions
from api.web.conditions import UNCHANGED, Fresh, IfMatch
from api.web.depends import Tongue
from api.web.idempotent import Repeatable
from api.web.json_bodies import CleanJson
from api.web.paging import Paged, Paging
from api.web.plan_shown import listed, shown, tag_of
from api.web.problems import Problem, documented
from api.web.reading import Reading
from api.web.shapes.plans import PlanId, PlanListed, PlanRenamed, PlanShown, PlanWanted
from api.web.solves import expected, prepared, submitted
from api.web.strict import Strict

router = APIRouter(tags=["plans"], dependencies=[Strict])
Word = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]


@router.post(
    "/scenarios/{id}/plans",
    status_code=202,
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 409, 413, 415, 422),
)
def ask(
    reading: Reading,
    language: Tongue,
    once: Repeatable,
    id: str,
    wanted: PlanWanted,
    response: Response,
) -> PlanShown:
    """Ask for a plan of a scenario. It is solved as a job; follow it by its events."""
    asked_for = prepared(reading, id, wanted)
    with reading.service.store.write() as connection:

        def make() -> Made:
            named = submitted(reading, connection, asked_for)
            return Made(202, f"/v1/plans/{named}", "plan", named)

        made = once.made(connection, reading.caller, make)
    response.headers["Location"] = f"/v1/plans/{made.id}"
    return _now(reading, language, made.id)


@router.get("/plans", responses=documented(422))
def list_plans(
    reading: Reading,
    at: Paging,
    scenario: Annotated[PlanId | None, Query(description="Of one scenario.")] = None,
    status: State | None = None,
    name: Annotated[Word, Query(description="What the name holds.")] = None,
) -> Paged[PlanListed]:
    """Plans that the caller may reach, newest first."""
    wanted = plans.Wanted(scenario, status, name)
    with reading.service.store.read() as connection:
        found = plans.page(connection, reading.caller, wanted, at)
    return Paged(items=[listed(row) for row in found.rows], next=found.next)


@router.get("/plans/{id}", responses={**documented(404, 422), **UNCHANGED})
def show(fresh: Fresh, reading: Reading, language: Tongue, id: str) -> PlanShown:
    """One plan: how far its solve is, and what came of it."""
    found = _now(reading, language, id)
    fresh.check(tag_of(found))
    return found


@router.patch(
    "/plans/{id}",
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 412, 413, 415, 422, 428),
)
def rename(
    reading: Reading,
    language: Tongue,
    id: str,
    renamed: PlanRenamed,
    response: Response,
    known: IfMatch = None,
) -> PlanShown:
    """Give a plan another name."""
    row = reading.changeable(id, Action.CHANGE_PLAN)
    conditions.to_change(known, row.revision)
    with reading.service.store.write() as connection:
        if not plan_changes.rename(connection, id, renamed.name, row.revision):
            raise conditions.changed_meanwhile()
        reading.changed(connection, "plan.renamed", "plan", id)
    found = _now(reading, language, id)
    response.headers["ETag"] = tag_of(found)
    return found


@router.post("/plans/{id}/stop", responses=documented(403, 404, 422))
def stop(reading: Reading, language: Tongue, id: str) -> PlanShown:
    """End the solve with the best plan that it has; one that has ended stays as it is.

    The answer may still say `solving`: the solve ends within two seconds, and its events tell.
    """
    reading.changeable(id, Action.STOP_PLAN)
    with reading.service.store.write() as connection:
        jobs.ask_stop(connection, id)
        reading.changed(connection, "plan.stopped", "plan", id)
    return _now(reading, language, id)


@router.delete(
    "/plans/{id}",
    status_code=204,
    responses=documented(403, 404, 422),
)
def delete(reading: Reading, id: str) -> None:
    """Delete a plan with all that was made of it; a solve under way ends without a trace."""
    reading.changeable(id, Action.DELETE_PLAN)
    if not reading.service.remover.plan(reading.caller, id, reading.request):
        raise Problem(404, "not_found")


def _now(reading: Reading, language: Tongue, named: str) -> PlanShown:
    """The plan as it is at this moment.

    Raises
    ------
    Problem
        404 if it is not there, or not any more.
    """
    with reading.service.store.read() as connection:
        row = reading.row(connection, named)
        waits = expected(connection, named) if row.state == State.QUEUED else None
        return shown(row, reading.sight(connection, row), language, waits)
