"""Questions one after the other, as many at once as there are workers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from solver.search.effort import Effort

Question = TypeVar("Question")


def take_turns(
    choose: Callable[[Sequence[Question]], Question | None],
    ask: Callable[[Question, Effort], None],
    effort: Effort,
) -> None:
    """Ask whatever is chosen next, each time knowing what the others have said.

    Parameters
    ----------
    choose
        Given the questions under way; `None` if there is nothing more to ask.
    """
    lock = threading.Lock()
    under_way: list[Question] = []

    def go() -> None:
        while not effort.stop.requested:
            with lock:
                question = choose(under_way)
                if question is None:
                    return
                under_way.append(question)
            try:
                ask(question, effort._replace(workers=1))
            finally:
                with lock:
                    under_way.remove(question)

    if effort.workers == 1:
        go()
        return
    with ThreadPoolExecutor(effort.workers) as crew:
        for work in [crew.submit(go) for _ in range(effort.workers)]:
            work.result()
