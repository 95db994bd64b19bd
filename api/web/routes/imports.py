"""Imports: what became of a large file."""

from __future__ import annotations

from fastapi import APIRouter

from api.store.states import Kind
from api.web.depends import Tongue
from api.web.errands import found
from api.web.imports import shown
from api.web.problems import documented
from api.web.reading import Reading
from api.web.shapes.scenarios import ImportShown
from api.web.strict import Strict

router = APIRouter(tags=["scenarios"], dependencies=[Strict])


@router.get("/imports/{id}", operation_id="getImport", responses=documented(404))
def get_import(reading: Reading, tongue: Tongue, id: str) -> ImportShown:
    """Whether a large file has been read, and its scenario or everything wrong with it."""
    return shown(found(reading, id, Kind.IMPORT), tongue)
