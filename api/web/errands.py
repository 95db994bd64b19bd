"""Errands as resources: what every job that reads or writes files tells of itself."""

from __future__ import annotations

from typing import Any

from api.i18n.catalogue import Language
from api.store import errands
from api.store.errands import Errand
from api.store.ids import is_id
from api.store.rows import Found
from api.web.problems import Problem, told
from api.web.reading import Reader
from scenarios.findings import Finding


def found(reader: Reader, named: str, kind: Errand) -> Found:
    """The row of an errand.

    Raises
    ------
    Problem
        404 if there is none that the caller may reach.
    """
    with reader.service.store.read() as connection:
        row = errands.find(connection, reader.caller, named, kind) if is_id(named) else None
    if row is None:
        raise Problem(404, "not_found")
    return row


def of_row(row: Found, language: Language) -> dict[str, Any]:
    """The values of `ErrandShown`."""
    return {
        "id": row.id,
        "status": row.state,
        "created": row.created,
        "started": row.started,
        "ended": row.ended,
        "findings": told([Finding.model_validate(one) for one in row.findings], language),
    }
