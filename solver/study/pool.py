"""Workers of a study: processes that are kept alive and solve one case after the other."""

from __future__ import annotations

import contextlib
import pickle
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from queue import Empty, SimpleQueue

from scenarios.findings import Finding
from solver.local.talk import packed, receive
from solver.search.apart import started
from solver.study.cases import CaseError
from solver.study.tasks import Broken, Message, Solved, Task, Unsolved

# Without -P a file of the folder we are in could be taken for a module of ours.
COMMAND = (sys.executable, "-P", "-m", "solver.worker")
POLL_SECONDS = 0.1
DEATHS_OF_A_CASE = 2
"""So many workers may die at a case before the study gives it up: one may have met bad luck."""


class StoppedError(Exception):
    """Somebody asked the study to stop."""


class Worker:
    """One process, with at most one task."""

    def __init__(self, heard: SimpleQueue[tuple[Worker, bytes | None]]) -> None:
        self.task: Task | None = None
        self._process, self._input, self._output = started(COMMAND)
        self._listener = threading.Thread(target=self._listen, args=(heard,), daemon=True)
        self._listener.start()

    def give(self, task: Task) -> None:
        """Have it solve the task, which it is waiting for."""
        self.task = task
        # One that has died reads no more; the listener says that it has.
        with contextlib.suppress(BrokenPipeError):
            self._input.write(packed(task))
            self._input.flush()

    def end(self) -> int:
        """Leave no process, thread or open pipe behind; how it ended."""
        self._process.kill()
        code = self._process.wait()
        self._listener.join()
        for stream in (self._input, self._output):
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        return code

    def _listen(self, heard: SimpleQueue[tuple[Worker, bytes | None]]) -> None:
        try:
            while (message := receive(self._output)) is not None:
                heard.put((self, message))
        finally:
            heard.put((self, None))


class Pool:
    """So many workers; they are started when there is work for them."""

    def __init__(self, size: int, stop: threading.Event) -> None:
        self._size = size
        self._stop = stop
        self._workers: list[Worker] = []
        self._heard: SimpleQueue[tuple[Worker, bytes | None]] = SimpleQueue()
        self._deaths: dict[str, int] = {}

    def close(self) -> None:
        """Leave nothing running."""
        for worker in self._workers:
            worker.end()

    def solve(self, tasks: Iterable[Task]) -> Iterator[Solved | Unsolved]:
        """The answers, as they come.

        Raises
        ------
        CaseError
            If workers fail at a case.
        StoppedError
            If the study is to stop; what was under way is lost.
        """
        waiting = deque(tasks)
        while len(self._workers) < min(self._size, len(waiting)):
            self._workers.append(Worker(self._heard))
        for worker in self._workers:
            self._next(worker, waiting)
        while any(worker.task for worker in self._workers):
            worker, message = self._hear()
            if message is None:
                self._died(worker, waiting)
                continue
            done, worker.task = worker.task, None
            self._next(worker, waiting)
            yield _solved(pickle.loads(message), done)

    def _next(self, worker: Worker, waiting: deque[Task]) -> None:
        if waiting:
            worker.give(waiting.popleft())

    def _hear(self) -> tuple[Worker, bytes | None]:
        while not self._stop.is_set():
            with contextlib.suppress(Empty):
                return self._heard.get(timeout=POLL_SECONDS)
        raise StoppedError

    def _died(self, worker: Worker, waiting: deque[Task]) -> None:
        """Put another in its place, and give it the task once more."""
        self._workers.remove(worker)
        code = worker.end()
        if worker.task is None:
            return
        key, name = worker.task.key, worker.task.case.name
        self._deaths[key] = self._deaths.get(key, 0) + 1
        if self._deaths[key] >= DEATHS_OF_A_CASE:
            numbers = {"exit_code": code, "name": name}
            raise CaseError([Finding(code="study_worker_died", numbers=dict(numbers))])
        waiting.appendleft(worker.task)
        fresh = Worker(self._heard)
        self._workers.append(fresh)
        self._next(fresh, waiting)


def _solved(message: Message, task: Task | None) -> Solved | Unsolved:
    if isinstance(message, Broken):
        name = task.case.name if task else ""
        raise RuntimeError(f"case {name} failed:\n{message.why}")
    return message
