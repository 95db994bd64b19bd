"""The hand that finds: local search on the best plan, whoever found it."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.rules import StageId
from solver.local.search import ASK_EVERY, LocalSearch
from solver.plan import Plan
from solver.search.incumbent import Incumbent
from solver.search.stop import Clock


class Finder:
    """Local search that goes on from every better plan found elsewhere."""

    def __init__(self, local: LocalSearch, incumbent: Incumbent, clock: Clock) -> None:
        self.local = local
        self.incumbent = incumbent
        self.clock = clock
        self._known: Plan | None = None

    def improve(self, stage: StageId, may_go_on: Callable[[], bool]) -> None:
        """Improve the stage, then those after it, while it may."""
        order = self.incumbent.order
        stages = order[order.index(stage) :]

        def go_on() -> bool:
            self.clock.charge_moves(ASK_EVERY)
            return self._still_known() and may_go_on()

        while may_go_on() and self.incumbent.plan is not None:
            self._known = self.incumbent.plan
            self.local.load(self._known)
            before = self.local.iterations
            self.local.improve(
                stages,
                self.incumbent.limits,
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
