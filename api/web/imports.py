"""Large files: kept until a job has read them."""

from __future__ import annotations

from api.access.rights import Action, Reach, reach
from api.i18n.catalogue import Language
from api.jobs.requests import IMPORTED, ImportRequest, asked
from api.jobs.requests import Reader as Sender
from api.store import files
from api.store.requests import Made
from api.store.rows import Found
from api.web.errands import of_row
from api.web.idempotent import Once
from api.web.problems import Problem
from api.web.reading import Reader
from api.web.shapes.scenarios import ImportShown
from api.web.uploads import MEDIA_TYPES, Upload

READ_AT_ONCE = {".json": 4 * 2**20, ".xlsx": 2**19, ".zip": 2**19}
"""Bytes of a file that is read while its sender waits; more takes longer than a few seconds."""


def is_large(upload: Upload) -> bool:
    """Whether a job is to read it."""
    return len(upload.body) > READ_AT_ONCE.get(upload.ending, len(upload.body))


def submitted(reader: Reader, once: Once, upload: Upload) -> Made:
    """Keep the file and have it read; this is done when it is committed.

    Raises
    ------
    Problem
        403 for who hands nothing in.
    """
    if reach(reader.caller.role, Action.ADD_SCENARIO) is Reach.NO:
        raise Problem(403, "not_allowed")
    request = ImportRequest(name=upload.name, reader=Sender.of(reader.caller))
    with reader.service.store.write() as connection:

        def make() -> Made:
            named = reader.queue(connection, asked(request, None), "import")
            files.put(connection, named, IMPORTED, MEDIA_TYPES[upload.ending], upload.body)
            return Made(202, f"/v1/imports/{named}", "import", named)

        return once.made(connection, reader.caller, make)


def shown(row: Found, language: Language) -> ImportShown:
    """The resource."""
    made = (row.result or {}).get("scenario")
    return ImportShown(**of_row(row, language), scenario=made)
