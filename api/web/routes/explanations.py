"""Why needs are not served, and why those that are have their time and teacher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.access.rights import Action
from api.changing import ByHand
from api.explaining import alternatives_said, explained, said
from api.exports.named import sentence
from api.exports.names import Names
from api.store import explanations
from api.views.why import seen_why
from api.web import engine
from api.web.depends import Tongue
from api.web.engine import child_of
from api.web.problems import Problem, documented
from api.web.reading import Opened, Reader, Reading
from api.web.shapes.answers import Alternatives, Explanation, Explanations, Minutes, Why
from api.web.strict import Strict
from scenarios.findings import Finding

router = APIRouter(tags=["plans"], dependencies=[Strict])

UNSERVED, SERVED = "why", "alternatives"
Cursor = Annotated[
    str | None, Query(max_length=64, description="`next` of the page before; none: the first.")
]
Limit = Annotated[int, Query(ge=1, le=20, description="Needs of the page at most.")]


@router.get(
    "/plans/{id}/explanations",
    responses=documented(403, 404, 409, 422, 503),
)
def explain(
    reading: Reading, language: Tongue, id: str, cursor: Cursor = None, limit: Limit = 5
) -> Explanations:
    """Why needs are not served, in pages.

    What is explained for the first time takes seconds for each need, and is kept then. A
    municipality among others gets its own needs, and minutes in the place of reasons.
    """
    opened = reading.open(id).may(Action.EXPLAIN_NEED).ended()
    page, after = _page(opened, cursor, limit)
    if not opened.sight.whole:
        return Explanations(items=[_minutes(opened, need) for need in page], next=after)
    told = _explained(reading, opened, page)
    items = [_explanation(opened, need, told.get(need), language) for need in page]
    reading.note("plan.explained", opened)
    return Explanations(items=items, next=after)


@router.get(
    "/plans/{id}/needs/{need}/why",
    responses=documented(403, 404, 409, 422, 503),
)
def why(reading: Reading, language: Tongue, id: str, need: str) -> Why:
    """Why one need is not served and what would help, or why it has its time and teacher."""
    opened = reading.open(id).may(Action.EXPLAIN_NEED).ended()
    if need not in opened.sight.needs:
        raise Problem(404, "not_found")
    served = need in opened.plan.group_of
    if not opened.sight.whole:
        return Why(need=need, served=served, minutes=_minutes(opened, need))
    found = Why(need=need, served=served)
    if served:
        found.alternatives = _alternatives(reading, opened, need, language)
    else:
        told = _explained(reading, opened, [need])
        found.explanation = _explanation(opened, need, told.get(need), language)
    reading.note("plan.explained", opened)
    return found


def _page(opened: Opened, cursor: str | None, limit: int) -> tuple[list[str], str | None]:
    """Unserved needs that the caller sees after a need, and the cursor of the next page."""
    seen = sorted(set(opened.plan.unserved) & opened.sight.needs)
    rest = [need for need in seen if cursor is None or need > cursor]
    return rest[:limit], rest[limit - 1] if len(rest) > limit else None


def _explained(reading: Reader, opened: Opened, needs: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Answers by need: those kept, and as many more as the engine gives in time.

    Raises
    ------
    Problem
        503 if it is busy, or has given none at all; it goes on, for whoever asks again.
    """
    named, store = opened.row.id, reading.service.store

    def kept() -> dict[str, dict[str, Any]]:
        with store.read() as connection:
            return explanations.kept(connection, named, UNSERVED, needs)

    known = kept()
    missing = [need for need in needs if need not in known]
    if not missing:
        return known

    def work() -> None:
        with child_of(reading.desk.long_seats, engine.LONG_SECONDS) as seconds:
            for told in explained(opened.scenario, opened.plan, missing, opened.stages, seconds):
                with store.write() as connection:
                    explanations.keep(connection, named, UNSERVED, {told["need"]: told})

    reading.desk.errands.run((named, UNSERVED, *needs), work, engine.PATIENT_SECONDS)
    known = kept()
    if not known:
        raise engine.overdue(engine.PATIENT_SECONDS)
    return known


def _explanation(
    opened: Opened, need: str, told: Mapping[str, Any] | None, language: Tongue
) -> Explanation:
    if told is None:
        return Explanation(need=need)
    return Explanation.model_validate(said(told, _sayer(opened, language)))


def _alternatives(reading: Reader, opened: Opened, need: str, language: Tongue) -> Alternatives:
    named, store = opened.row.id, reading.service.store
    with store.read() as connection:
        found = explanations.kept(connection, named, SERVED, [need]).get(need)
    if found is None:
        previous = reading.previous(opened.row)
        with child_of(reading.desk.seats) as seconds:
            asked = ByHand(opened.scenario, opened.plan, previous, seconds)
            found = asked.alternatives(need)
        with store.write() as connection:
            explanations.keep(connection, named, SERVED, {need: found})
    return Alternatives.model_validate(alternatives_said(found, _sayer(opened, language)))


def _minutes(opened: Opened, need: str) -> Minutes:
    return Minutes.model_validate(seen_why(opened.scenario, opened.plan, opened.sight, need))


def _sayer(opened: Opened, language: Tongue) -> Any:
    names = Names(opened.scenario, language)

    def say(found: Finding) -> dict[str, Any]:
        return {**found.model_dump(mode="json"), "sentence": sentence(found, names)}

    return say
