"""Studies: many variants of a scenario as one durable job."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.access.rights import Action, Reach, reach
from api.reported import JSON, PICTURE, WORKBOOK
from api.store import jobs, studies
from api.store.ids import ID
from api.store.states import State
from api.store.studies import Wanted
from api.web import uploads
from api.web.conditions import Conditional
from api.web.depends import Tongue
from api.web.files import DOCUMENTED, File, sent_file
from api.web.idempotent import Repeatable
from api.web.json_bodies import CleanJson
from api.web.paging import Paged, Paging
from api.web.problems import Problem, documented
from api.web.reading import Reading
from api.web.routes.events import Asked, LastEventId, followed
from api.web.shapes.studies import StudyListed, StudyShown, StudyWanted
from api.web.strict import Strict
from api.web.studies import found, listed, reported, shown, submitted

router = APIRouter(tags=["studies"], dependencies=[Strict])
MEDIA_TYPES = {JSON: uploads.JSON, WORKBOOK: uploads.WORKBOOK, PICTURE: "image/svg+xml"}
ScenarioId = Annotated[str | None, Query(pattern=f"^{ID}$", description="Of one scenario.")]


@router.post(
    "/scenarios/{id}/studies",
    operation_id="addStudy",
    status_code=202,
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 409, 413, 415, 422),
)
def add_study(
    reading: Reading,
    tongue: Tongue,
    once: Repeatable,
    id: str,
    wanted: StudyWanted,
    response: Response,
) -> StudyShown:
    """Ask for a study. It is a job; everything wrong with it is said before it is queued."""
    made = submitted(reading, once, id, wanted)
    response.headers["Location"] = f"/v1/studies/{made.id}"
    return get_study(reading, tongue, made.id)


@router.get("/studies", operation_id="listStudies", responses=documented(403, 422))
def list_studies(
    reading: Reading, at: Paging, scenario: ScenarioId = None, status: State | None = None
) -> Paged[StudyListed]:
    """Studies of scenarios of which the caller sees everything, newest first."""
    if reach(reading.caller.role, Action.STUDY) is Reach.NO:
        raise Problem(403, "not_allowed")
    with reading.service.store.read() as connection:
        page = studies.page(connection, reading.caller, Wanted(scenario, status), at)
    return Paged(items=[listed(row) for row in page.rows], next=page.next)


@router.get("/studies/{id}", operation_id="getStudy", responses=documented(403, 404))
def get_study(reading: Reading, tongue: Tongue, id: str) -> StudyShown:
    """One study: how far it is, and what came of it."""
    with reading.service.store.read() as connection:
        return shown(connection, found(reading, connection, id), tongue)


def asked(request: Request, reading: Reading, id: str) -> Asked:
    """Checked before the first byte of an answer."""
    with reading.service.store.read() as connection:
        found(reading, connection, id)
    return Asked(request.app.state.following, whole=True)


@router.get(
    "/studies/{id}/events",
    operation_id="followStudy",
    response_class=EventSourceResponse,
    responses=documented(403, 404, 422),
)
async def follow_study(
    id: str, who: Annotated[Asked, Depends(asked)], last: LastEventId = None
) -> AsyncIterable[ServerSentEvent]:
    """Follow a study: `started`, its `progress`, and at last `ended`; resumable like a plan's."""
    async for event in followed(who, id, last):
        yield event


@router.get(
    "/studies/{id}/report{ending}",
    operation_id="getStudyReport",
    dependencies=[Conditional],
    response_class=Response,
    responses={
        200: {
            "content": {one: {} for one in MEDIA_TYPES.values()},
            "description": "The report, in the language asked for",
        },
        **DOCUMENTED,
        **documented(403, 404, 409),
    },
)
def get_study_report(
    reading: Reading, tongue: Tongue, id: str, ending: str, request: Request
) -> Response:
    """The report as `report.json`, `report.xlsx` or, of some kinds, `report.svg`."""
    with reading.service.store.read() as connection:
        row = found(reading, connection, id)
        if ending not in MEDIA_TYPES:
            raise Problem(404, "not_found")
        report = reported(reading, connection, row, tongue)
    if ending not in report.formats:
        raise Problem(404, "not_found")
    file = File(id, f"study-{id[:8]}{ending}", MEDIA_TYPES[ending], report.content(ending))
    return sent_file(request, file)


@router.post("/studies/{id}/stop", operation_id="stopStudy", responses=documented(403, 404))
def stop_study(reading: Reading, tongue: Tongue, id: str) -> StudyShown:
    """End a study; one that has ended stays as it is."""
    with reading.service.store.write() as connection:
        found(reading, connection, id)
        jobs.ask_stop(connection, id)
        reading.changed(connection, "study.stopped", "study", id)
        return shown(connection, found(reading, connection, id), tongue)


@router.delete(
    "/studies/{id}",
    operation_id="deleteStudy",
    status_code=204,
    responses=documented(403, 404),
)
def delete_study(reading: Reading, id: str) -> None:
    """Delete a study with all that it made; one under way ends without a trace."""
    with reading.service.store.read() as connection:
        found(reading, connection, id)
    if not reading.service.remover.study(reading.caller, id, reading.request):
        raise Problem(404, "not_found")
