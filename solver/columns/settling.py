"""One stage over the columns: bound by relaxation, solved among few columns, weeks tried.

A solution is looked for among the columns of least reduced cost only. The least bound plus
reduced cost of the others is what any solution with one of them has at least (`programme`), so a
solution up to that guarantee is best of all; if there is none, more columns take part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from solver.columns import subsets
from solver.columns.effort import Effort, time_left
from solver.columns.integer import Solved, solved
from solver.columns.programme import SCALE, Flags, Linear, Programme, Relaxation, Relaxed
from solver.columns.rows import Master
from solver.columns.weeks import Weeks
from solver.model.company import Company, Settled

AT_FIRST = 400
ROUNDS_OF_CUTS = 20
ANY_VALUE = 1 << 50
SOME = 0.05
NEXT_VALUE = 8


class Question(NamedTuple):
    """What to settle.

    Attributes
    ----------
    objective
        The stage, in its grains.
    ranking
        What says which columns to try first where the stage itself tells few apart.
    limits
        Sums of earlier stages, each with its most grains.
    alive
        Columns that the limits leave.
    known
        Grains that a plan is known to reach; solutions above are of no use.
    cuts
        Whether to tighten the relaxation.
    exact
        Whether companies whose weeks exist have what the objective says, not only at least that.
    """

    objective: Linear
    ranking: Linear | None
    limits: Sequence[tuple[Linear, int]]
    alive: Flags
    known: int | None
    cuts: bool
    exact: bool


class Settling:
    """The rounds of one stage; asked again they go on from where they were."""

    def __init__(self, master: Master, weeks: Weeks, asked: Question) -> None:
        self._master, self._weeks, self._asked = master, weeks, asked
        self._relaxation, self._ranking = Relaxation(), Relaxation()
        self._size = AT_FIRST
        self._lower: int | None = None

    def settled(self, effort: Effort) -> Settled:
        """The best bound within the effort, and companies that reach it."""
        self._effort, self._time_left = effort, time_left(effort)
        return self._gone_through()

    def _gone_through(self) -> Settled:
        relaxed = self._relaxed()
        while relaxed is not None and self._left > 0 and not self._effort.stop.requested:
            kept, guarantee = self._few(relaxed)
            top = guarantee if self._asked.known is None else min(guarantee, self._asked.known)
            found = self._solved(kept, top)
            if found.bound is None:
                if top >= ANY_VALUE:
                    return Settled(None, None, proved=False)
                self._raise_to(min(guarantee, top + 1))
                if top < guarantee:
                    break
                self._size += self._size // 2
                continue
            self._raise_to(min(found.bound, guarantee))
            if found.value is None or found.chosen is None:
                break
            if found.value > self._bound:
                self._size += self._size // 2
                continue
            companies = self._companies(found.chosen)
            cut_off = self._cut_off(companies)
            if cut_off is None:
                break
            if not cut_off:
                exact = self._asked.exact
                value = found.value if exact else None
                return Settled(self._bound, companies, proved=exact, value=value)
            if self._asked.ranking is None:
                self._size = max(AT_FIRST, self._up_to(found.value, relaxed))
            relaxed = self._relaxed()
        return Settled(self._lower, None, proved=False)

    def _solved(self, kept: Flags, top: int) -> Solved:
        """The best solution among some columns, of those of at most a value."""
        asked = self._asked
        return solved(self._programme(), asked.objective, kept, top, self._left, self._effort)

    def _best_of_all(self, seconds: float) -> Solved:
        """The best solution among all columns alive that is found within the seconds."""
        asked = self._asked
        return solved(
            self._programme(), asked.objective, asked.alive, ANY_VALUE, seconds, self._effort
        )

    @property
    def _left(self) -> float:
        return self._time_left()

    @property
    def _bound(self) -> int:
        return -ANY_VALUE if self._lower is None else self._lower

    def _raise_to(self, bound: int) -> None:
        """Take a better bound, rounded up to a value that the stage can have."""
        objective = self._asked.objective
        step = max(1, int(np.gcd.reduce(objective.factors))) if len(objective.factors) else 1
        rounded = objective.constant - (objective.constant - bound) // step * step
        self._lower = max(self._bound, rounded)

    def _programme(self) -> Programme:
        programme = self._master.programme.copy()
        for sum_, most in self._asked.limits:
            programme.require(sum_, most=most)
        return programme

    def _relaxed(self) -> Relaxed | None:
        """The relaxation, tightened by subset rows if they are wanted."""
        best: Relaxed | None = None
        for _ in range(ROUNDS_OF_CUTS):
            found = self._relaxation.solved(
                self._programme(), self._asked.objective, self._asked.alive
            )
            if found is None:
                return best
            best = found
            self._raise_to(found.bound)
            if not self._asked.cuts or self._left <= 0 or not self._tightened(found):
                break
        return best

    def _tightened(self, relaxed: Relaxed) -> bool:
        """Whether rows were added that the relaxed solution does not keep."""
        threes = subsets.violated(self._master, relaxed.values)
        for three in threes:
            subsets.require(self._master, three)
        weeks = self._impossible_pairs(relaxed)
        for week in weeks:
            self._forbid(week)
        return bool(threes or weeks)

    def _impossible_pairs(self, relaxed: Relaxed) -> list[tuple[Company, ...]]:
        """Reasons why two companies that are together more than once are not in one week."""
        found = []
        for indices in self._master.of_teacher.values():
            some = [index for index in indices if relaxed.values[index] > SOME]
            for one, other in combinations(some, 2):
                if relaxed.values[one] + relaxed.values[other] > 1 + SOME:
                    pair = [self._master.columns[index].company for index in (one, other)]
                    if self._weeks.exists(pair, self._effort) is False:
                        found.append(self._weeks.reason(pair, self._effort))
        return found

    def _forbid(self, week: tuple[Company, ...]) -> None:
        """Forbid the companies to their teacher, and to every other whose week lacks room too."""
        self._master.forbid(week)
        for teacher in self._master.of_teacher:
            same = [company._replace(teacher=teacher) for company in week]
            able = all(self._master.holding(company) for company in same)
            if teacher == week[0].teacher or not able:
                continue
            if self._weeks.exists(same, self._effort) is False:
                self._master.forbid(same)

    def _few(self, relaxed: Relaxed) -> tuple[Flags, int]:
        """The columns to solve among, and what a solution with any other has at least."""
        columns = len(self._master.columns)
        order = np.argsort(np.maximum(self._ranked(relaxed), 0)[:columns], kind="stable")
        kept = relaxed.values > 0
        kept[order[self._asked.alive[order]][: self._size]] = True
        kept[columns:] = True
        rest = self._asked.alive & ~kept
        if not rest.any():
            return kept, ANY_VALUE
        least = relaxed.scaled + int(np.maximum(relaxed.reduced[rest], 0).min())
        return kept, max(-(-least // SCALE), self._bound)

    def _up_to(self, value: int, relaxed: Relaxed) -> int:
        """How many columns could be in a solution little above a value."""
        little = (value - relaxed.bound) // NEXT_VALUE
        return int(np.count_nonzero(relaxed.within(value + little) & self._asked.alive))

    def _ranked(self, relaxed: Relaxed) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        if self._asked.ranking is None:
            return relaxed.reduced
        programme = self._programme()
        programme.require(self._asked.objective, most=self._bound)
        ranked = self._ranking.solved(programme, self._asked.ranking, self._asked.alive)
        return relaxed.reduced if ranked is None else ranked.reduced

    def _companies(self, chosen: dict[int, int]) -> tuple[Company, ...]:
        columns = self._master.columns
        return tuple(columns[index].company for index in chosen if index < len(columns))

    def _cut_off(self, companies: Sequence[Company]) -> bool | None:
        """Forbid what has no room in a teacher's week, if there is such; `None` if unknown."""
        missing = self._missing(companies)
        for week in missing or ():
            self._forbid(week)
        return None if missing is None else bool(missing)

    def _missing(self, companies: Sequence[Company]) -> list[tuple[Company, ...]] | None:
        """Reasons why teachers' weeks do not exist; `None` if one could not be tried to the end."""
        weeks: defaultdict[str, list[Company]] = defaultdict(list)
        for company in companies:
            weeks[company.teacher].append(company)
        found = []
        open_ = False
        for week in weeks.values():
            alone = [c for c in week if self._weeks.exists([c], self._effort) is False]
            found += [self._weeks.reason([company], self._effort) for company in alone]
            exists = None if alone else self._weeks.exists(week, self._effort)
            if exists is False:
                found.append(self._weeks.reason(week, self._effort))
            open_ = open_ or (exists is None and not alone)
        return None if open_ and not found else found
