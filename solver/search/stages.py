"""Stages in order: reach as low as time allows, prove a bound, bind it, go on.

Two hands work on a stage: one finds plans, one proves bounds. With several workers they work at
the same time; with one worker one after the other, so that the same seed gives the same plan.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from scenarios.rules import STAGES, StageId
from solver.model.grains import in_units
from solver.outcome import StageResult
from solver.search.effort import Effort
from solver.search.finder import Finds, that_find
from solver.search.incumbent import Incumbent
from solver.search.progress import Observer

if TYPE_CHECKING:
    from solver.search.prover import Prover

WEIGHT_OF_TIME = {
    StageId.STATUTORY: 6,
    StageId.COVERAGE: 6,
    StageId.CONTINUITY: 2,
    StageId.FAIRNESS: 2,
    StageId.COST: 8,
    StageId.CONVENIENCE: 4,
}
SHARE_OF_PROVER = 0.5
SECONDS_TO_FINISH = 0.5


class Stages:
    """The run through the stages, with the record of each that is over."""

    def __init__(
        self,
        incumbent: Incumbent,
        finder: Finds,
        effort: Effort,
        observer: Observer,
        make_prover: Callable[[Callable[[StageId, int], None]], Prover],
        last_stage_seconds: float | None = None,
    ) -> None:
        self._at_last = last_stage_seconds
        self.incumbent = incumbent
        self.effort = effort
        self.observer = observer
        incumbent.on_better = self._tell
        self.finder = finder
        self._make_prover = make_prover
        self._prover: Prover | None = None
        self._proving = threading.Lock()
        self._results: list[StageResult] = []
        self._stage: StageId | None = None
        self._bounds: dict[StageId, int] = {}
        self._started = time.monotonic()

    @property
    def strategy(self) -> str:
        """How the scenario was worked on."""
        return self._prover.strategy if self._prover else "local search"

    def run(self) -> None:
        """Every stage once, in order, each with its share of the time left."""
        order = self.incumbent.order
        for position, stage in enumerate(order):
            self._bounds[stage] = self._counted(stage)
            self._stage, self._started = stage, time.monotonic()
            later = sum(WEIGHT_OF_TIME[other] for other in order[position:])
            seconds = self.effort.clock.left * WEIGHT_OF_TIME[stage] / later
            if self._at_last is not None and stage is order[-1]:
                seconds = min(seconds, self._at_last)
            self._work_on(stage, seconds)
            value, taken = self.incumbent.values[stage], time.monotonic() - self._started
            bound = self._bounds[stage]
            self._results.append(stage_result(stage, value, bound, self._results, taken))
            self._tell()
            self._stage = None
            self.incumbent.close(stage)

    def _counted(self, stage: StageId) -> int:
        return in_units(self._prover.by_parts.never_served(stage), stage) if self._prover else 0

    def results_so_far(self) -> tuple[StageResult, ...]:
        """Stages that are over, the one under way, and those to come as the plan leaves them."""
        found = list(self._results)
        for stage in self.incumbent.order[len(found) :]:
            bound = self._bounds.get(stage, 0)
            seconds = time.monotonic() - self._started if stage is self._stage else 0.0
            found.append(stage_result(stage, self.incumbent.values[stage], bound, found, seconds))
        return tuple(found)

    def _tell(self) -> None:
        if self._stage is not None:
            value = self.incumbent.values[self._stage]
            left = self.effort.clock.wall_left
            self.observer.on_progress(self._stage, value, self._bounds[self._stage], left)

    def _on_bound(self, stage: StageId, grains: int) -> None:
        # Work that ends late may still speak of a stage that is over.
        if stage is self._stage and in_units(grains, stage) > self._bounds[stage]:
            self._bounds[stage] = in_units(grains, stage)
            self._tell()

    def _work_on(self, stage: StageId, seconds: float) -> None:
        until = max(0.0, self.effort.clock.left - seconds)

        def over() -> bool:
            return (
                self.incumbent.values[stage] <= self._bounds[stage]
                or self.effort.stop.requested
                or self.effort.clock.left <= until
            )

        if self.effort.workers == 1:
            share = self.effort._replace(seconds=SHARE_OF_PROVER * seconds)
            self._prove(stage, share, over)
            self.finder.improve(stage, lambda: not over())
            return
        with self.effort.stop.heir() as stop:
            workers = self.effort.workers - that_find(self.effort.workers)
            share = self.effort._replace(seconds=seconds, workers=workers, stop=stop)
            # Slack may open again what was proved, so the end of the stage is asked for too.
            second_hand = _Hand(lambda: self._prove(stage, share, lambda: stop.requested or over()))
            try:
                self.finder.improve(stage, lambda: not over() and not second_hand.failed)
                while second_hand.is_alive() and not over():
                    second_hand.join(SECONDS_TO_FINISH)
            finally:
                stop.request()
            second_hand.finish(SECONDS_TO_FINISH)

    def _prove(self, stage: StageId, effort: Effort, over: Callable[[], bool]) -> None:
        with self._proving:
            # Making it takes long for a large scenario and cannot be ended from outside.
            if self._prover is None:
                self._prover = self._make_prover(self._on_bound)
            if not effort.stop.requested:
                self._prover.work(stage, effort, over)


class _Hand(threading.Thread):
    """Work beside other work; what goes wrong in it is raised where it is finished."""

    def __init__(self, work: Callable[[], None]) -> None:
        # Not a daemon: the interpreter must not end while it is inside the solver's own code.
        super().__init__()
        self._work = work
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Do the work."""
        try:
            self._work()
        except BaseException as error:  # Not swallowed: `finish` raises it.
            self._error = error

    @property
    def failed(self) -> bool:
        """Whether the work has ended with an error."""
        return self._error is not None

    def finish(self, seconds: float) -> None:
        """Wait, so long at most, for the end of work that was asked to stop."""
        self.join(seconds)
        if self._error is not None:
            raise self._error


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
