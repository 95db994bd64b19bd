"""The linear relaxation of columns with their meeting times, by generating patterns.

Dantzig-Wolfe: the rows are the master's and the teachers' days', the variables of columns are
patterns, of which only those are listed that the prices of an earlier relaxation asked for. For
every round's duals, rounded to multiples of 1/`SCALE`, the least reduced cost over all patterns
of each column is counted in whole numbers, so each round proves a bound (see `programme`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from ortools.linear_solver.python import model_builder_helper as helper

from scenarios.times import DAYS
from solver.columns.comfort import Comfort
from solver.columns.days import Days
from solver.columns.effort import Stop
from solver.columns.patterns import UNREACHABLE, Block, blocks_of
from solver.columns.programme import FREE, SCALE, Flags, Linear, Programme, Whole
from solver.columns.rows import Master

Reals = npt.NDArray[np.float64]

PENALTY = 50_000
"""Grains for each unit by which a row is broken before patterns enough are listed."""
LARGEST = 1 << 32
"""Most grains that a dual times a factor may have; keeps sums in 64 bits."""
MOST_NEW, NEGLIGIBLE = 400, SCALE >> 8
NEAR = 0.01
LEAST_SECONDS = 4.0
"""What was begun is worth ending, unless somebody asks to stop."""
PARAMETERS = "use_dual_simplex: true use_preprocessing: false"
"""Three times as fast here: there are many more variables than rows."""


class Priced(NamedTuple):
    """What duals prove.

    Attributes
    ----------
    scaled
        The bound, in grains times `SCALE`.
    reduced
        Least reduced cost by column, in the same measure.
    of_rows
        What the master's rows alone say of it.
    duals
        In whole numbers.
    """

    scaled: int
    reduced: Whole
    of_rows: Whole
    duals: Whole

    @property
    def bound(self) -> int:
        """The bound in whole grains."""
        return -(-self.scaled // SCALE)


class Timed:
    """Columns alive, their times, and rows that a plan of them keeps, with or without `gaps`.

    Attributes
    ----------
    programme
        The master's rows and the days'; meetings are in none of them yet.
    costs
        Of every variable but the columns, in grains.
    """

    def __init__(
        self,
        master: Master,
        comfort: Comfort,
        limits: Sequence[tuple[Linear, int]],
        days: Linear,
        alive: Flags,
        *,
        gaps: bool = True,
    ) -> None:
        self.master = master
        self.columns = len(master.columns)
        self.programme = Programme(list(master.programme.most), list(master.programme.rows))
        for sum_, most in limits:
            self.programme.require(sum_, most=most)
        self.blocks = blocks_of(master, comfort, alive)
        self.days = Days(master, self.programme, self.blocks)
        self.costs = np.zeros(len(self.programme.most), dtype=np.int64)
        np.add.at(self.costs, days.indices, days.factors)
        for index, cost in self.days.costs.items() if gaps else ():
            self.costs[index] += cost
        self.entries = [
            [self.days.entries(block.teacher, slot, block.minutes) for slot in block.slots]
            for block in self.blocks
        ]
        rows = self.programme.rows
        self.least = np.array([row.least for row in rows], dtype=np.int64)
        self.most = np.array([row.most for row in rows], dtype=np.int64)
        self._row = np.repeat(np.arange(len(rows)), [len(row.sum.indices) for row in rows])
        self._index = np.concatenate([row.sum.indices for row in rows])
        self._factor = np.concatenate([row.sum.factors for row in rows])
        largest = [int(np.abs(row.sum.factors).max(initial=1)) for row in rows]
        self._most_dual = LARGEST / np.array(largest)
        self._members = [self._attending_all(block) for block in self.blocks]

    def lasting(self, column: int) -> list[str]:
        """Members that attend every meeting."""
        company, lessons = self.master.columns[column].company, self.master.columns[column].lessons
        need_of = self.master.scenario.need_of
        return [need for need in company.needs if need_of[need].half_lessons == lessons]

    def rows_of(self, number: int, column: int, slot: int) -> dict[int, int]:
        """Factors by row of a meeting of a column in a slot of its block."""
        block = self.blocks[number]
        found = dict(self.entries[number][slot])
        for need in self.lasting(column):
            row = self.days.of_need(block.teacher, need, block.slots[slot].day)
            if row is not None:
                found[row] = 1
        return found

    def of_columns(self) -> dict[int, dict[int, int]]:
        """Factors of each column by row of the master."""
        found: dict[int, dict[int, int]] = {}
        ours = self._index < self.columns
        for index, row, factor in zip(
            self._index[ours].tolist(),
            self._row[ours].tolist(),
            self._factor[ours].tolist(),
            strict=True,
        ):
            found.setdefault(index, {})[row] = factor
        return found

    def prices(self, number: int, duals: Whole) -> tuple[Whole, Whole]:
        """What meetings of a block cost, by slot, and by column and day."""
        by_slot = np.array(
            [
                -sum(int(duals[row]) * factor for row, factor in entries)
                for entries in self.entries[number]
            ],
            dtype=np.int64,
        )
        where, rows = self._members[number]
        by_day = np.zeros((len(self.blocks[number].columns), len(DAYS)), dtype=np.int64)
        np.subtract.at(by_day, where, np.append(duals, 0)[rows])
        return by_slot, by_day

    def priced(self, duals: Reals) -> Priced:
        """What duals prove."""
        sensible = np.clip(np.nan_to_num(duals), -self._most_dual, self._most_dual)
        whole = np.rint(sensible * SCALE).astype(np.int64)
        whole[(whole > 0) & (self.least == -FREE)] = 0
        whole[(whole < 0) & (self.most == FREE)] = 0
        reduced = self.costs * SCALE
        np.subtract.at(reduced, self._index, whole[self._row] * self._factor)
        mine = np.full(self.columns, UNREACHABLE, dtype=np.int64)
        for number, block in enumerate(self.blocks):
            by_slot, by_day = self.prices(number, whole)
            least = block.best(by_slot, by_day, SCALE)
            mine[block.columns] = np.where(
                least < UNREACHABLE, least + reduced[block.columns], UNREACHABLE
            )
        others = reduced.copy()
        others[: self.columns] = 0
        sides = np.where(whole > 0, self.least, np.where(whole < 0, self.most, 0))
        tops = np.array(self.programme.most, dtype=np.int64)
        # Added up as Python's numbers, which do not overflow.
        scaled = sum(
            (
                sum(d * side for d, side in zip(whole.tolist(), sides.tolist(), strict=True)),
                sum(np.minimum(others * tops, 0).tolist()),
                sum(np.minimum(mine, 0).tolist()),
            )
        )
        return Priced(scaled, mine, reduced[: self.columns], whole)

    def _attending_all(self, block: Block) -> tuple[Whole, Whole]:
        """Positions in the block, one for each lasting member, and the member's rows by day."""
        where: list[int] = []
        rows: list[list[int]] = []
        none = len(self.programme.rows)
        for position, index in enumerate(block.columns.tolist()):
            for need in self.lasting(index):
                found = [self.days.of_need(block.teacher, need, d) for d in range(len(DAYS))]
                where.append(position)
                rows.append([none if row is None else row for row in found])
        return np.array(where, dtype=np.int64), np.array(rows, dtype=np.int64)


