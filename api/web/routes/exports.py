"""Files of a plan, each role's own."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from api.access.rights import Action
from api.charts.plan import PICTURES
from api.exporting import file_of
from api.exports import FORMATS
from api.views.export import exported_seen, seen_export
from api.web.conditions import Conditional, seen_by
from api.web.depends import Tongue
from api.web.engine import child_of
from api.web.files import DOCUMENTED, File, sent_file
from api.web.problems import Problem, documented
from api.web.reading import Opened, Reader, Reading
from api.web.strict import Strict
from api.web.uploads import WORKBOOK

router = APIRouter(tags=["plans"], dependencies=[Strict])

MEDIA_TYPES = {
    ".xlsx": WORKBOOK,
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
QUICK = ".csv"
"""Written at once, where a child would only be waited for."""
KNOWN = (*(ending.removeprefix(".") for ending in FORMATS), *PICTURES)
Format = Annotated[str, Path(description=f"One of {', '.join(f'`{one}`' for one in KNOWN)}.")]
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for media_type in MEDIA_TYPES.values()
        },
    }
}


@router.get(
    "/plans/{id}/exports/{format}",
    dependencies=[Conditional],
    response_class=Response,
    responses={**_FILES, **DOCUMENTED, **documented(403, 404, 409, 422, 503)},
)
def export(
    request: Request,
    reading: Reading,
    language: Tongue,
    id: str,
    format: Format,
) -> Response:
    """A file of the plan. Who does not see the whole scenario gets only what is the own in it."""
    opened = reading.open(id).may(Action.EXPORT_PLAN)
    if format not in KNOWN:
        raise Problem(404, "not_found")
    ending = format if format in PICTURES else f".{format}"
    if not opened.sight.whole and (ending in PICTURES or not seen_export(ending, opened.sight)):
        raise Problem(403, "not_allowed")
    key = (id, str(opened.row.revision), format, *map(str, seen_by(reading.caller, language)))
    body = reading.desk.files.get(key, lambda: _body(reading, opened, ending, language))
    name = f"etalukkari-{id[:8]}-{format}" if ending in PICTURES else f"etalukkari-{id[:8]}{ending}"
    media_type = MEDIA_TYPES[f".{ending.rpartition('.')[2]}"]
    answer = sent_file(request, File(id, name, media_type, body))
    reading.note("plan.exported", opened)
    return answer


def _body(reading: Reader, opened: Opened, ending: str, language: Tongue) -> bytes:
    previous = reading.previous(opened.row)
    outcome = opened.outcome(previous)
    if not opened.sight.whole or ending == QUICK:
        return exported_seen(ending, opened.scenario, outcome, previous, language, opened.sight)
    with child_of(reading.desk.seats) as seconds:
        return file_of(ending, opened.scenario, outcome, previous, language, seconds)
