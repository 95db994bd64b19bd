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
from solver.columns.comfort import NEVER, Comfort
from solver.columns.effort import Effort, time_left
from solver.columns.generation import Generation
from solver.columns.integer import solved
from solver.columns.judged import points_of
from solver.columns.programme import SCALE, Flags, Linear, linear
from solver.columns.rows import Master
from solver.columns.timed import Priced, Timed
from solver.columns.timetable import Timetable
from solver.model.company import Settled

LEAST_STEP, STEP_SHARE = 200, 50
HIGHEST = NEVER >> 2
"""Where nothing is found up to here there is no plan within the limits at all."""
MOST_MEETINGS, MOST_KEPT = 10_000_000, 30_000
MOST_REMEMBERED = 400_000


class Earlier(NamedTuple):
    """What a plan must keep: earlier stages by columns, and their limits in grains."""

    sums: Sequence[tuple[Linear, int]]
    limits: Mapping[StageId, int]


class Timing:
    """Rounds of one part."""

    def __init__(self, master: Master, comfort: Comfort, earlier: Earlier, alive: Flags) -> None:
        self._master, self._comfort, self._earlier = master, comfort, earlier
        self._bound, self._step = 0, LEAST_STEP
        self._generation: Generation | None = None
        weight = 2 * hundredths(master.scenario.settings.weight_teacher_day)
        days = linear(dict.fromkeys(master.days.values(), weight))
        self._timed = Timed(master, comfort, earlier.sums, days, alive)

    def settled(self, known: int | None, effort: Effort) -> Settled:
        """The best bound so far; companies, value and plan if one of the part was found.

        Asked again it goes on from where it was.
        """
        found = self._searched(known, effort)
        for block in self._timed.blocks:
            block.put_away()
        return found

    def _searched(self, known: int | None, effort: Effort) -> Settled:
        left = time_left(effort)
        if self._meetings > MOST_MEETINGS:
            return Settled(self._bound, None, proved=False)
        generation = self._generation = self._generation or Generation(self._timed)
        self._bound = max(self._bound, generation.solved(left, effort.stop).bound)
        self._step = max(self._step, self._bound // STEP_SHARE)
        while left() > 0 and self._bound <= HIGHEST:
            value = min(self._bound + self._step, HIGHEST)
            value = value if known is None else min(value, known)
            kept = self._kept(generation, value)
            if sum(np.count_nonzero(flags) for flags in kept) > MOST_KEPT:
                break
            timetable = Timetable(self._timed, self._comfort, kept)
            found = solved(
                timetable.programme, timetable.objective, timetable.alive, value, left(), effort
            )
            if found.bound is None:
                self._bound = value + 1
                if value == known:
                    break
                self._step *= 2
                continue
            self._bound = max(self._bound, found.bound)
            if found.chosen is None or found.value is None:
                break
            return self._said(timetable, found.chosen, found.value)
        return Settled(self._bound, None, proved=False)

    def _said(self, timetable: Timetable, chosen: dict[int, int], value: int) -> Settled:
        plan = timetable.plan(chosen)
        companies = timetable.companies(chosen)
        if points_of(self._master.scenario, plan, self._earlier.limits) != value:
            return Settled(self._bound, companies, proved=False)
        return Settled(self._bound, companies, value == self._bound, value, plan)

    def raise_to(self, bound: int) -> None:
        """Take a bound that somebody else proved."""
        self._bound = max(self._bound, bound)

    @property
    def small(self) -> bool:
        """Whether it is worth keeping."""
        return self._meetings <= MOST_REMEMBERED

    @property
    def _meetings(self) -> int:
        return sum(block.points.size for block in self._timed.blocks)

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
