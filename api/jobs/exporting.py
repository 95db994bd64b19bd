"""Many files as a job: each as its reader may have it, all in one archive."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from sqlalchemy import Connection

from api.exporting import file_of
from api.jobs.attempt import Attempt, Ended, Why
from api.jobs.material import MissingError, plan_of, scenario_of
from api.jobs.requests import EXPORTED, ExportedFile, ExportRequest
from api.principal import Principal
from api.store import files, plans
from api.store.states import State
from api.views.export import exported_seen
from api.views.sight import Sight, sight
from scenarios.findings import Finding
from scenarios.scenario import Scenario
from solver.measure.unproved import unproved
from solver.outcome import Outcome
from solver.plan import Plan

MEDIA_TYPE = "application/zip"
SECONDS_A_FILE = 60.0
# The same archive for the same files, whenever it is written.
_MOMENT = (2000, 1, 1, 0, 0, 0)


class Source(NamedTuple):
    """What a file is written from."""

    scenario: Scenario
    outcome: Outcome
    previous: Plan | None
    sight: Sight


def write_out(attempt: Attempt) -> Ended:
    """Run a job of kind `export`."""
    request = ExportRequest.model_validate(attempt.row.request)
    reader = request.reader.principal(attempt.row.area)
    attempt.bound()
    archive = io.BytesIO()
    known: dict[str, Source] = {}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for one in request.files:
            if attempt.stop.is_set():
                return _stopped(attempt)
            if one.plan not in known:
                known[one.plan] = attempt.read(partial(_source, reader=reader, named=one.plan))
            entry = zipfile.ZipInfo(_safe(one.name), _MOMENT)
            written.writestr(entry, _bytes(known[one.plan], one), zipfile.ZIP_DEFLATED)

    def kept(connection: Connection) -> Any:
        files.put(connection, attempt.job, EXPORTED, MEDIA_TYPE, archive.getvalue())
        return {"file": EXPORTED, "files": len(request.files)}

    return Ended(State.COMPLETED, also=kept)


def _stopped(attempt: Attempt) -> Ended:
    if attempt.why is Why.TIME:
        numbers = {"seconds": attempt.row.seconds}
        return Ended(State.FAILED, (Finding(code="export_out_of_time", numbers=numbers),))
    return Ended(State.STOPPED, again=attempt.leaves)


def _source(connection: Connection, reader: Principal, named: str) -> Source:
    row = plans.find(connection, reader, named)
    plan = None if row is None else plans.load(connection, row)
    if row is None or plan is None:
        raise MissingError("job_plan_gone")
    scenario = scenario_of(connection, row)
    previous = None if row.previous is None else plan_of(connection, row.area, row.previous)
    if row.outcome is None:
        outcome = unproved(scenario, plan, previous)
    else:
        outcome = Outcome.model_validate({**row.outcome, "plan": plan})
    return Source(scenario, outcome, previous, sight(reader, scenario))


def _bytes(source: Source, one: ExportedFile) -> bytes:
    scenario, outcome, previous, seen = source
    if seen.whole:
        return file_of(one.ending, scenario, outcome, previous, one.language, SECONDS_A_FILE)
    return exported_seen(one.ending, scenario, outcome, previous, one.language, seen)


def _safe(name: str) -> str:
    """A path that stays within the folder that it is unpacked to."""
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..", ".")]
    return "/".join(parts) or "file"
