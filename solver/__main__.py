"""`python -m solver`: one job in on standard input, progress and the outcome out as JSON lines.

The first line of input is the job: `{"scenario": …, "previous": … or null, "start": … or null,
"params": {…}}`. A later line `stop`, or the end of input, ends the solve with the best plan so
far. Output lines are `{"event": "progress", …}`, `{"event": "plan", "plan": …}` and last
`{"event": "outcome", "outcome": …}`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any, TextIO

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.search.params import SolveParams
from solver.search.progress import Observer
from solver.search.stop import Stop
from solver.solve import Solve

SECONDS_TO_END_AFTER_STOP = 1.2


class Lines(Observer):
    """Writes what happens as JSON lines, one at a time."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._lock = threading.Lock()

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

    def write(self, **line: Any) -> None:
        """One line, whole, at once."""
        with self._lock:
            self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._out.flush()


def main() -> int:
    """Run the job on standard input; 0 when an outcome was written."""
    lines = Lines(sys.stdout)
    job = json.loads(sys.stdin.readline())
    stop = Stop()
    work = Solve(
        Scenario.model_validate(_without_version(job["scenario"])),
        SolveParams.model_validate(job.get("params") or {}),
        _plan(job.get("previous")),
        observer=lines,
        stop=stop,
    )
    ended = threading.Event()
    listener = threading.Thread(target=_listen, args=(work, stop, ended, lines), daemon=True)
    listener.start()
    outcome = work.run(_plan(job.get("start")))
    if not ended.is_set():
        ended.set()
        lines.write(event="outcome", outcome=outcome.model_dump(mode="json"))
    return 0


def _listen(work: Solve, stop: Stop, ended: threading.Event, lines: Lines) -> None:
    """Wait for `stop` or the end of input; where the work does not end soon, answer for it.

    Building a large model cannot be interrupted, but the best plan is known all along.
    """
    for line in sys.stdin:
        if line.strip() == "stop":
            break
    stop.request()
    if not ended.wait(SECONDS_TO_END_AFTER_STOP):
        ended.set()
        lines.write(event="outcome", outcome=work.outcome_so_far().model_dump(mode="json"))
        os._exit(0)


def _plan(given: Any) -> Plan | None:
    return Plan.model_validate(given) if given else None


def _without_version(given: dict[str, Any]) -> dict[str, Any]:
    return {table: rows for table, rows in given.items() if table != "schema_version"}


if __name__ == "__main__":
    sys.exit(main())
