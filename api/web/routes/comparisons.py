"""Several plans side by side, each against the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.rights import Action
from api.exporting import Side, comparison_of, comparison_workbook
from api.web.conditions import IfNoneMatch
from api.web.depends import Tongue
from api.web.engine import child_of
from api.web.files import DOCUMENTED, File, sent_file
from api.web.problems import documented
from api.web.reading import Opened, Reader, Reading
from api.web.routes.exports import MEDIA_TYPES
from api.web.shapes.answers import ComparisonShown, ComparisonWanted
from api.web.shapes.plans import PlanId

router = APIRouter(tags=["comparisons"])

Plans = Annotated[
    list[PlanId],
    Query(alias="plan", min_length=2, max_length=8, description="The first one first."),
]


@router.post("/comparisons", responses=documented(403, 404, 409, 422, 503))
def compare(reading: Reading, language: Tongue, wanted: ComparisonWanted) -> ComparisonShown:
    """Stages, KPIs, differences and for whom, of plans whose scenarios are seen as a whole."""
    return _compared(reading, language, wanted.plans)


@router.get("/comparisons", responses=documented(403, 404, 409, 422, 503))
def compare_named(reading: Reading, language: Tongue, plans: Plans) -> ComparisonShown:
    """The same, by an address that can be kept."""
    return _compared(reading, language, plans)


@router.get(
    "/comparisons/exports/xlsx",
    response_class=Response,
    responses={
        200: {
            "description": "The workbook.",
            "content": {MEDIA_TYPES[".xlsx"]: {"schema": {"type": "string", "format": "binary"}}},
        },
        **DOCUMENTED,
        **documented(403, 404, 409, 422, 503),
    },
)
def export(
    request: Request,
    reading: Reading,
    language: Tongue,
    plans: Plans,
    known: IfNoneMatch = None,
) -> Response:
    """The same as a workbook."""
    del known
    opened = _opened(reading, plans)
    revisions = [f"{one.row.id}-{one.row.revision}" for one in opened]

    def written() -> bytes:
        with child_of(reading.desk.seats) as seconds:
            return comparison_workbook(_sides(opened, by_name=True), language, seconds)

    key = ("comparison", language.value, *revisions)
    body = reading.desk.files.get(key, written)
    file = File("-".join(revisions), "etalukkari-comparison.xlsx", MEDIA_TYPES[".xlsx"], body)
    answer = sent_file(request, file)
    _note(reading, opened)
    return answer


def _compared(reading: Reader, language: Tongue, plans: Sequence[str]) -> ComparisonShown:
    opened = _opened(reading, plans)
    with child_of(reading.desk.seats) as seconds:
        found = comparison_of(_sides(opened, by_name=False), language, seconds)
    _note(reading, opened)
    return ComparisonShown.model_validate(found)


def _opened(reading: Reader, plans: Sequence[str]) -> list[Opened]:
    return [reading.open(named).may(Action.COMPARE) for named in plans]


def _sides(opened: Sequence[Opened], *, by_name: bool) -> list[Side]:
    """The plans, called by their names for people."""
    return [
        ((one.row.name if by_name else "") or one.row.id, one.scenario, one.plan) for one in opened
    ]


def _note(reading: Reader, opened: Sequence[Opened]) -> None:
    for one in opened:
        reading.note("plan.compared", one)
