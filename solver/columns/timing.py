"""The stage `convenience` settled with its clock: bound by patterns, then whole solutions.

Among columns and slots of little reduced cost all solutions up to some value are searched. There
is none with any other up to that value, so what is best there is best of all; if there is none,
the value is a bound and the next one is tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from scenarios.rules import StageId
from solver.candidates.presence import hundredths
from solver.columns.comfort import Comfort
from solver.columns.effort import Clock, Effort, Stop
from solver.columns.integer import solved
from solver.columns.programme import SCALE, Flags, Linear, linear
from solver.columns.rows import Master
from solver.columns.timed import Generation, Priced, Timed
from solver.columns.timetable import Timetable
from solver.measure.convenience import convenience_terms
from solver.measure.objective import stage_values
from solver.model.company import Settled
from solver.model.objective import most_grains
from solver.plan import Plan
from solver.verify.report import verify

LEAST_STEP, STEP_SHARE = 200, 50
MOST_MEETINGS, MOST_KEPT = 10_000_000, 30_000


class Share(NamedTuple):
    """A part of an effort."""

    clock: Clock
    stop: Stop
    seconds: float
    seed: int


class Earlier(NamedTuple):
    """What a plan must keep: earlier stages by columns, and their limits in grains."""

    sums: Sequence[tuple[Linear, int]]
    limits: Mapping[StageId, int]


class Timing:
    """Rounds of one part."""

    def __init__(
        self, master: Master, comfort: Comfort, earlier: Earlier, alive: Flags, effort: Effort
    ) -> None:
        self._master, self._comfort, self._earlier = master, comfort, earlier
        self._effort = effort
        self._until = effort.clock.left - effort.seconds
        weight = 2 * hundredths(master.scenario.settings.weight_teacher_day)
        days = linear(dict.fromkeys(master.days.values(), weight))
        self._timed = Timed(master, comfort, earlier.sums, days, alive)

    def settled(self, known: int | None, bound: int) -> Settled:
        """The best bound within the effort; companies and value if a plan of the part has it."""
        if self._meetings > MOST_MEETINGS:
            return Settled(bound, None, proved=False)
        generation = Generation(self._timed)
        bound = max(bound, generation.solved(lambda: 0.0 if self._ended() else self._left).bound)
        step = max(LEAST_STEP, bound // STEP_SHARE)
        while not self._ended():
            value = bound + step if known is None else min(bound + step, known)
            kept = self._kept(generation, value)
            if sum(np.count_nonzero(flags) for flags in kept) > MOST_KEPT:
                break
            timetable = Timetable(self._timed, self._comfort, kept)
            found = solved(
                timetable.programme,
                timetable.objective,
                timetable.alive,
                value,
                self._left,
                self._effort,
            )
            if found.bound is None:
                bound = value + 1
                if value == known:
                    break
                step *= 2
                continue
            bound = max(bound, found.bound)
            if found.chosen is None or found.value != found.bound:
                break
            plan = timetable.plan(found.chosen)
            proved = self._reaches(plan, found.value)
            companies = timetable.companies(found.chosen)
            reached = found.value if proved else None
            return Settled(bound, companies, proved=proved, value=reached)
        return Settled(bound, None, proved=False)

    @property
    def _meetings(self) -> int:
        return sum(block.points.size for block in self._timed.blocks)

    @property
    def _left(self) -> float:
        return self._effort.clock.left - self._until

    def _ended(self) -> bool:
        return self._left <= 0 or self._effort.stop.requested

    def _kept(self, generation: Generation, value: int) -> list[Flags]:
        """By block the columns and slots that a solution of at most the value may have."""
        best: Priced = generation.best
        kept = []
        for number, block in enumerate(self._timed.blocks):
            by_slot, by_day = self._timed.prices(number, best.duals)
            costs = block.by_slot(by_slot, by_day, SCALE)
            reduced = np.maximum(costs + best.of_rows[block.columns][:, None], 0)
            kept.append(best.scaled + reduced <= value * SCALE)
        return kept

    def _reaches(self, plan: Plan, value: int) -> bool:
        """Whether a plan keeps every rule and limit of the part and has the value."""
        scenario = self._master.scenario
        reached = stage_values(scenario, plan)
        within = all(
            stage in reached and most_grains(stage, reached[stage]) <= limit
            for stage, limit in self._earlier.limits.items()
        )
        points = sum(convenience_terms(scenario, plan).values())
        return within and points == value and not verify(scenario, plan)
