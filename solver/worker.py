"""`python -m solver.worker`: solves one case after the other, as long as it is asked to.

It is kept alive because a start takes longer than many a case. It ends when its input does, also
in the middle of a case, so it never outlives whoever started it.
"""

from __future__ import annotations

import os
import pickle
import threading
import traceback
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO, NoReturn

from solver.local.talk import packed, receive
from solver.solve import solve
from solver.study.cases import Answer
from solver.study.tasks import Broken, Message, Solved, Task, Unsolved

ENDED, FAILED = 0, 1


def answered(task: Task) -> Message:
    """What becomes of a task."""
    case = task.case
    outcome = solve(case.scenario, task.params, case.previous, start=case.start)
    if outcome.plan is None:
        return Unsolved(task.key, outcome.findings)
    return Solved(task.key, Answer(case=case.name, plan=outcome.plan, stages=outcome.stages))


def _read(stream: IO[bytes], come: SimpleQueue[bytes]) -> None:
    code = FAILED
    try:
        while (message := receive(stream)) is not None:
            come.put(message)
        code = ENDED
    finally:
        # From here: the solver may be in a step that takes long and answers nobody any more.
        os._exit(code)


def work(come: SimpleQueue[bytes], tell: Callable[[Message], None]) -> NoReturn:
    """Solve what comes, for ever."""
    while True:
        task: Task = pickle.loads(come.get())
        try:
            message = answered(task)
        except Exception:
            message = Broken(task.key, traceback.format_exc())
        tell(message)


def main() -> int:
    """Work until the input ends."""
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever prints by accident shall not be taken for a message.
    os.dup2(2, 1)
    come: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_read, args=(asked, come), daemon=True).start()

    def tell(message: Message) -> None:
        told.write(packed(message))
        told.flush()

    try:
        work(come, tell)
    except BrokenPipeError:
        return ENDED


if __name__ == "__main__":
    # The thread that reads still waits; an ordinary exit would take its lock away and abort.
    os._exit(main())
