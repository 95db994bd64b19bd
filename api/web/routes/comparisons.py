"""Several plans side by side, each against the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.rights import Action
from api.exporting import Side, comparison_of, comparison_workbook
from api.store.ids import ID
from api.web.conditions import Conditional
from api.web.depends import Tongue
from api.web.engine import child_of
from api.web.files import DOCUMENTED, File, sent_file
from api.web.json_bodies import CleanJson
from api.web.problems import documented
from api.web.reading import Opened, Reader, Reading
from api.web.routes.exports import MEDIA_TYPES
from api.web.shapes.answers import ComparisonShown, ComparisonWanted
from api.web.strict import Strict

router = APIRouter(tags=["comparisons"], dependencies=[Strict])

Plans = Annotated[
    str,
    Query(
        pattern=f"^{ID}(,{ID}){{1,7}}$",
        description="Ids with commas between them, that of the plan to compare with first.",
    ),
]


@router.post(
    "/comparisons",
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 409, 413, 415, 422, 503),
)
def compare(reading: Reading, language: Tongue, wanted: ComparisonWanted) -> ComparisonShown:
    """Stages, KPIs, differences and for whom, of plans whose scenarios are seen as a whole."""
    return _compared(reading, language, wanted.plans)


@router.get("/comparisons", responses=documented(403, 404, 409, 422, 503))
def compare_named(reading: Reading, language: Tongue, plans: Plans) -> ComparisonShown:
    """The same, by an address that can be kept."""
    return _compared(reading, language, plans.split(","))


@router.get(
    "/comparisons/exports/xlsx",
    dependencies=[Conditional],
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
) -> Response:
    """The same as a workbook."""
    opened = _opened(reading, plans.split(","))
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
