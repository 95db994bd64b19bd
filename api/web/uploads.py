"""Files in requests: what may be sent, and how it is taken apart."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from api.web.problems import Problem

JSON, FORM = "application/json", "multipart/form-data"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
ENDINGS = {JSON: ".json", WORKBOOK: ".xlsx", ZIP: ".zip", "application/x-zip-compressed": ".zip"}
FIELD = "file"
MEDIA_TYPES = {".json": JSON, ".xlsx": WORKBOOK, ".zip": ZIP}


class Upload(NamedTuple):
    """What was sent. Of the name of a file only its ending is known: names can be a pupil's."""

    body: bytes
    ending: str

    @property
    def name(self) -> str:
        """A name with the ending."""
        return f"scenario{self.ending}"


async def uploaded(request: Request) -> Upload:
    """The file in a request: its whole body, or the one part of a form."""
    media_type = media_type_of(request)
    if media_type in ENDINGS:
        return Upload(await request.body(), ENDINGS[media_type])
    if media_type != FORM:
        raise Problem(415, "unsupported_media_type", headers={"Accept": ", ".join(bodies())})
    async with request.form(max_files=1, max_fields=0) as form:
        part = form.get(FIELD)
        if not isinstance(part, UploadFile):
            raise Problem(422, "file_part_missing", field=FIELD)
        return Upload(await part.read(), PurePath(part.filename or "").suffix.lower())


Uploaded = Annotated[Upload, Depends(uploaded)]


def bodies() -> dict[str, Any]:
    """The media types of an upload for the OpenAPI document."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    form = {
        "type": "object",
        "properties": {FIELD: {"type": "string", "format": "binary"}},
        "required": [FIELD],
        "additionalProperties": False,
    }
    return {
        JSON: {"schema": {"type": "object"}},
        WORKBOOK: binary,
        ZIP: binary,
        FORM: {"schema": form},
    }


def media_type_of(request: Request) -> str:
    """What a request says it sends, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
