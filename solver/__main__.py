"""`python -m solver`: one job in on standard input, progress and the outcome out as JSON lines.

The first line of input is the job: `{"scenario": …, "previous": … or null, "start": … or null,
"params": {…}, "caps": {stage: largest value}}`. A later line `stop`, or the end of input, ends the
solve with the best plan so far. Output lines are `{"event": "progress", …}`,
`{"event": "plan", "plan": …}` and last `{"event": "outcome", "outcome": …}`. A job that cannot be
read is answered by `{"event": "failed", "findings": […]}`, one finding for each fault, and exit
code 2. All lines are in UTF-8.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.lines import JsonLines
from solver.outcome import Outcome
from solver.plan import Plan
from solver.search.params import SolveParams
from solver.search.progress import Observer
from solver.search.stop import Stop
from solver.solve import Solve

SECONDS_TO_END_AFTER_STOP = 0.5
ANSWERED, UNREADABLE = 0, 2


class Job(BaseModel):
    """What is to be solved, against and from which plan, and how hard to try."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: Scenario
    previous: Plan | None = None
    start: Plan | None = None
    params: SolveParams = SolveParams()
    caps: dict[StageId, int] = {}

    @field_validator("scenario", mode="before")
    @classmethod
    def _without_version(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {table: rows for table, rows in given.items() if table != "schema_version"}


class Lines(JsonLines, Observer):
    """Writes what happens in a solve."""

    def on_progress(
        self, stage: StageId, value: int, bound: int | None, seconds_left: float
    ) -> None:
        """A progress line."""
        gap = None if bound is None else round((value - bound) / max(1, value), 4)
        self.write(
            event="progress",
            stage=stage,
            value=value,
            bound=bound,
            gap=gap,
            seconds_left=round(seconds_left, 1),
        )

    def on_plan(self, plan: Plan) -> None:
        """A plan line."""
        self.write(event="plan", plan=plan.model_dump(mode="json"))


class Answer:
    """The outcome line, written once: by the work, or for it where it does not end in time."""

    def __init__(self, lines: Lines) -> None:
        self.given = threading.Event()
        self._lines = lines
        self._first = threading.Lock()

    def give(self, outcome: Outcome) -> bool:
        """Write the outcome unless the other has; say whether it was written."""
        if not self._first.acquire(blocking=False):
            return False
        self.given.set()
        self._lines.write(event="outcome", outcome=outcome.model_dump(mode="json"))
        return True


def main() -> int:
    """Run the job on standard input; 0 when an outcome was written, 2 when it cannot be read."""
    lines = Lines(sys.stdout.buffer)
    try:
        job = Job.model_validate(json.loads(sys.stdin.buffer.readline()))
    except ValueError as error:
        findings = [finding.model_dump(mode="json") for finding in _unreadable(error)]
        lines.write(event="failed", findings=findings)
        return UNREADABLE
    stop = Stop()
    work = Solve(job.scenario, job.params, job.previous, observer=lines, stop=stop, caps=job.caps)
    answer = Answer(lines)
    listener = threading.Thread(target=_listen, args=(work, stop, answer), daemon=True)
    listener.start()
    if not answer.give(work.run(job.start)):
        # The line may not be out yet, and the thread that writes it dies with this one.
        listener.join()
    return ANSWERED


def _unreadable(error: ValueError) -> list[Finding]:
    """A finding for each fault of a job, with its path and the code of what is wrong there."""
    faults = error.errors() if isinstance(error, ValidationError) else []
    found = [(".".join(map(str, fault["loc"])), fault["type"]) for fault in faults]
    return [
        Finding(code="job_unreadable", numbers={"path": path or "job", "why": why})
        for path, why in found or [("job", "json_invalid")]
    ]


def _listen(work: Solve, stop: Stop, answer: Answer) -> None:
    """Wait for `stop` or the end of input; where the work does not end soon, answer for it.

    Building a large model cannot be interrupted, but the best plan is known all along.
    """
    for line in sys.stdin.buffer:
        if line.strip() == b"stop":
            break
    stop.request()
    if not answer.given.wait(SECONDS_TO_END_AFTER_STOP) and answer.give(work.outcome_so_far()):
        os._exit(ANSWERED)


if __name__ == "__main__":
    # The listener still waits for input; an ordinary exit would take its lock away and abort.
    os._exit(main())
