"""A study as a job: finished cases are in a folder, and another attempt goes on from there.

The folder is of the machine: an attempt on another one begins anew. It is removed when the job
has ended, and a while after its row was deleted.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from api.child import Event
from api.jobs.attempt import Attempt, Ended, Why
from api.jobs.loop import Loop
from api.jobs.material import plan_of, scenario_of
from api.jobs.removing import folder_of
from api.jobs.requests import StudyRequest
from api.store import jobs
from api.store.jobs import NotOursError
from api.store.states import State
from api.studying import PLANS, Asked, studied
from scenarios.findings import Finding
from scenarios.scenario import Scenario

TOLD = ("asked", "answered", "found")
TELL_SECONDS = 0.5


def study(attempt: Attempt) -> Ended:
    """Run a job of kind `study`."""
    request = StudyRequest.model_validate(attempt.row.request)
    asked = attempt.read(lambda connection: _asked(connection, attempt, request))
    folder = Path(asked.job["folder"])
    folder.parent.mkdir(parents=True, exist_ok=True)
    attempt.bound()
    progress = _Progress(attempt)
    progress.loop.start()
    try:
        done = studied(asked, progress.hear, attempt.stop, yielding=True)
    finally:
        progress.loop.end()
    if done.outcome is not None and not done.outcome["stopped"]:
        ended = Ended(State.COMPLETED, result=done.outcome)
    elif attempt.stop.is_set():
        ended = _stopped(attempt)
    else:
        ended = Ended(State.FAILED, done.findings)
    if ended.again:
        return ended
    return ended._replace(after=lambda: shutil.rmtree(folder, ignore_errors=True))


def _stopped(attempt: Attempt) -> Ended:
    if attempt.why is Why.TIME:
        numbers = {"seconds": attempt.row.seconds}
        return Ended(State.FAILED, (Finding(code="study_out_of_time", numbers=numbers),))
    return Ended(State.STOPPED, again=attempt.leaves)


def _asked(connection: Connection, attempt: Attempt, request: StudyRequest) -> Asked:
    scenario: Scenario = scenario_of(connection, attempt.row)
    settings = dict(request.settings)
    if request.plans:
        settings[PLANS] = {
            name: plan_of(connection, attempt.row.area, named).model_dump(mode="json")
            for name, named in request.plans.items()
        }
    job: Event = {
        "scenario": scenario.normal_form(),
        "kind": request.study,
        "settings": settings,
        "folder": str(folder_of(attempt.settings.state, attempt.job)),
        "seconds": request.case_seconds,
        "workers": request.workers,
        "seed": request.seed,
    }
    return Asked(job, scenario, None, ())


class _Progress:
    """The newest progress, told at most twice a second; the time spent is noted with it."""

    def __init__(self, attempt: Attempt) -> None:
        self.loop = Loop(self._tell, TELL_SECONDS)
        self._attempt = attempt
        self._newest: dict[str, Any] | None = None
        self._told: dict[str, Any] | None = None

    def hear(self, event: Event) -> None:
        """Take an event of the study."""
        if event["event"] == "progress":
            self._newest = {name: event[name] for name in TOLD}

    def _tell(self) -> None:
        newest = self._newest

        def written(connection: Connection) -> None:
            if newest is not None and newest != self._told:
                jobs.tell(connection, self._attempt.job, "progress", newest)

        try:
            self._attempt.write(written)
        except NotOursError:
            return
        self._told = newest
