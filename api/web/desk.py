"""What one web process has at hand: contents read lately, and seats for the engine's children.

A scenario is read and checked once, not for every request about one of its plans. Contents never
change under their hash, so nothing here grows old; whoever has no row that names it, or may not
reach that row, never comes as far as the shelf.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Generic, TypeVar

from api.web.problems import Problem
from scenarios.scenario import Scenario
from solver.plan import Plan

Content = TypeVar("Content")
Key = tuple[str, ...]

MOST_ROWS = 60_000
"""Needs of all scenarios on a shelf together; four of a whole country's."""
MOST_BYTES = 32 * 2**20
AT_ONCE, WAITING = 2, 4
SECONDS_OF_PATIENCE = 10.0
SECONDS_UNTIL_AGAIN = 5


class Shelf(Generic[Content]):
    """Contents read last, as many as fit.

    Parameters
    ----------
    most
        Largest sum of the sizes; the content asked for last stays, however large it is.
    """

    def __init__(self, most: int, size: Callable[[Content], int]) -> None:
        self._most, self._size = most, size
        self._kept: OrderedDict[Key, Content] = OrderedDict()
        self._sum = 0
        self._lock = threading.Lock()

    def get(self, key: Key, read: Callable[[], Content]) -> Content:
        """The content of a key, read if it is not here."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = read()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self._sum += self._size(found)
                self._make_room()
        return found

    def _make_room(self) -> None:
        while self._sum > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._sum -= self._size(gone)


class Seats:
    """The children of the engine that may run at once for requests, and who may wait for one.

    Without a bound, a few dozen questions at once would take every thread of the process and
    every core of the machine, and no plan could be read any more.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        patience: float = SECONDS_OF_PATIENCE,
    ) -> None:
        self._patience = patience
        self._room = threading.BoundedSemaphore(at_once + waiting)
        self._seats = threading.BoundedSemaphore(at_once)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A seat for as long as it lasts.

        Raises
        ------
        Problem
            503 with `Retry-After` if none becomes free in time.
        """
        if not self._room.acquire(blocking=False):
            raise _busy()
        try:
            if not self._seats.acquire(timeout=self._patience):
                raise _busy()
            try:
                yield
            finally:
                self._seats.release()
        finally:
            self._room.release()


def _busy() -> Problem:
    headers = {"Retry-After": str(SECONDS_UNTIL_AGAIN)}
    return Problem(503, "engine_busy", headers=headers, seconds=SECONDS_UNTIL_AGAIN)


class Errands:
    """Work that goes on when nobody waits for it any more, each piece once at a time.

    An explanation of a large plan takes longer than a client is patient: who asks again finds
    what has come by then.
    """

    def __init__(self) -> None:
        self._running: dict[Key, Future[None]] = {}
        self._lock = threading.Lock()

    def run(self, key: Key, work: Callable[[], None], seconds: float) -> None:
        """Begin the work, unless it is under way, and wait for it so long; raise what it raises."""
        with self._lock:
            errand = self._running.get(key)
            if errand is None:
                errand = self._running[key] = Future()
                run = (key, errand, work)
                # The process may end: what was not kept is asked for again.
                threading.Thread(target=self._run, args=run, daemon=True).start()
        with contextlib.suppress(TimeoutError):
            errand.result(seconds)

    def _run(self, key: Key, errand: Future[None], work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            errand.set_exception(error)
        else:
            errand.set_result(None)
        finally:
            with self._lock:
                del self._running[key]


class Desk:
    """The shelves and seats of one application."""

    def __init__(self) -> None:
        self.scenarios: Shelf[Scenario] = Shelf(MOST_ROWS, lambda one: len(one.needs))
        self.plans: Shelf[Plan] = Shelf(
            MOST_ROWS, lambda one: len(one.group_of) + len(one.unserved)
        )
        self.files: Shelf[bytes] = Shelf(MOST_BYTES, len)
        self.seats = Seats()
        # Explanations of a large plan take minutes: nobody is to wait so long for a small thing.
        self.long_seats = Seats()
        self.errands = Errands()
