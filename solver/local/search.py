"""Local search: a fast first plan, and better ones by ruin and recreate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from random import Random

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.local import translate
from solver.local.board import Board
from solver.local.cooling import Cooling
from solver.local.energy import Energy
from solver.local.measures import Measures
from solver.local.places import Placer, dissolve
from solver.local.problem import Problem
from solver.local.translate import Placed
from solver.plan import Plan

ASK_EVERY = 16


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
        run = self.begin(stages, limits, on_plan, only)
        self.go_on(run, keep_going)
        run.finish()

    def begin(
        self,
        stages: Sequence[StageId],
        limits: Mapping[StageId, int],
        on_plan: Callable[[Plan], object],
        only: Collection[str] | None = None,
    ) -> Cooling:
        """A search from the board as it is."""
        energy = Energy(self.board, self.measures, stages, limits)
        return Cooling(self.measures, self.rng, energy, on_plan, only)

    def go_on(self, run: Cooling, keep_going: Callable[[], bool]) -> None:
        """Search until told otherwise, or not at all where nothing can move."""
        while run.ruin.movable and keep_going():
            for _ in range(ASK_EVERY):
                run.iterate()
                self.iterations += 1
            run.hand_out()

    def adopt(
        self, run: Cooling, plan: Plan, needs: Collection[str], values: Mapping[StageId, int]
    ) -> None:
        """Go on with these needs as in a better plan of somebody else, the rest as it is."""
        run.adopt(
            list(translate.groups_of(self.problem, plan)),
            {self.problem.number_of[need] for need in needs},
            [values[stage] for stage in run.energy.stages],
        )
