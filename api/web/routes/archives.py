"""Archives: many files of plans written as one job, each role's own."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.access.rights import Action
from api.i18n.catalogue import Language
from api.jobs.exporting import MEDIA_TYPE
from api.jobs.requests import EXPORTED, ExportedFile, ExportRequest, asked
from api.jobs.requests import Reader as For
from api.store import files
from api.store.requests import Made
from api.store.rows import Found
from api.store.states import Kind, State
from api.views.export import seen_export
from api.web.conditions import Conditional
from api.web.depends import Tongue
from api.web.errands import found, of_row
from api.web.files import DOCUMENTED, File, sent_file
from api.web.idempotent import Repeatable
from api.web.json_bodies import CleanJson
from api.web.problems import Problem, documented
from api.web.reading import Reader, Reading
from api.web.shapes.archives import ArchiveShown, ArchiveWanted, Wanted
from api.web.strict import Strict

router = APIRouter(tags=["plans"], dependencies=[Strict])


@router.post(
    "/archives",
    operation_id="addArchive",
    status_code=202,
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 409, 413, 415, 422),
)
def add_archive(
    reading: Reading, language: Tongue, once: Repeatable, wanted: ArchiveWanted, response: Response
) -> ArchiveShown:
    """Have files of one or many plans written into one archive; who sees a part gets that part."""
    _check(reading, wanted.files)
    request = ExportRequest(
        files=tuple(_named(number, one) for number, one in enumerate(wanted.files, start=1)),
        reader=For.of(reading.caller),
    )
    with reading.service.store.write() as connection:

        def make() -> Made:
            named = reading.queue(connection, asked(request, None), "archive")
            return Made(202, f"/v1/archives/{named}", "archive", named)

        made = once.made(connection, reading.caller, make)
    response.headers["Location"] = f"/v1/archives/{made.id}"
    return _shown(_found(reading, made.id), language)


@router.get("/archives/{id}", operation_id="getArchive", responses=documented(404))
def get_archive(reading: Reading, language: Tongue, id: str) -> ArchiveShown:
    """Whether the files have been written; they are kept for a week."""
    return _shown(_found(reading, id), language)


@router.get(
    "/archives/{id}/file",
    operation_id="getArchiveFile",
    dependencies=[Conditional],
    response_class=Response,
    responses={
        200: {
            "description": "The archive.",
            "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        },
        **DOCUMENTED,
        **documented(404, 409),
    },
)
def get_archive_file(request: Request, reading: Reading, id: str) -> Response:
    """The archive, a zip file, once it has been written."""
    row = _found(reading, id)
    if row.state != State.COMPLETED:
        raise Problem(409, "archive_not_written")
    with reading.service.store.read() as connection:
        body = files.body(connection, row.id, EXPORTED)
    if body is None:
        raise Problem(404, "not_found")
    return sent_file(request, File(row.id, f"etalukkari-{row.id[:8]}.zip", MEDIA_TYPE, body))


def _check(reading: Reader, wanted: list[Wanted]) -> None:
    """Go on only where the caller may have each of the files; that is written down."""
    formats: dict[str, set[str]] = {}
    for one in wanted:
        formats.setdefault(one.plan, set()).add(f".{one.format}")
    for plan, endings in formats.items():
        opened = reading.open(plan).may(Action.EXPORT_PLAN)
        if opened.best is None:
            raise Problem(409, "plan_is_empty")
        if not all(seen_export(ending, opened.sight) for ending in endings):
            raise Problem(403, "not_allowed")
        reading.note("plan.exported", opened)


def _named(number: int, one: Wanted) -> ExportedFile:
    name = f"{number:03}-{one.plan[:8]}.{one.format}"
    return ExportedFile(plan=one.plan, ending=f".{one.format}", name=name, language=one.language)


def _found(reading: Reader, named: str) -> Found:
    return found(reading, named, Kind.EXPORT)


def _shown(row: Found, language: Language) -> ArchiveShown:
    return ArchiveShown(**of_row(row, language), files=len(row.request["files"]))