class Generation:
    """Relaxations of a `Timed`, each with more patterns."""

    def __init__(self, timed: Timed) -> None:
        self._timed = timed
        self._rows = len(timed.programme.rows)
        self._of_columns = timed.of_columns()
        self._model = model = helper.ModelBuilderHelper()
        self.best = timed.priced(np.zeros(len(timed.programme.rows)))
        self._listed = np.zeros(timed.columns, dtype=np.bool_)
        others = timed.programme.most[timed.columns :]
        for row, (least, most) in enumerate(
            zip(timed.least.tolist(), timed.most.tolist(), strict=True)
        ):
            model.add_linear_constraint()
            if least != -FREE:
                model.set_constraint_lower_bound(row, float(least))
            if most != FREE:
                model.set_constraint_upper_bound(row, float(most))
        for position, top in enumerate(others):
            cost = float(timed.costs[timed.columns + position])
            model.add_var()
            model.set_var_upper_bound(position, float(top))
            model.set_var_lower_bound(position, 0.0)
            model.set_var_objective_coefficient(position, cost)
        for number, rule in enumerate(timed.programme.rows):
            for index, factor in zip(
                rule.sum.indices.tolist(), rule.sum.factors.tolist(), strict=True
            ):
                if index >= timed.columns:
                    model.add_term_to_constraint(number, index - timed.columns, factor)
            if not rule.least <= 0 <= rule.most:
                self._new(PENALTY, {number: 1 if rule.least > 0 else -1})

    def _new(self, cost: int, rows: dict[int, int]) -> None:
        index = self._model.add_var()
        self._model.set_var_lower_bound(index, 0.0)
        self._model.set_var_objective_coefficient(index, float(cost))
        for row, factor in rows.items():
            self._model.add_term_to_constraint(row, index, float(factor))

    def solved(self, left: Callable[[], float], stop: Stop) -> Priced:
        """The best bound when nothing new lowers the relaxation, or it is time to end."""
        priced = self.best
        while (seconds := left()) > 0 and self._extended(priced):
            solver = helper.ModelSolverHelper("glop")
            solver.set_solver_specific_parameters(PARAMETERS)
            solver.set_time_limit_in_seconds(max(LEAST_SECONDS, seconds))
            with stop.may_end(solver.interrupt_solve):
                if stop.requested:
                    break
                solver.solve(self._model)
            if solver.status() != helper.SolveStatus.OPTIMAL:
                break
            priced = self._timed.priced(np.array(solver.dual_values())[: self._rows])
            if priced.scaled > self.best.scaled:
                self.best = priced
            if self.best.bound >= solver.objective_value() - NEAR:
                break
        return self.best

    def _extended(self, priced: Priced) -> bool:
        """Whether columns of negative reduced cost were added, with all their times."""
        low = (priced.reduced < -NEGLIGIBLE) & ~self._listed
        if not self._listed.any():
            low = priced.reduced < UNREACHABLE
        wanted = np.zeros(len(low), dtype=np.bool_)
        order = np.argsort(priced.reduced, kind="stable")
        wanted[order[low[order]][:MOST_NEW]] = True
        for number, block in enumerate(self._timed.blocks):
            for row in np.flatnonzero(wanted[block.columns]).tolist():
                self._list(number, block, row)
        self._listed |= wanted
        return bool(wanted.any())

    def _list(self, number: int, block: Block, row: int) -> None:
        """A variable for every choice of days, and one for every slot."""
        column = int(block.columns[row])
        own = self._of_columns.get(column, {})
        always = int(block.always[row])
        slots = block.possible(row)
        if block.lessons <= 2:
            for slot in slots:
                entries = {**own}
                for there, factor in self._timed.rows_of(number, column, slot).items():
                    entries[there] = entries.get(there, 0) + factor
                self._new(always + int(block.points[row, slot]), entries)
            return
        on_day: dict[tuple[int, bool], int] = {}
        for slot in slots:
            key = block.when(slot)
            if key not in on_day:
                on_day[key] = self._model.add_linear_constraint()
                self._model.set_constraint_lower_bound(on_day[key], 0.0)
                self._model.set_constraint_upper_bound(on_day[key], 0.0)
            entries = {**self._timed.rows_of(number, column, slot), on_day[key]: 1}
            self._new(int(block.points[row, slot]), entries)
        for choice in block.choices:
            if all(key in on_day for key in choice):
                days = dict.fromkeys((on_day[key] for key in choice), -1)
                self._new(always + block.apart(choice), {**own, **days})
