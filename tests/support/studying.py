"""The engine of studies as a program: started, killed, and looked at."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.architecture.files import ROOT

COMMAND = (sys.executable, "-P", "-m", "solver.study")
SECONDS_TO_VANISH = 10.0
Job = dict[str, Any]
Event = dict[str, Any]


@contextlib.contextmanager
def program(job: Job) -> Iterator[subprocess.Popen[bytes]]:
    """The engine at work on a job; killed at the end if it still runs."""
    with subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        tell(child, json.dumps(job))
        try:
            yield child
        finally:
            child.kill()


def tell(child: subprocess.Popen[bytes], line: str) -> None:
    assert child.stdin is not None
    child.stdin.write(f"{line}\n".encode())
    child.stdin.flush()


def events(child: subprocess.Popen[bytes]) -> Iterator[Event]:
    assert child.stdout is not None
    for line in child.stdout:
        yield json.loads(line)


def last(job: Job) -> Event:
    """The last thing the engine says of a job."""
    with program(job) as child:
        *_, event = events(child)
    return event


def killed(job: Job, answered: int) -> list[int]:
    """Kill the engine when it has so many answers; the workers it had, by their ids."""
    with program(job) as child:
        for event in events(child):
            if event["event"] == "progress" and event["answered"] >= answered:
                workers = children(child.pid)
                os.kill(child.pid, signal.SIGKILL)
                return workers
    raise AssertionError("it ended before it could be killed")


def children(parent: int) -> list[int]:
    """Processes that it has started and that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            # After the name, which is in brackets: the state, and the parent.
            state, above, *_ = path.read_text().rpartition(")")[2].split()
            if int(above) == parent and state != "Z":
                found.append(int(path.parent.name))
    return found


def gone(processes: list[int]) -> bool:
    """Whether they have all ended, soon."""
    until = time.monotonic() + SECONDS_TO_VANISH
    while time.monotonic() < until:
        if not any(Path(f"/proc/{one}").exists() for one in processes):
            return True
        time.sleep(0.05)
    return False


def finished(folder: Path) -> dict[str, int]:
    """Files of finished cases, and when they were written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.json")}
