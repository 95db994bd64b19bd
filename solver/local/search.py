"""Local search: a fast first plan, and better ones by ruin and recreate."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from random import Random

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.local import translate
from solver.local.board import Board
from solver.local.energy import LACKING, Energy
from solver.local.measures import Measures
from solver.local.places import Placer, dissolve
from solver.local.problem import Problem
from solver.local.retime import Retime
from solver.local.ruin import Ruin
from solver.local.translate import Placed
from solver.plan import Plan

ASK_EVERY = 16
LONGEST_LOG = 100_000
LEAST_BETWEEN_PLANS = 480
COLDEST = 60.0
# Heat and iterations per need of one cooling after another; the last is repeated, longer.
COOLINGS = ((300.0, 4), (1_000.0, 12), (3_000.0, 24))
SHORTEST_COOLING, LONGEST_FACTOR = 400, 16
RETIMED = 0.5
ALSO_TRIED = 12
PATIENCE, DEAREST_LACK = 40, 1_000_000


class LocalSearch:
    """Plans of a scenario, made and made better without a model.

    The same seed, calls and numbers of iterations give the same plans.

    Parameters
    ----------
    previous
        Plan whose times and teachers `continuity` compares with.
    """

    def __init__(self, scenario: Scenario, previous: Plan | None, seed: int) -> None:
        self.problem = Problem(scenario)
        self.previous = previous
        self.rng = Random(seed)
        self.iterations = 0
        self._start()

    def _start(self) -> None:
        self.board = Board(self.problem)
        self.measures = Measures(self.board, self.previous)

    def load(self, plan: Plan) -> None:
        """Start from this plan, which must keep the rules."""
        self._start()
        translate.load(self.board, plan)
        self.board.log.clear()

    def _load(self, groups: list[Placed]) -> None:
        self._start()
        for placed in groups:
            translate.put(self.board, placed)
        self.board.log.clear()

    def plan(self) -> Plan:
        """The plan on the board."""
        self.board.log.clear()
        return translate.plan_of(self.problem, translate.before_the_log(self.board))

    def prepare(self, keep_going: Callable[[], bool]) -> bool:
        """Find out early what `convenience` asks of the needs served; say whether all is known."""
        for need, group in enumerate(self.board.group_of):
            if group is not None:
                if not keep_going():
                    return False
                self.measures.comfort.points(need)
        return True

    def construct(self, start: Plan | None = None) -> Plan:
        """A plan made quickly, duties first; what is in the plan to start from stays."""
        if start is not None:
            self.load(start)
        board, rows = self.board, self.problem.needs
        energy = Energy(board, self.measures, self.problem.scenario.settings.priorities, {})
        placer = Placer(board, self.rng, energy.prices)
        placer.before = self.measures.before
        locked = self.problem.pins.locked
        waiting = [need for needs in board.waiting for need in needs]
        waiting.sort(
            key=lambda n: (
                n not in locked,
                rows[n].priority,
                len(rows[n].teachers),
                -rows[n].half_lessons,
                n,
            )
        )
        for _ in range(2):
            for need in waiting:
                if board.group_of[need] is None:
                    placer.place(need)
            placer.clean(0)
        self._end_used_too_little()
        return self.plan()

    def _end_used_too_little(self) -> None:
        """Take away the groups of teachers who are below their least number of lessons."""
        for number, teacher in enumerate(self.problem.teachers):
            if 0 < self.board.load[number] < teacher.least:
                for group in list(self.board.of_teacher[number].values()):
                    dissolve(self.board, group)

    def improve(
        self,
        stages: Sequence[StageId],
        limits: Mapping[StageId, int],
        keep_going: Callable[[], bool],
        on_plan: Callable[[Plan], object],
        only: Collection[str] | None = None,
    ) -> None:
        """Minimise the first of the stages, ties by those that follow.

        Parameters
        ----------
        limits
            Largest value of stages that may not become worse.
        keep_going
            Asked every `ASK_EVERY` iterations.
        on_plan
            Given each better plan that was held when it is time for one, and the last of all.
        only
            Needs that may move; all if not given.
        """
        run = _Run(self, Energy(self.board, self.measures, stages, limits), on_plan, only)
        if not run.ruin.movable:
            return
        while keep_going():
            for _ in range(ASK_EVERY):
                run.iterate()
                self.iterations += 1
            run.hand_out()
        run.finish()


class _Run:
    """One call of `improve`."""

    def __init__(
        self,
        search: LocalSearch,
        energy: Energy,
        on_plan: Callable[[Plan], object],
        only: Collection[str] | None,
    ) -> None:
        problem = search.problem
        self.search = search
        self.board = search.board
        self.rng = search.rng
        self.energy = energy
        self.on_plan = on_plan
        self.only = None if only is None else frozenset(problem.number_of[name] for name in only)
        movable = [
            number
            for number, row in enumerate(problem.needs)
            if row.teachers and row.starts and (self.only is None or number in self.only)
        ]
        self.ruin = Ruin(self.board, self.rng, movable)
        self.placer = Placer(self.board, self.rng, energy.prices, self.only)
        self.placer.before = search.measures.before
        self.retime: Retime | None = None
        if StageId.CONVENIENCE in energy.stages[:1]:
            comfort = search.measures.comfort
            self.retime = Retime(self.board, comfort, self.rng, self.only)
            self.placer.comfort = comfort
        self.current = energy.now()
        self.best = energy.values() if energy.sound() else None
        self.kept: list[Placed] | None = None
        self.pending = False
        # The larger the scenario, the longer somebody needs to look at a plan.
        self.between_plans = max(LEAST_BETWEEN_PLANS, len(problem.needs))
        self.moves = self.next_plan = 0
        self.cooling = self.done = self.lacked = 0
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
                self.best = self.energy.values()
                board.log.clear()
                self.kept = None
                self.pending = True
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
        self.on_plan(translate.plan_of(self.search.problem, best))

    def finish(self) -> None:
        """Give the best plan if it is new, and leave it on the board."""
        if self.pending:
            self._give()
        self._back_to_the_best()
