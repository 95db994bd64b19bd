"""One number for a board in the order of the stages, for accepting or refusing a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.local.board import Board
from solver.local.measures import IN_HALVES, Measures
from solver.local.places import OPTIONAL, Prices

RANK = {StageId.STATUTORY: 0, StageId.COVERAGE: 1}
"""Of the needs whose places a stage counts, as the board ranks them."""
# What one doubled unit weighs against a half-cent, before the stage `cost` and after it.
BEFORE = {
    StageId.STATUTORY: 400_000.0,
    StageId.COVERAGE: 60_000.0,
    StageId.CONTINUITY: 60.0,
    StageId.FAIRNESS: 2_000.0,
    StageId.COST: 1.0,
    StageId.CONVENIENCE: 30.0,
}
AFTER = {
    StageId.STATUTORY: 400.0,
    StageId.COVERAGE: 200.0,
    StageId.CONTINUITY: 0.3,
    StageId.FAIRNESS: 5.0,
    StageId.COST: 1.0,
    StageId.CONVENIENCE: 0.02,
}
# Where who is served is minimised, so little that a pupil may lose a place for a while.
FIRST_SERVED, ALSO_SERVED, FAIR_MEANWHILE = 30_000.0, 4_500.0, 150.0
# How much hotter than for half-cents a cooling is.
HEAT = {StageId.STATUTORY: 30.0, StageId.COVERAGE: 30.0, StageId.CONVENIENCE: 0.5}
CHEAP = frozenset(StageId) - {StageId.CONVENIENCE}
OVER_THE_LIMIT = 100.0
LACKING = 3_000
LOCKED = 10_000_000.0


class Energy:
    """Weighted stages, with what is above a limit weighing most.

    Attributes
    ----------
    prices
        What leaving a need out counts for when it is placed.
    heat
        By which the heat of a cooling, in half-cents, is multiplied.
    """

    def __init__(
        self,
        board: Board,
        measures: Measures,
        stages: Sequence[StageId],
        limits: Mapping[StageId, int],
    ) -> None:
        self.board = board
        self.measures = measures
        # Points are dear to find, so far ahead of their stage they decide nothing.
        self.stages = tuple(stage for stage in stages if stage not in stages[2:] or stage in CHEAP)
        self.limits = {
            stage: 2 * limit if stage in IN_HALVES else limit for stage, limit in limits.items()
        }
        self._locked = sorted(board.problem.pins.locked)
        first = stages[0]
        cost = stages.index(StageId.COST) if StageId.COST in stages else len(stages)
        self.weights = {
            stage: (BEFORE if place <= cost else AFTER)[stage]
            for place, stage in enumerate(stages)
            if stage in self.stages
        }
        if first is StageId.CONVENIENCE:
            self.weights = {**self.weights, StageId.CONVENIENCE: 1.0, StageId.COST: 0.01}
        self.prices = self._prices()
        self.heat = HEAT.get(first, 1.0)
        if first in PRIORITY:
            self._let_pupils_lose_places(first)

    def _let_pupils_lose_places(self, first: StageId) -> None:
        meanwhile = dict.fromkeys(PRIORITY, ALSO_SERVED) | {
            first: FIRST_SERVED,
            StageId.FAIRNESS: FAIR_MEANWHILE,
        }
        for stage, weight in self.weights.items():
            self.weights[stage] = min(weight, meanwhile.get(stage, weight))

    def _prices(self) -> Prices:
        found = [0.0, 0.0, 0.0]
        for stage, priority in RANK.items():
            found[priority] = self.weights.get(stage, 0.0)
            if stage in self.limits:
                found[priority] = BEFORE[stage]
        if StageId.FAIRNESS in self.weights or StageId.FAIRNESS in self.limits:
            found[0], found[1] = max(found[0], 8_000.0), max(found[1], 8_000.0)
        if StageId.COST in self.weights or StageId.COST in self.limits:
            found[OPTIONAL] = float(self.measures.worth_optional)
        change = self.weights.get(StageId.CONTINUITY, 0.0)
        if StageId.CONTINUITY in self.limits:
            change = BEFORE[StageId.CONTINUITY]
        return Prices([int(price) for price in found], LACKING, int(change))

    def now(self) -> float:
        """The energy of the board."""
        doubled = self.measures.doubled
        total = float(self.prices.lacking * self.board.lacking)
        for stage, weight in self.weights.items():
            total += weight * doubled(stage)
        for stage, limit in self.limits.items():
            above = doubled(stage) - limit
            if above > 0:
                total += OVER_THE_LIMIT * BEFORE[stage] * above
        for need in self._locked:
            if self.board.group_of[need] is None:
                total += LOCKED
        return total

    def sound(self) -> bool:
        """Whether the board keeps the rules that may be broken in between, and the limits."""
        return (
            not self.board.lacking
            and all(self.board.group_of[need] is not None for need in self._locked)
            and all(self.measures.doubled(stage) <= most for stage, most in self.limits.items())
        )

    def beats(self, best: list[int] | None) -> bool:
        """Whether the board is better than these values, compared in order."""
        if best is None:
            return True
        for stage, value in zip(self.stages, best, strict=True):
            now = self.measures.value(stage)
            if now != value:
                return now < value
        return False

    def values(self) -> list[int]:
        """Values of the stages, in order."""
        return [self.measures.value(stage) for stage in self.stages]
