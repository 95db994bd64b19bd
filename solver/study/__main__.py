"""`python -m solver.study`: one study in on standard input, progress and the report out.

The first line of input is the job: `{"scenario": …, "kind": "shares", "settings": {…}, "folder":
…, "seconds": …, "workers": …, "seed": …}`; all but the first two and the folder may be left out. A
later line `stop`, or the end of input, ends the study; finished cases are in the folder, and the
same job goes on from there. Output lines are `{"event": "progress", "asked", "answered", "found",
"case"}` and last `{"event": "outcome", "outcome": {"kind", "scenario", "report", "stopped",
"asked", "answered", "found", "seconds", "findings"}}`, the report being `null` if it was stopped,
or `{"event": "failed", "findings": […]}` with exit code 2 if the job is wrong and 1 if one of its
cases has no answer.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import closing
from typing import Any

from pydantic import BaseModel

from solver.lines import JsonLines
from solver.study.cases import CaseError, StudyError
from solver.study.job import JobError, Read, read_job
from solver.study.kinds import KINDS
from solver.study.pool import Pool, StoppedError
from solver.study.runner import Progress, Runner
from solver.study.store import Limits, Store

SECONDS_TO_END_AFTER_STOP = 1.2
ANSWERED, NO_ANSWER, WRONG = 0, 1, 2


def main() -> int:
    """Run the job on standard input."""
    lines = JsonLines(sys.stdout.buffer)
    try:
        read = read_job(sys.stdin.buffer.readline())
        stop = threading.Event()
        threading.Thread(target=_listen, args=(stop,), daemon=True).start()
        lines.write(event="outcome", outcome=_studied(read, stop, lines))
    except (JobError, StudyError) as error:
        findings = [finding.model_dump(mode="json") for finding in error.findings]
        lines.write(event="failed", findings=findings)
        return NO_ANSWER if isinstance(error, CaseError) else WRONG
    return ANSWERED


def _studied(read: Read, stop: threading.Event, lines: JsonLines) -> dict[str, Any]:
    began = time.monotonic()
    job = read.job
    store = Store(job.folder)
    report: BaseModel | None = None

    def told(progress: Progress) -> None:
        lines.write(event="progress", **progress._asdict())

    with closing(Pool(job.workers, stop)) as pool:
        runner = Runner(store, pool, Limits(seconds=job.seconds, seed=job.seed), told)
        try:
            report = KINDS[job.kind](read.scenario, read.settings, runner.ask)
        except StoppedError:
            report = None
    counted = runner.progress._asdict()
    del counted["case"]
    return {
        "kind": job.kind,
        "scenario": read.scenario.content_hash,
        "report": None if report is None else report.model_dump(mode="json"),
        "stopped": report is None,
        **counted,
        "seconds": round(time.monotonic() - began, 3),
        "findings": [finding.model_dump(mode="json") for finding in store.findings],
    }


def _listen(stop: threading.Event) -> None:
    """Wait for `stop` or the end of input; what does not end soon is ended here.

    Workers end with their input, and everything finished is in the folder.
    """
    for line in sys.stdin.buffer:
        if line.strip() == b"stop":
            break
    stop.set()
    time.sleep(SECONDS_TO_END_AFTER_STOP)
    os._exit(ANSWERED)


if __name__ == "__main__":
    # The listener still waits for input; an ordinary exit would take its lock away and abort.
    os._exit(main())
