"""`python -m solver.local`: a local search that takes orders on its input and tells its plans.

It is started by a solve with several workers, so that plans are looked for on a core of their
own. It ends when its input does, so it never outlives whoever started it.
"""

from __future__ import annotations

import os
import pickle
import threading
import traceback
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO, assert_never

from scenarios.rules import StageId
from solver.local.energy import Energy
from solver.local.search import LocalSearch
from solver.local.talk import (
    Construct,
    Done,
    Failed,
    Found,
    Halt,
    Improve,
    Message,
    Order,
    Task,
    packed,
    receive,
)

ENDED, FAILED = 0, 1


class Inbox:
    """Messages that have come in, read beside the work; at the end of input the process ends."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._come: SimpleQueue[bytes] = SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        # From here, for the work may be in a step that takes long and answers nobody any more.
        code = FAILED
        try:
            while (message := receive(self._stream)) is not None:
                self._come.put(message)
            code = ENDED
        finally:
            os._exit(code)

    @property
    def empty(self) -> bool:
        """Whether nothing waits to be read."""
        return self._come.empty()

    def task(self) -> Task:
        """The first message."""
        task: Task = pickle.loads(self._come.get())
        return task

    def order(self) -> Order:
        """The newest order, those before it being out of date; wait for one if need be."""
        order: Order = pickle.loads(self._come.get())
        while not self._come.empty():
            newer: Order = pickle.loads(self._come.get())
            order = newer.in_place_of(order) if isinstance(newer, Improve) else newer
        return order


def work(inbox: Inbox, tell: Callable[[Message], None]) -> None:
    """Carry out orders, for ever."""
    task = inbox.task()
    local = LocalSearch(*task)
    tell(Done(0, 0))
    following: Order | None = None
    while True:
        order, following = following or inbox.order(), None
        match order:
            case Construct(number, start):
                tell(Found(number, local.construct(start)))
            case Improve():
                order, following = _improve(local, order, inbox, tell)
            case Halt():
                pass
            case _:
                assert_never(order)
        tell(Done(order.number, local.iterations))
        if following is None:
            # Until the next order; the first look at all points takes long.
            local.prepare(lambda: inbox.empty)


def _improve(
    local: LocalSearch, order: Improve, inbox: Inbox, tell: Callable[[Message], None]
) -> tuple[Improve, Order | None]:
    """Improve until another kind of order has come; say what was carried out, and what has come."""
    local.load(order.start)
    energy = Energy(local.board, local.measures, order.stages, order.limits)
    # Inside the search nobody would be answered meanwhile.
    if StageId.CONVENIENCE in energy.stages and not local.prepare(lambda: inbox.empty):
        return order, None
    run = local.begin(order.stages, order.limits, lambda plan: tell(Found(order.number, plan)))
    following: Order | None = None
    while following is None:
        local.go_on(run, lambda: inbox.empty)
        if inbox.empty:
            # Nothing can move.
            break
        newer = inbox.order()
        if isinstance(newer, Improve) and newer.news is not None:
            order = newer
            local.adopt(run, order.start, newer.news.needs, newer.news.values)
        else:
            following = newer
    run.finish()
    return order, following


def main() -> int:
    """Work until the input ends, or until something is wrong."""
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever prints by accident shall not be taken for a message.
    os.dup2(2, 1)

    def tell(message: Message) -> None:
        told.write(packed(message))
        told.flush()

    try:
        work(Inbox(asked), tell)
    except BrokenPipeError:
        return ENDED
    except Exception:
        tell(Failed(traceback.format_exc()))
    return FAILED


if __name__ == "__main__":
    # The thread that reads still waits; an ordinary exit would take its lock away and abort.
    os._exit(main())
