"""Who could take the lessons of a teacher who is away."""

from __future__ import annotations

from fastapi import APIRouter

from api.access.rights import Action
from api.changing import covered
from api.web.engine import child_of
from api.web.json_bodies import CleanJson
from api.web.problems import Problem, documented
from api.web.reading import Opened, Reading
from api.web.shapes.answers import AbsenceAsked, CoverShown
from api.web.strict import Strict
from scenarios.findings import Finding

router = APIRouter(tags=["plans"], dependencies=[Strict])

MOST_DAYS = 400
"""More than a school year."""


@router.post(
    "/plans/{id}/substitutes",
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 409, 413, 415, 422, 503),
)
def substitutes(reading: Reading, id: str, asked: AbsenceAsked) -> CoverShown:
    """Substitutes for each lesson of an absence, ranked, and the best for all of them together."""
    opened = reading.open(id).may(Action.FIND_SUBSTITUTES)
    if wrong := _wrong(opened, asked):
        raise Problem(422, "absence_refused", wrong)
    with child_of(reading.desk.seats) as seconds:
        found = covered(opened.scenario, opened.plan, asked.model_dump(mode="json"), seconds)
    reading.note("plan.substitutes_read", opened)
    return CoverShown.model_validate(found)


def _wrong(opened: Opened, asked: AbsenceAsked) -> list[Finding]:
    """All that stands against the question."""
    found = []
    if asked.teacher not in opened.scenario.teacher_of:
        found.append(Finding(code="no_such_teacher", subjects=(f"teacher:{asked.teacher}",)))
    if asked.last < asked.first:
        numbers = {"first": asked.first.isoformat(), "last": asked.last.isoformat()}
        found.append(Finding(code="absence_ends_first", numbers=numbers))
    days = (asked.last - asked.first).days + 1
    if days > MOST_DAYS:
        found.append(Finding(code="absence_too_long", numbers={"days": days, "most": MOST_DAYS}))
    return found
