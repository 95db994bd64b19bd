"""The hand that finds: local search on the best plan, whoever found it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from queue import Empty, SimpleQueue
from typing import Protocol, Self

from scenarios.rules import StageId
from solver.local.search import ASK_EVERY, LocalSearch
from solver.local.talk import Done, Found, Task
from solver.plan import Plan
from solver.search.apart import SearchApart
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.stop import Clock

MOST_APART = 4
POLL_SECONDS = 0.01
SECONDS_TO_HAND_IN, SECONDS_AFTER_A_STOP = 5.0, 0.4
SECONDS_ALONE = 5.0
"""How long a search goes on from a plan of its own after another search has found a better one."""
MANY_NEEDS = 500
"""Above, whatever takes a second or more is done beside something else, or early."""


def that_find(workers: int) -> int:
    """How many of several workers look for plans; the others prove."""
    return min(MOST_APART, workers // 2)


class Finds(Protocol):
    """A hand that finds."""

    def construct(self, start: Plan | None) -> Plan | None:
        """A plan made quickly, from one that may be there; none if time is over."""

    def improve(self, stage: StageId, may_go_on: Callable[[], bool]) -> None:
        """Improve the stage, then those after it, while it may."""


class Finder:
    """Local search in the thread it is called in, from every better plan found elsewhere."""

    def __init__(self, local: LocalSearch, incumbent: Incumbent, clock: Clock) -> None:
        self.local = local
        self.incumbent = incumbent
        self.clock = clock
        self._known: Plan | None = None

    def construct(self, start: Plan | None) -> Plan:
        """A plan made quickly."""
        return self.local.construct(start)

    def improve(self, stage: StageId, may_go_on: Callable[[], bool]) -> None:
        """Improve the stage, then those after it, while it may."""
        stages = _from(stage, self.incumbent.order)

        def go_on() -> bool:
            self.clock.charge_moves(ASK_EVERY)
            return self._still_known() and may_go_on()

        while may_go_on() and self.incumbent.plan is not None:
            self._known = self.incumbent.plan
            self.local.load(self._known)
            before = self.local.iterations
            self.local.improve(
                stages,
                self.incumbent.held,
                go_on,
                self._offer,
            )
            if self.local.iterations == before and self._still_known():
                # Nothing can move.
                return

    def _still_known(self) -> bool:
        return self.incumbent.plan is self._known

    def _offer(self, plan: Plan) -> None:
        if self.incumbent.offer(plan):
            self._known = self.incumbent.plan


class Finders:
    """Local searches in processes of their own; leaving the block ends them.

    A better plan of anybody else, such as the hand that proves, is handed to each of them at
    once. Those of one search are handed to another only when that one has found nothing for a
    while, so that they are not all at the same plan.
    """

    def __init__(self, incumbent: Incumbent, effort: Effort) -> None:
        self.incumbent = incumbent
        self.effort = effort
        self._searches: list[SearchApart] = []
        self._heard: SimpleQueue[tuple[SearchApart, bytes | None]] = SimpleQueue()
        self._best_of: tuple[SearchApart, Plan] | None = None
        self._ends = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as ends:
            for number in range(that_find(self.effort.workers)):
                search = SearchApart(self._task(number), self._heard)
                ends.callback(search.end)
                self._searches.append(search)
            self._ends = ends.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def _task(self, number: int) -> Task:
        return Task(self.incumbent.scenario, self.incumbent.previous, self.effort.seed + number)

    def construct(self, start: Plan | None) -> Plan | None:
        """A plan made quickly; for few needs here, while the process starts."""
        if len(self.incumbent.scenario.needs) <= MANY_NEEDS:
            return LocalSearch(*self._task(0)).construct(start)
        first = self._searches[0]
        first.construct(start)
        while not self._over():
            for search, message in self._told(POLL_SECONDS):
                if isinstance(message, Found):
                    return message.plan
                search.done(message)
        return None

    def _over(self) -> bool:
        return self.effort.stop.requested or self.effort.clock.wall_left <= 0

    def improve(self, stage: StageId, may_go_on: Callable[[], bool]) -> None:
        """Improve the stage, then those after it, while it may."""
        stages = _from(stage, self.incumbent.order)
        while may_go_on() and self.incumbent.plan is not None:
            for search in self._searches:
                if self._is_behind(search, self.incumbent.plan):
                    values = self.incumbent.values
                    search.improve(self.incumbent.plan, values, stages, self.incumbent.held)
            self._listen(POLL_SECONDS)
            if all(search.idle for search in self._searches):
                # Nothing can move.
                return
        self._halt()

    def _is_behind(self, search: SearchApart, best: Plan) -> bool:
        if search.known is best:
            return False
        if search.known is None or self._best_of is None:
            return True
        finder, found = self._best_of
        by_another = found is best and finder is not search
        return not by_another or time.monotonic() - search.since > SECONDS_ALONE

    def _listen(self, seconds: float) -> None:
        """Offer what was found; of several plans of a search the last, which is its best."""
        plans: dict[SearchApart, Found] = {}
        for search, message in self._told(seconds):
            if isinstance(message, Found):
                plans[search] = message
            else:
                search.done(message)
        for search, found in plans.items():
            if self.incumbent.offer(found.plan):
                self._best_of = search, found.plan
                search.found(found)

    def _told(self, seconds: float) -> Iterator[tuple[SearchApart, Found | Done]]:
        """Everything told by now, after waiting so long at most for the first of it."""
        with suppress(Empty):
            search, packed = self._heard.get(timeout=seconds)
            while True:
                yield search, search.unpacked(packed)
                search, packed = self._heard.get_nowait()

    def _halt(self) -> None:
        """Have the last plans told and wait for them, not long where a stop is requested."""
        for search in self._searches:
            if not search.idle:
                search.halt()
        began = time.monotonic()
        while any(search.is_up and not search.idle for search in self._searches):
            self._listen(POLL_SECONDS)
            stopped = self.effort.stop.requested
            patience = SECONDS_AFTER_A_STOP if stopped else SECONDS_TO_HAND_IN
            if time.monotonic() - began > patience:
                # A plan that is told later is offered all the same, in the next stage.
                return


def _from(stage: StageId, order: tuple[StageId, ...]) -> tuple[StageId, ...]:
    return order[order.index(stage) :]
