"""Ruin and recreate while it cools down: what is worse is kept the less often the cooler it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from random import Random
from typing import TYPE_CHECKING

from scenarios.rules import StageId
from solver.local import translate
from solver.local.adopt import adopt
from solver.local.energy import LACKING, RANK, Energy
from solver.local.measures import Measures
from solver.local.places import Placer, dissolve
from solver.local.ruin import Ruin
from solver.local.translate import Placed
from solver.plan import Plan

if TYPE_CHECKING:
    from solver.local.retime import Retime

LONGEST_LOG = 100_000
LEAST_BETWEEN_PLANS = 480
COLDEST = 60.0
# Heat and iterations per need of one cooling after another; the last is repeated, longer.
COOLINGS = ((300.0, 4), (1_000.0, 12), (3_000.0, 24))
SHORTEST_COOLING, LONGEST_FACTOR = 400, 16
RETIMED = 0.5
ALSO_TRIED = 12
PATIENCE, DEAREST_LACK = 40, 1_000_000


class Cooling:
    """Coolings of a board, one after another.

    Parameters
    ----------
    on_plan
        Given the better plans.
    only
        Needs that may move; all if not given.
    """

    def __init__(
        self,
        measures: Measures,
        rng: Random,
        energy: Energy,
        on_plan: Callable[[Plan], object],
        only: Collection[str] | None,
    ) -> None:
        self.board = measures.board
        self.rng = rng
        problem = self.board.problem
        self.energy = energy
        self.on_plan = on_plan
        self.only = None if only is None else frozenset(problem.number_of[name] for name in only)
        movable = [
            number
            for number, row in enumerate(problem.needs)
            if row.teachers and row.starts and (self.only is None or number in self.only)
        ]
        self.ruin = Ruin(self.board, self.rng, movable, RANK.get(energy.stages[0]))
        self.placer = Placer(self.board, self.rng, energy.prices, self.only)
        self.placer.before = measures.before
        self.retime: Retime | None = None
        if StageId.CONVENIENCE in energy.stages[:1]:
            # Only here: they load numpy, which would keep the first plan waiting.
            from solver.local.liking import Liking
            from solver.local.retime import Retime

            self.placer.liking = Liking(measures.comfort)
            self.retime = Retime(self.board, self.placer.liking, self.rng, self.only)
        self.current = energy.now()
        self.best = energy.values() if energy.sound() else None
        self.kept: list[Placed] | None = None
        self.pending = False
        # The larger the scenario, the longer somebody needs to look at a plan.
        self.between_plans = max(LEAST_BETWEEN_PLANS, len(problem.needs))
        self.moves = self.next_plan = 0
        self.cooling = self.done = self.lacked = self.found_at = 0
        self._cool_down()

    def iterate(self) -> None:
        """Ruin, recreate, and keep or take back."""
        board = self.board
        mark = len(board.log)
        if self.retime is not None and self.rng.random() < RETIMED:
            self.retime(self.ruin.seed())
        else:
            self._recreate(self.ruin())
        self.placer.clean(mark)
        now = self.energy.now()
        heat = self.hottest * (COLDEST / self.hottest) ** (self.done / self.length)
        heat *= self.energy.heat
        if now <= self.current - heat * math.log(1.0 - self.rng.random()):
            self.current = now
            if self.energy.sound() and self.energy.beats(self.best):
                self._note_the_best()
            elif self.kept is not None:
                board.log.clear()
            elif len(board.log) > LONGEST_LOG:
                self.kept = translate.before_the_log(board)
                board.log.clear()
        else:
            board.undo(mark)
        self.done += 1
        self.moves += 1
        self._watch_the_least_lessons()
        if self.done >= self.length:
            self.cooling += 1
            self._cool_down()
            self._back_to_the_best()

    def _note_the_best(self) -> None:
        self.best = self.energy.values()
        self.board.log.clear()
        self.kept = None
        self.pending = True
        self.found_at = self.moves

    def adopt(self, groups: list[Placed], needs: Collection[int], values: list[int]) -> None:
        """Go on with these needs as they are in a plan of these values, better than all so far.

        What was found of late is gone on from, for nobody may have seen it; what was found
        longer ago has been looked at by now, and the plan to adopt was made from it.
        """
        if self.pending or self.moves - self.found_at < self.between_plans:
            self._back_to_the_best()
        adopt(self.placer, groups, needs)
        self.best, self.kept, self.pending = values, groups, False
        self.board.log.clear()
        self.current = self.energy.now()
        if self.energy.sound() and self.energy.beats(self.best):
            self._note_the_best()

    def _cool_down(self) -> None:
        """Begin the next cooling."""
        last = len(COOLINGS) - 1
        self.hottest, each = COOLINGS[min(self.cooling, last)]
        factor = min(LONGEST_FACTOR, 2 ** max(0, self.cooling - last))
        self.length = factor * max(SHORTEST_COOLING, each * len(self.ruin.movable))
        self.done = 0

    def _watch_the_least_lessons(self) -> None:
        """Where teachers stay below their least number for long, that becomes dearer."""
        prices = self.placer.prices
        if not self.board.lacking:
            self.lacked = 0
            prices.lacking = max(LACKING, prices.lacking * 49 // 50)
            return
        self.lacked += 1
        if self.lacked % PATIENCE == 0:
            prices.lacking = min(DEAREST_LACK, 2 * prices.lacking)
            self.current = self.energy.now()

    def _recreate(self, removed: list[int]) -> None:
        board, rng, rows = self.board, self.rng, self.board.problem.needs
        pool = dict.fromkeys(removed)
        also = sorted({rows[need].course for need in removed})
        each = max(1, ALSO_TRIED // max(1, len(also)))
        for course in also:
            waiting = list(board.waiting[course])
            some = waiting if len(waiting) <= each else rng.sample(waiting, each)
            pool.update(dict.fromkeys(n for n in some if self.only is None or n in self.only))
        order = list(pool)
        rng.shuffle(order)
        draw = rng.random()
        if draw < 0.4:
            order.sort(key=lambda n: (rows[n].priority, -rows[n].half_lessons))
        elif draw < 0.6:
            order.sort(key=lambda n: (rows[n].priority, len(rows[n].teachers)))
        elif draw < 0.8:
            order.sort(key=lambda n: (-rows[n].half_lessons, -rows[n].pupils))
        for need in order:
            if board.group_of[need] is None:
                self.placer.place(need)

    def _back_to_the_best(self) -> None:
        if self.best is None or (self.kept is None and not self.board.log):
            return
        if self.kept is None:
            self.board.undo()
        else:
            for groups in self.board.in_course:
                for group in list(groups.values()):
                    dissolve(self.board, group)
            for placed in self.kept:
                translate.put(self.board, placed)
            self.board.log.clear()
            self.kept = None
        self.current = self.energy.now()

    def hand_out(self) -> None:
        """Give the best plan if it is new and the last one was given long enough ago."""
        # By moves and not by the clock, so that the same calls hear of the same plans.
        if self.pending and self.moves >= self.next_plan:
            self._give()
            self.next_plan = self.moves + self.between_plans

    def _give(self) -> None:
        self.pending = False
        best = self.kept if self.kept is not None else translate.before_the_log(self.board)
        self.on_plan(translate.plan_of(self.board.problem, best))

    def finish(self) -> None:
        """Give the best plan if it is new, and leave it on the board."""
        if self.pending:
            self._give()
        self._back_to_the_best()
