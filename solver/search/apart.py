"""Local search in a process of its own: started, given orders, listened to, and ended."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import IO, cast

import solver
from scenarios.rules import StageId
from solver.local.talk import (
    Construct,
    Done,
    Failed,
    Found,
    Halt,
    Improve,
    Message,
    News,
    Task,
    packed,
    receive,
)
from solver.plan import Plan, differing

# Without -P a file of the folder we are in could be taken for a module of ours.
COMMAND = (sys.executable, "-P", "-m", "solver.local")
ROOT = Path(solver.__file__).parents[1]
KILLED = -9
MOST_ADOPTED = 0.3
"""Share of the needs served up to which a plan is mostly another one."""


class LocalSearchError(RuntimeError):
    """The process of a local search ended by itself, or told of an error."""


class SearchApart:
    """A local search in a process of its own.

    Nothing that is said waits until it is read: both directions have a thread.

    Parameters
    ----------
    heard
        Where what it tells is put, packed and with the search; last, `None`.

    Attributes
    ----------
    known
        The best plan that it was given, or has found, under the order it is at.
    since
        When it got to know that plan, in monotonic seconds.
    moves
        Made since its start, as told last.
    is_up
        Whether it has told that it is ready for orders.
    """

    def __init__(self, task: Task, heard: SimpleQueue[tuple[SearchApart, bytes | None]]) -> None:
        self.known: Plan | None = None
        self.since = 0.0
        self.moves = 0
        self.is_up = False
        self._number = 0
        self._done = 0
        self._said: SimpleQueue[bytes | None] = SimpleQueue()
        self._said.put(packed(task))
        self._process, self._input, self._output = started(COMMAND)
        self._threads = [
            threading.Thread(target=self._listen, args=(heard,), daemon=True),
            threading.Thread(target=self._speak, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def construct(self, start: Plan | None) -> None:
        """Order a plan made quickly."""
        self._said.put(packed(Construct(self._next(), start)))

    def improve(
        self,
        start: Plan,
        values: dict[StageId, int],
        stages: tuple[StageId, ...],
        limits: dict[StageId, int],
    ) -> None:
        """Order better plans than this one, which has these values.

        Where it is mostly the plan known, the search goes on with what is new in it.
        """
        news = None
        if self.known is not None:
            needs = differing(self.known, start)
            if len(needs) <= MOST_ADOPTED * len(start.group_of):
                news = News(needs, values)
        self._now_knows(start)
        self._said.put(packed(Improve(self._next(), start, stages, limits, news)))

    def halt(self) -> None:
        """Order to tell the last plan, and to wait."""
        self.known = None
        self._said.put(packed(Halt(self._next())))

    def found(self, found: Found) -> None:
        """Take note that what it found is better than all before."""
        if found.number == self._number:
            self._now_knows(found.plan)

    def done(self, done: Done) -> None:
        """Take note that it has carried out an order."""
        self.is_up = True
        self.moves, self._done = done.moves, done.number

    @property
    def idle(self) -> bool:
        """Whether it has carried out the last order."""
        return self._done == self._number

    def _now_knows(self, plan: Plan) -> None:
        self.known, self.since = plan, time.monotonic()

    def unpacked(self, message: bytes | None) -> Found | Done:
        """What was told.

        Raises
        ------
        LocalSearchError
            If it was an error, or nothing, for the process has ended.
        """
        if message is None:
            code = self._process.wait()
            memory = " by the system, as when it is out of memory" if code == KILLED else ""
            raise LocalSearchError(f"the local search ended{memory}: exit code {code}")
        told: Message = pickle.loads(message)
        if isinstance(told, Failed):
            raise LocalSearchError(told.why)
        return told

    def end(self) -> None:
        """Leave no process, thread or open pipe behind; there is nothing it would have to save."""
        self._process.kill()
        self._process.wait()
        self._said.put(None)
        for thread in self._threads:
            thread.join()
        for stream in (self._input, self._output):
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _speak(self) -> None:
        # A process that has ended reads no more; the other thread says that it has.
        with contextlib.suppress(BrokenPipeError):
            while (message := self._said.get()) is not None:
                self._input.write(message)
                self._input.flush()

    def _listen(self, heard: SimpleQueue[tuple[SearchApart, bytes | None]]) -> None:
        try:
            while (message := receive(self._output)) is not None:
                heard.put((self, message))
        finally:
            heard.put((self, None))


def started(
    command: Sequence[str],
) -> tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]:
    """A process of this code, its input and its output."""
    # The same code as here, wherever that was loaded from.
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        # Ctrl-C in a terminal reaches a whole process group; it is ended by us instead.
        process_group=0,
    )
    return process, cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
