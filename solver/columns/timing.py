"""The stage `convenience` settled with its clock: bound by patterns, then whole solutions.

Among columns and slots of little reduced cost all solutions up to some value are searched. There
is none with any other up to that value, so what is best there is best of all; if there is none,
the value is a bound and the next one is tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scenarios.rules import StageId
from solver.candidates.presence import hundredths
from solver.columns.branching import Branching, Leaf
from solver.columns.comfort import NEVER, Comfort
from solver.columns.effort import Effort, time_left
from solver.columns.generation import Generation
from solver.columns.integer import solved
from solver.columns.judged import points_of
from solver.columns.programme import Flags, Linear, linear
from solver.columns.rows import Master
from solver.columns.timed import Timed
from solver.columns.timetable import Limited, Timetable
from solver.model.company import Settled

LEAST_STEP, STEP_SHARE = 200, 50
HIGHEST = NEVER >> 2
"""Where nothing is found up to here there is no plan within the limits at all."""
MOST_MEETINGS, MOST_KEPT = 10_000_000, 30_000
MOST_REMEMBERED = 4_000_000


class Earlier(NamedTuple):
    """What a plan must keep: earlier stages by columns, and their limits in grains.

    Attributes
    ----------
    bill
        The stage `cost` among them.
    """

    sums: Sequence[tuple[Linear, int]]
    limits: Mapping[StageId, int]
    bill: Limited | None = None


class Timing:
    """Rounds of one part."""

    def __init__(self, master: Master, comfort: Comfort, earlier: Earlier, alive: Flags) -> None:
        self._master, self._comfort, self._earlier = master, comfort, earlier
        self._bound, self._step = 0, LEAST_STEP
        self._parts: Branching | None = None
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
        parts = self._parts = self._parts or Branching(Generation(self._timed))
        best = Settled(self._bound, None, proved=False)
        while left() > 0 and self._bound <= HIGHEST:
            step = max(self._step, self._bound // STEP_SHARE)
            wanted = min(self._bound + step, HIGHEST + 1 if known is None else known)
            leaf = parts.next(wanted, left, effort)
            if leaf is None and parts.bound < wanted:
                break
            if leaf is None:
                self._bound = max(self._bound, parts.bound)
                self._step = 2 * step
                if known is not None and self._bound >= known:
                    break
                continue
            found = self._whole(leaf, wanted, left(), effort)
            if found is not None and found.value is not None:
                best, known = found, found.value
            elif found is not None and best.plan is None:
                best = found
            if leaf.node.bound < (wanted if found is None or found.value is None else found.value):
                leaf.node.stuck = found is not None and found.value is None
                break
        self._bound = max(self._bound, parts.bound if known is None else min(parts.bound, known))
        return best._replace(bound=self._bound, proved=best.value == self._bound)

    def _whole(self, leaf: Leaf, wanted: int, seconds: float, effort: Effort) -> Settled | None:
        """The best solution of a part below the value; `None` if there is none or no time."""
        if leaf.meetings > MOST_KEPT:
            return None
        timetable = Timetable(
            self._timed, self._comfort, leaf.kept, leaf.node.box, self._earlier.bill
        )
        programme, objective, alive = timetable.programme, timetable.objective, timetable.alive
        found = solved(programme, objective, alive, wanted - 1, seconds, effort)
        leaf.node.raise_to(wanted if found.bound is None else found.bound)
        if found.chosen is None or found.value is None:
            return None
        return self._said(timetable, found.chosen, found.value)

    def _said(self, timetable: Timetable, chosen: dict[int, int], value: int) -> Settled:
        plan = timetable.plan(chosen)
        companies = timetable.companies(chosen)
        if points_of(self._master.scenario, plan, self._earlier.limits) != value:
            return Settled(self._bound, companies, proved=False)
        return Settled(self._bound, companies, proved=False, value=value, plan=plan)

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
