"""Stages in order: reach as low as time allows, prove a bound, bind it, go on."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from scenarios.rules import STAGES, StageId
from solver.candidates.candidates import Candidates
from solver.model.build import PlanModel
from solver.model.objective import in_units, least_grains
from solver.model.relaxed import RELAXED_STAGES
from solver.outcome import StageResult
from solver.search.bounds import counted_bound
from solver.search.clockless import bound_without_a_clock
from solver.search.construct import first_stages, improve, keep_limits
from solver.search.cpsat import Effort, minimise
from solver.search.incumbent import Incumbent
from solver.search.neighbourhoods import NEIGHBOURHOODS
from solver.search.progress import Observer

WEIGHT_OF_TIME = {
    StageId.STATUTORY: 6,
    StageId.COVERAGE: 6,
    StageId.CONTINUITY: 2,
    StageId.FAIRNESS: 2,
    StageId.COST: 4,
    StageId.CONVENIENCE: 3,
}
SMALL = 5_000
SHARE_WITHOUT_CLOCK = 0.1
SHARE_OF_NEIGHBOURHOODS = dict.fromkeys(StageId, 0.5) | {
    StageId.STATUTORY: 0.25,
    StageId.COVERAGE: 0.25,
}
CANDIDATES_BUILT_PER_SECOND = 8_000
STALL = 12
FIRST_SIZE, SMALLEST_SIZE, LARGEST_SIZE = 20, 8, 80


class Stages:
    """The run through the stages, with the record of each that is over."""

    def __init__(
        self,
        given: Candidates,
        few_starts: Candidates,
        incumbent: Incumbent,
        effort: Effort,
        observer: Observer,
        *,
        whole: bool,
    ) -> None:
        self.given = given
        self.incumbent = incumbent
        self.effort = effort
        self.observer = observer
        self.strategy = "whole" if whole else "neighbourhoods"
        self._results: list[StageResult] = []
        self._stage: StageId | None = None
        self._bounds: dict[StageId, int] = {}
        self._started = time.monotonic()
        self._whole = whole
        self._model: PlanModel | None = None
        self._size = FIRST_SIZE
        self._few_starts = few_starts

    def run(self) -> None:
        """Every stage once, in order, each with its share of the time left."""
        order = self.incumbent.order
        for position, stage in enumerate(order):
            self._bounds[stage] = counted_bound(self.given, stage)
            self._stage, self._started = stage, time.monotonic()
            later = sum(WEIGHT_OF_TIME[other] for other in order[position:])
            seconds = self.effort.clock.left * WEIGHT_OF_TIME[stage] / later
            self._work_on(stage, seconds)
            value, taken = self.incumbent.values[stage], time.monotonic() - self._started
            bound = self._bounds[stage]
            self._results.append(stage_result(stage, value, bound, self._results, taken))
            self._tell()
            self._stage = None
            self.incumbent.close(stage)

    def results_so_far(self) -> tuple[StageResult, ...]:
        """Stages that are over, the one under way, and those to come as the plan leaves them."""
        found = list(self._results)
        for stage in self.incumbent.order[len(found) :]:
            bound = self._bounds.get(stage, counted_bound(self.given, stage))
            seconds = time.monotonic() - self._started if stage is self._stage else 0.0
            found.append(stage_result(stage, self.incumbent.values[stage], bound, found, seconds))
        return tuple(found)

    @property
    def _reached(self) -> bool:
        if self._stage is None:
            return False
        return self.incumbent.values[self._stage] <= self._bounds[self._stage]

    def _tell(self) -> None:
        if self._stage is not None:
            value = self.incumbent.values[self._stage]
            left = self.effort.clock.wall_left
            self.observer.on_progress(self._stage, value, self._bounds[self._stage], left)

    def _raise_bound(self, grains: int) -> None:
        if self._stage is not None:
            bound = in_units(grains, self._stage)
            self._bounds[self._stage] = max(self._bounds[self._stage], bound)

    def _on_bound(self, grains: int) -> None:
        self._raise_bound(grains)
        self._tell()

    def _work_on(self, stage: StageId, seconds: float) -> None:
        """Bound it without the clock, improve by neighbourhoods, prove over all candidates."""
        until = self.effort.clock.left - seconds
        self._bound_without_a_clock(stage, SHARE_WITHOUT_CLOCK * seconds)
        if self.given.size > SMALL:
            share = SHARE_OF_NEIGHBOURHOODS[stage] if self._whole else 1.0
            self._solve_by_neighbourhoods(stage, share * (self.effort.clock.left - until))
        left = self.effort.clock.left - until
        if self._whole and left > self.given.size / CANDIDATES_BUILT_PER_SECOND:
            self._solve_whole(stage, left)

    def _over(self, seconds: float) -> bool:
        return self._reached or self.effort.stop.requested or seconds <= 0

    def _bound_without_a_clock(self, stage: StageId, seconds: float) -> None:
        if self._over(seconds) or stage not in RELAXED_STAGES:
            return
        bound = bound_without_a_clock(
            self.given, stage, self.incumbent.limits, self.effort._replace(seconds=seconds)
        )
        if bound is not None:
            self._on_bound(bound)

    def _solve_whole(self, stage: StageId, seconds: float) -> None:
        if self._over(seconds):
            return
        if self._model is None:
            self._model = PlanModel(self.given, self.incumbent.previous)
        expressions = {s: self._model.stage(s).expression for s in (*self.incumbent.limits, stage)}
        cp = self._model.cp.clone()
        keep_limits(self._model, self.incumbent, cp)
        cp.add(expressions[stage] >= least_grains(stage, self._bounds[stage]))
        answer = minimise(
            self._model,
            cp,
            expressions[stage],
            self.effort._replace(seconds=seconds),
            start=self.incumbent.plan,
            on_plan=self.incumbent.offer,
            on_bound=self._on_bound,
        )
        if answer.plan is not None:
            self.incumbent.offer(answer.plan)
        if answer.bound is not None:
            self._raise_bound(answer.bound)

    def _solve_by_neighbourhoods(self, stage: StageId, seconds: float) -> None:
        """Free some needs, solve, keep what is better; grow what closes, shrink what does not."""
        rng = random.Random(self.effort.seed)
        wanted = tuple(dict.fromkeys((stage, *first_stages(self.incumbent))))
        hopeful = len(
            [need for need in self.given.scenario.needs if self.given.teachers_of[need.need]]
        )
        starts = self.given if stage is StageId.CONVENIENCE else self._few_starts
        until = max(0.0, self.effort.clock.left - seconds)
        turn, stalled = 0, 0
        while (
            not self._reached
            and not self.effort.stop.requested
            and self.effort.clock.left > until
            and self.incumbent.plan is not None
        ):
            choose = NEIGHBOURHOODS[turn % len(NEIGHBOURHOODS)]
            free = choose(self.given, self.incumbent.plan, rng, self._size)
            before = self.incumbent.plan
            slice_seconds = min(4.0, self.effort.clock.left - until)
            effort = self.effort._replace(seconds=slice_seconds)
            closed = improve(starts, self.incumbent, effort, free, wanted)
            stalled = stalled + 1 if self.incumbent.plan is before else 0
            if closed and len(free) == hopeful or self._whole and stalled >= STALL:
                break
            grown = self._size + 2 if closed else self._size - 2
            self._size = max(SMALLEST_SIZE, min(LARGEST_SIZE, grown))
            self._tell()
            turn += 1


def stage_result(
    stage: StageId, value: int, bound: int, before: Sequence[StageResult], seconds: float
) -> StageResult:
    """A stage with its value and bound, after the stages before it."""
    proved_before = all(result.optimal for result in before)
    return StageResult(
        name=stage,
        unit=STAGES[stage].unit,
        value=value,
        bound=bound,
        gap=(value - bound) / max(1, value),
        optimal=proved_before and value == bound,
        final=None,
        seconds=round(seconds, 3),
    )
