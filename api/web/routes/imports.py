"""Imports: what became of a large file."""

from __future__ import annotations

from fastapi import APIRouter

from api.store import errands
from api.store.states import Kind
from api.web.depends import Tongue
from api.web.imports import shown
from api.web.problems import Problem, documented
from api.web.reading import Reading, is_id
from api.web.shapes.scenarios import ImportShown
from api.web.strict import Strict

router = APIRouter(tags=["scenarios"], dependencies=[Strict])


@router.get("/imports/{id}", operation_id="getImport", responses=documented(404))
def get_import(reading: Reading, tongue: Tongue, id: str) -> ImportShown:
    """Whether a large file has been read, and its scenario or everything wrong with it."""
    with reading.service.store.read() as connection:
        row = errands.find(connection, reading.caller, id, Kind.IMPORT) if is_id(id) else None
    if row is None:
        raise Problem(404, "not_found")
    return shown(row, tongue)
