"""The week of a plan as rows, the plan itself, and what it costs whom."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.access.rights import Action
from api.views.bill import seen_bill
from api.views.plan import seen_plan
from api.views.schedule import By, schedule
from api.web import conditions
from api.web.conditions import UNCHANGED, Fresh
from api.web.depends import Tongue
from api.web.problems import Problem, documented
from api.web.reading import Reading
from api.web.strict import Strict

router = APIRouter(tags=["plans"], dependencies=[Strict])


class ScheduleShown(BaseModel):
    """Rows of a schedule; which cells there are depends on who asks."""

    by: By
    name: str | None
    rows: list[dict[str, Any]] = Field(description="By name, then through the week.")


@router.get(
    "/plans/{id}/schedule",
    responses={**documented(403, 404, 409, 422), **UNCHANGED},
)
def show_schedule(
    fresh: Fresh,
    reading: Reading,
    language: Tongue,
    id: str,
    by: Annotated[By, Query(description="What it is a schedule of.")] = By.TEACHER,
    name: Annotated[
        str | None, Query(max_length=64, description="Id of the one; all of them if not given.")
    ] = None,
) -> ScheduleShown:
    """One row for each weekly lesson of each teacher, school, class, municipality or group."""
    opened = reading.open(id).may(Action.READ_PLAN)
    try:
        rows = schedule(opened.scenario, opened.plan, opened.sight, by, name, language)
    except LookupError as error:
        raise Problem(404, "not_found") from error
    seen = conditions.seen_by(reading.caller, language)
    fresh.check(conditions.tag(id, by, name, *seen, rows))
    reading.note("plan.schedule_read", opened)
    return ScheduleShown(by=by, name=name, rows=rows)


@router.get(
    "/plans/{id}/plan",
    responses={**documented(403, 404, 409, 422), **UNCHANGED},
)
def show_plan(
    fresh: Fresh,
    reading: Reading,
    language: Tongue,
    id: str,
) -> dict[str, Any]:
    """The plan as data: groups, members, times and unserved needs; all of them, or one's own."""
    opened = reading.open(id).may(Action.READ_PLAN)
    found = seen_plan(opened.scenario, opened.plan, opened.sight)
    seen = conditions.seen_by(reading.caller, language)
    fresh.check(conditions.tag(id, "plan", *seen, found))
    reading.note("plan.read", opened)
    return found


@router.get(
    "/plans/{id}/bill",
    responses={**documented(403, 404, 409, 422), **UNCHANGED},
)
def show_bill(
    fresh: Fresh,
    reading: Reading,
    language: Tongue,
    id: str,
) -> dict[str, Any]:
    """The bill in euros: all of it by sharing key, or one's own part of a school year."""
    opened = reading.open(id).may(Action.READ_BILL)
    found = seen_bill(opened.scenario, opened.plan, opened.sight)
    seen = conditions.seen_by(reading.caller, language)
    fresh.check(conditions.tag(id, "bill", *seen, found))
    reading.note("plan.bill_read", opened)
    return found
