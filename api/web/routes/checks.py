"""Scenarios that are only looked at and not kept."""

from __future__ import annotations

from fastapi import APIRouter

from api.web.depends import Tongue
from api.web.handing import read_upload
from api.web.problems import documented, told
from api.web.reading import Reading
from api.web.shapes.scenarios import Checked
from api.web.strict import Strict
from api.web.uploads import Uploaded, bodies
from scenarios.findings import Severity

router = APIRouter(tags=["scenarios"], dependencies=[Strict])


@router.post(
    "/checks",
    operation_id="checkScenario",
    openapi_extra={"requestBody": {"required": True, "content": bodies()}},
    responses=documented(400, 403, 413, 415, 422, 503),
)
def check_scenario(reading: Reading, tongue: Tongue, upload: Uploaded) -> Checked:
    """Everything that is to be said about a scenario, which is not kept."""
    findings = read_upload(reading, upload).findings
    errors = sum(one.severity is Severity.ERROR for one in findings)
    return Checked(errors=errors, findings=told(findings, tongue))
