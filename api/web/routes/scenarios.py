"""Scenarios: handed in, listed, read back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.store import scenarios
from api.store.scenarios import Wanted
from api.web.depends import Caller, Service, Tongue
from api.web.handing import kept, opened, read_upload, sound, warnings
from api.web.paging import Paged, Paging
from api.web.problems import Problem, documented, told
from api.web.scenario_shapes import Made, ScenarioListed, listed
from api.web.strict import Strict
from api.web.uploads import MEDIA_TYPES, Uploaded, bodies
from scenarios.files import written

router = APIRouter(tags=["scenarios"], dependencies=[Strict])
FORMATS = (".json", ".xlsx", ".zip")
Word = Annotated[str | None, Query(max_length=200)]


@router.post(
    "/scenarios",
    operation_id="addScenario",
    status_code=201,
    openapi_extra={"requestBody": {"required": True, "content": bodies()}},
    responses=documented(400, 403, 413, 415, 422, 503),
)
def add_scenario(
    service: Service, caller: Caller, tongue: Tongue, upload: Uploaded, response: Response
) -> Made:
    """Hand in a scenario: a workbook, a zip file of CSV tables or JSON.

    All that is wrong is said at once, each with its table, row and column.
    """
    handed = read_upload(upload, caller)
    scenario = sound(handed, "scenario_refused")
    named = kept(service, caller, scenario, handed.findings)
    response.headers["Location"] = f"/v1/scenarios/{named}"
    return Made(id=named, warnings=told(warnings(handed.findings), tongue))


@router.get("/scenarios", operation_id="listScenarios", responses=documented(422))
def list_scenarios(
    service: Service,
    caller: Caller,
    at: Paging,
    name: Word = None,
    school_year: Word = None,
    parent: Word = None,
) -> Paged[ScenarioListed]:
    """Scenarios, newest first; `name` finds those whose name holds the word."""
    with service.store.read() as connection:
        wanted = Wanted(name=name, school_year=school_year, parent=parent)
        page = scenarios.page(connection, caller, wanted, at)
    items = [ScenarioListed.model_validate(listed(row)) for row in page.rows]
    return Paged(items=items, next=page.next)


@router.get(
    "/scenarios/{id}/file{ending}",
    operation_id="getScenarioFile",
    response_class=Response,
    responses={
        200: {
            "content": {MEDIA_TYPES[one]: {} for one in FORMATS},
            "description": "The file, its headings in the language asked for",
        },
        **documented(403, 404),
    },
)
def get_scenario_file(
    service: Service, caller: Caller, tongue: Tongue, id: str, ending: str
) -> Response:
    """A scenario as `file.xlsx`, `file.zip` (CSV tables) or `file.json`, for who sees all of it."""
    if ending not in FORMATS:
        raise Problem(404, "not_found")
    found = opened(service, caller, id).whole()
    headers = {"Content-Disposition": f'attachment; filename="scenario-{id[:8]}{ending}"'}
    if ending != ".json":
        headers["Content-Language"] = tongue.value
    body = written(found.scenario, ending, tongue.value)
    return Response(body, media_type=MEDIA_TYPES[ending], headers=headers)
