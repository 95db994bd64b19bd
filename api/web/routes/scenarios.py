"""Scenarios: handed in, listed, read back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from api.access.rights import Action
from api.store import deletion, scenarios
from api.store.scenarios import Wanted
from api.views.scenario import seen_scenario
from api.web.conditions import UNCHANGED, Conditional, Fresh, seen_by, tag
from api.web.depends import Tongue
from api.web.files import DOCUMENTED, File, sent_file
from api.web.handing import kept, opened, read_upload, sound, told_of_reading, warnings
from api.web.idempotent import Repeatable
from api.web.imports import is_large, submitted
from api.web.paging import Paged, Paging
from api.web.problems import Problem, documented, told
from api.web.reading import Reader, Reading
from api.web.routes.imports import get_import
from api.web.scenario_shown import listed, shown
from api.web.shapes.scenarios import ImportShown, Kept, ScenarioListed, ScenarioShown, TableShown
from api.web.strict import Strict
from api.web.uploads import MEDIA_TYPES, Uploaded, bodies
from scenarios.files import written
from scenarios.files.headers import SETTINGS
from scenarios.tables import TABLES

router = APIRouter(tags=["scenarios"], dependencies=[Strict])
Word = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")]


@router.post(
    "/scenarios",
    operation_id="addScenario",
    status_code=201,
    response_model=Kept,
    openapi_extra={"requestBody": {"required": True, "content": bodies()}},
    responses={
        202: {"model": ImportShown, "description": "A large file, which a job reads"},
        **documented(400, 403, 409, 413, 415, 422, 503),
    },
)
def add_scenario(
    reading: Reading, tongue: Tongue, once: Repeatable, upload: Uploaded, response: Response
) -> Kept | Response:
    """Hand in a scenario: a workbook, a zip file of CSV tables or JSON.

    All that is wrong is said at once, each with its table, row and column. A file that takes
    longer to read is answered by 202 and a place to look at.
    """
    if is_large(upload):
        begun = submitted(reading, once, upload)
        told_of = get_import(reading, tongue, begun.id).model_dump(mode="json")
        return JSONResponse(told_of, 202, headers={"Location": f"/v1/imports/{begun.id}"})
    handed = read_upload(reading, upload)
    scenario = sound(handed, "scenario_refused")
    made = kept(reading, once, scenario, handed.findings)
    response.headers["Location"] = f"/v1/scenarios/{made.id}"
    return Kept(id=made.id, warnings=told(warnings(handed.findings), tongue))


@router.get("/scenarios", operation_id="listScenarios", responses=documented(422))
def list_scenarios(
    reading: Reading,
    at: Paging,
    name: Annotated[Word, Query(description="What the name holds, in capitals or not.")] = None,
    school_year: Word = None,
    parent: Annotated[Word, Query(description="Of one scenario the variants.")] = None,
) -> Paged[ScenarioListed]:
    """Scenarios that the caller may reach, newest first."""
    wanted = Wanted(name, school_year, parent)
    with reading.service.store.read() as connection:
        page = scenarios.page(connection, reading.caller, wanted, at)
    return Paged(items=[listed(row) for row in page.rows], next=page.next)


@router.get(
    "/scenarios/{id}", operation_id="getScenario", responses={**UNCHANGED, **documented(403, 404)}
)
def get_scenario(
    reading: Reading,
    tongue: Tongue,
    id: str,
    fresh: Fresh,
) -> ScenarioShown:
    """One scenario: what it is, and how many rows of each table the caller sees."""
    found = opened(reading, id).to(Action.READ_SCENARIO)
    fresh.check(tag(id, *seen_by(reading.caller, tongue)))
    return shown(reading, found, tongue)


@router.get(
    "/scenarios/{id}/tables/{table}",
    operation_id="getScenarioTable",
    responses={**UNCHANGED, **documented(403, 404)},
)
def get_scenario_table(
    reading: Reading,
    tongue: Tongue,
    id: str,
    table: str,
    fresh: Fresh,
) -> TableShown:
    """Rows of a table that the caller sees, with the columns that the caller sees."""
    found = opened(reading, id).to(Action.READ_SCENARIO)
    if table not in TABLES and table != SETTINGS:
        raise Problem(404, "not_found")
    told_of_reading(reading, found, "scenario.read")
    fresh.check(tag(id, table, *seen_by(reading.caller, tongue)))
    content = seen_scenario(found.scenario, found.sight)[table]
    return TableShown(table=table, rows=[content] if table == SETTINGS else content)


@router.get(
    "/scenarios/{id}/file{ending}",
    operation_id="getScenarioFile",
    dependencies=[Conditional],
    response_class=Response,
    responses={
        200: {
            "content": {MEDIA_TYPES[one]: {} for one in sorted(MEDIA_TYPES)},
            "description": "The file, its headings in the language asked for",
        },
        **DOCUMENTED,
        **documented(403, 404),
    },
)
def get_scenario_file(
    reading: Reading, tongue: Tongue, id: str, ending: str, request: Request
) -> Response:
    """A scenario as `file.xlsx`, `file.zip` (CSV tables) or `file.json`, for who sees all of it."""
    if ending not in MEDIA_TYPES:
        raise Problem(404, "not_found")
    found = opened(reading, id).whole()
    told_of_reading(reading, found, "scenario.exported")
    key = ("scenario", id, ending, tongue.value)
    body = reading.desk.files.get(key, lambda: written(found.scenario, ending, tongue.value))
    file = File(id, f"scenario-{id[:8]}{ending}", MEDIA_TYPES[ending], body)
    return sent_file(request, file)


@router.delete(
    "/scenarios/{id}",
    operation_id="deleteScenario",
    status_code=204,
    responses=documented(403, 404),
)
def delete_scenario(reading: Reading, id: str) -> None:
    """Delete a scenario with its variants, plans, studies and files; it cannot be undone.

    Solves under way end without a trace.
    """
    _deletable(reading, id)
    if not reading.service.remover.scenario(reading.caller, id, reading.request):
        raise Problem(404, "not_found")


def _deletable(reading: Reader, named: str) -> None:
    """Go on only where the caller may delete the scenario and every variant of it."""
    with reading.service.store.read() as connection:
        reading.check_may(connection, Action.DELETE_SCENARIO, named)
        if reading.caller.sees_area:
            return
        try:
            for one in deletion.variants(connection, reading.caller.area, named):
                reading.check_may(connection, Action.DELETE_SCENARIO, one)
        except Problem as beyond:
            raise Problem(403, "not_allowed") from beyond
