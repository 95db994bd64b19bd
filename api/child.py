"""The solver as a program of its own: one job in, JSON lines out, `stop` to end it.

A crash or exhausted memory ends the child only. It is stopped through its standard input, not by
a signal: the search looks at signals late or never.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO, Any, NamedTuple

SECONDS_TO_STOP = 1.2
"""So much less than the two seconds of a stop that the rest of it has time on a busy machine."""
SECONDS_TOO_LONG = 60.0
"""How far past its time limit a child is trusted to be still writing its answer."""
POLL_SECONDS = 0.05
COMPLAINT_CHARACTERS = 4000
NICENESS = 10
_MEMORY_WORDS = (
    "bad_alloc",
    "cannot allocate memory",
    "memoryerror",
    "out of memory",
    "resource temporarily unavailable",
)
_KILLED = -9

Event = dict[str, Any]


def program(module: str) -> tuple[str, ...]:
    """The command that runs a part of the engine as a program of its own."""
    # Without -P a file named solver.py in the office's folder would be run instead.
    return (sys.executable, "-P", "-m", module)


SOLVER = program("solver")


class Ending(NamedTuple):
    """How a child ended and what it had said by then."""

    outcome: Event | None
    plan: Event | None
    exit_code: int
    killed: bool
    complaint: str

    @property
    def out_of_memory(self) -> bool:
        """Whether it, or the system for it, ran out of memory."""
        if any(word in self.complaint.casefold() for word in _MEMORY_WORDS):
            return True
        return self.exit_code == _KILLED and not self.killed


def run(
    job: Event,
    on_progress: Callable[[Event], None],
    stop: threading.Event,
    command: Sequence[str] = SOLVER,
    *,
    yielding: bool = False,
) -> Ending:
    """Run one job to its end and forward its progress.

    Parameters
    ----------
    job
        What the command reads: for `python -m solver` the `scenario`, `previous`, `params` and
        perhaps `start`.
    on_progress
        Called with every event but the last, in the calling thread.
    stop
        When set, the child is told to stop, and killed if it takes too long.
    yielding
        Whether it leaves the machine to others where they want it, such as those who wait for
        the answer of a page.
    """
    with tempfile.TemporaryFile() as complaints:
        # Ctrl-C in a terminal reaches the whole process group; the child is to be asked instead.
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            process_group=0,
        )
        if yielding:
            lower(child.pid)
        talk = _Talk(child, on_progress)
        try:
            talk.tell(json.dumps(job, ensure_ascii=False))
            talk.until_the_end(stop, time.monotonic() + _longest(job))
        finally:
            talk.end()
        return Ending(talk.outcome, talk.plan, child.returncode, talk.killed, tail(complaints))


def lower(pid: int) -> None:
    """Let others have the machine before a child."""
    # Threads that it makes later inherit it. A child that has ended already needs nothing.
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            # One that yields more already may not be raised again.
            if os.getpriority(os.PRIO_PROCESS, pid) < NICENESS:
                os.setpriority(os.PRIO_PROCESS, pid, NICENESS)


class _Talk:
    """The lines to and from a child; reading and writing never wait for each other."""

    def __init__(
        self, child: subprocess.Popen[bytes], on_progress: Callable[[Event], None]
    ) -> None:
        self.outcome: Event | None = None
        self.plan: Event | None = None
        self.killed = False
        self._child = child
        self._on_progress = on_progress
        self._heard: queue.Queue[bytes | None] = queue.Queue()
        self._said: queue.Queue[str | None] = queue.Queue()
        self._threads = [threading.Thread(target=part) for part in (self._listen, self._speak)]
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def tell(self, line: str) -> None:
        """Send a line without waiting until it is read."""
        self._said.put(line)

    def until_the_end(self, stop: threading.Event, overdue: float) -> None:
        """Listen until the child has ended, has answered and lingers, or does not stop."""
        patience: float | None = None
        while True:
            if patience is None and (stop.is_set() or time.monotonic() > overdue):
                self.tell("stop")
                patience = time.monotonic() + SECONDS_TO_STOP
            if patience is not None and time.monotonic() > patience:
                return
            try:
                line = self._heard.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if line is None:
                self._wait_a_little()
                return
            self._hear(line)
            if self.outcome is not None and patience is None:
                patience = time.monotonic() + SECONDS_TO_STOP

    def _wait_a_little(self) -> None:
        # Its output is closed before it is gone and its exit code known.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(timeout=SECONDS_TO_STOP)

    def end(self) -> None:
        """Leave no process, thread or open pipe behind."""
        self.killed = self._child.poll() is None
        if self.killed:
            self._child.kill()
        self._child.wait()
        self._said.put(None)
        for thread in self._threads:
            thread.join()
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def _listen(self) -> None:
        if self._child.stdout is not None:
            for line in self._child.stdout:
                self._heard.put(line)
        self._heard.put(None)

    def _speak(self) -> None:
        while (line := self._said.get()) is not None and self._child.stdin is not None:
            # A child that has ended reads no more; its exit code and last words say why.
            with contextlib.suppress(BrokenPipeError):
                self._child.stdin.write(f"{line}\n".encode())
                self._child.stdin.flush()

    def _hear(self, line: bytes) -> None:
        # Anything but whole JSON lines is a library that prints; it carries no answer.
        try:
            event = json.loads(line)
        except ValueError:
            return
        self._take(event)

    def _take(self, event: Any) -> None:
        match event:
            case {"event": "outcome", "outcome": dict(outcome)}:
                self.outcome = outcome
                self.plan = outcome.get("plan") or self.plan
            case {"event": "plan", "plan": dict(plan)}:
                self.plan = plan
                self._on_progress(event)
            case {"event": str()}:
                self._on_progress(event)


def _longest(job: Event) -> float:
    """Seconds after which the child is overdue; a job without a limit never is."""
    params = job.get("params")
    return math.inf if params is None else float(params["seconds"]) + SECONDS_TOO_LONG


def tail(complaints: IO[bytes]) -> str:
    """The last words of a child's standard error."""
    complaints.seek(0)
    return complaints.read().decode("utf-8", errors="replace")[-COMPLAINT_CHARACTERS:]
