"""A large file as a job: read by a program of its own with limited memory, kept as a scenario."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Connection

from api.jobs.attempt import Attempt, Ended
from api.jobs.material import MissingError
from api.jobs.requests import IMPORTED, ImportRequest
from api.reading import AS_A_JOB, Handed, owned, read_file
from api.store import audit, files, scenarios
from api.store.states import State

LOOK_SECONDS = 0.1


def read_in(attempt: Attempt) -> Ended:
    """Run a job of kind `import`."""
    request = ImportRequest.model_validate(attempt.row.request)
    body = attempt.read(lambda connection: files.body(connection, attempt.job, IMPORTED))
    if body is None:
        raise MissingError("job_file_gone")
    handed = _read(attempt, body, request.name)
    if handed is None:
        again = attempt.leaves
        also = None if again else _forgotten(attempt)
        return Ended(State.STOPPED, again=again, also=also)
    principal = request.reader.principal(attempt.row.area)
    handed = owned(handed, principal)
    scenario = handed.scenario
    if scenario is None:
        return Ended(State.FAILED, handed.findings, also=_forgotten(attempt))

    def kept(connection: Connection) -> Any:
        files.remove(connection, attempt.job, IMPORTED)
        named = scenarios.add(connection, principal, scenario, handed.findings)
        audit.record(connection, principal, "scenario.added", "scenario", named)
        return {"scenario": named}

    return Ended(State.COMPLETED, handed.findings, also=kept)


def _read(attempt: Attempt, body: bytes, name: str) -> Handed | None:
    """What is in the file; nothing if the attempt is to stop, for the reader hears no stop."""
    found: list[Handed] = []
    # Its program ends by itself when its time is over, whoever still waits for it.
    reader = threading.Thread(
        target=lambda: found.append(read_file(body, name, AS_A_JOB)), daemon=True
    )
    reader.start()
    while reader.is_alive() and not attempt.stop.is_set():
        reader.join(LOOK_SECONDS)
    if not found and not attempt.stop.is_set():
        raise RuntimeError("the reader of a file has ended without an answer")
    return found[0] if found else None


def _forgotten(attempt: Attempt) -> Any:
    return lambda connection: files.remove(connection, attempt.job, IMPORTED)
