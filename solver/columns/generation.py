"""Relaxations of columns with their meetings, each over more of their patterns.

Columns are listed with all their times when the prices of an earlier relaxation ask for them; of
columns in which some attend one of two meetings only the pairs that are asked for.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from ortools.linear_solver.python import model_builder_helper as helper

from solver.columns.effort import Stop
from solver.columns.patterns import UNREACHABLE, Block, Pattern
from solver.columns.programme import FREE, SCALE
from solver.columns.timed import Priced, Timed

PENALTY = 50_000
"""Grains for each unit by which a row is broken before patterns enough are listed."""
MOST_NEW, NEGLIGIBLE = 400, SCALE >> 8
NEAR = 0.01
LEAST_SECONDS = 4.0
"""What was begun is worth ending, unless somebody asks to stop."""
PARAMETERS = "use_dual_simplex: true use_preprocessing: false"
"""Three times as fast here: there are many more variables than rows."""


class Generation:
    """Relaxations of a `Timed`, each with more patterns."""

    def __init__(self, timed: Timed) -> None:
        self._timed = timed
        self._rows = len(timed.programme.rows)
        self._of_columns = timed.of_columns()
        self._model = model = helper.ModelBuilderHelper()
        self.best = self._newest = timed.priced(np.zeros(len(timed.programme.rows)))
        self._unsolved = False
        self._known: set[tuple[int, tuple[int, ...]]] = set()
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
        """The best bound when nothing new lowers the relaxation, or it is time to end.

        Asked again it goes on from where it was.
        """
        while (seconds := left()) > 0 and (self._unsolved or self._extended(self._newest)):
            self._unsolved = True
            solver = helper.ModelSolverHelper("glop")
            solver.set_solver_specific_parameters(PARAMETERS)
            solver.set_time_limit_in_seconds(max(LEAST_SECONDS, seconds))
            with stop.may_end(solver.interrupt_solve):
                if stop.requested:
                    break
                solver.solve(self._model)
            if solver.status() != helper.SolveStatus.OPTIMAL:
                break
            self._unsolved = False
            self._newest = self._timed.priced(np.array(solver.dual_values())[: self._rows])
            if self._newest.scaled > self.best.scaled:
                self.best = self._newest
            if self.best.bound >= solver.objective_value() - NEAR:
                break
        return self.best

    def _extended(self, priced: Priced) -> bool:
        """Whether patterns of negative reduced cost were added."""
        low = priced.reduced < (-NEGLIGIBLE if self._known else UNREACHABLE)
        wanted = np.zeros(len(low), dtype=np.bool_)
        order = np.argsort(priced.reduced, kind="stable")
        wanted[order[low[order]][:MOST_NEW]] = True
        before = len(self._known)
        for number, block in enumerate(self._timed.blocks):
            rows = np.flatnonzero(wanted[block.columns]).tolist()
            if not rows:
                continue
            by_slot, by_day = self._timed.prices(number, priced.duals)
            own = priced.of_rows[block.columns] + SCALE * block.always
            below = -NEGLIGIBLE - own if before else np.full(len(own), UNREACHABLE)
            for pattern in block.cheapest(rows, by_slot, by_day, SCALE, below):
                self._add(number, block, pattern)
        return len(self._known) > before

    def _add(self, number: int, block: Block, pattern: Pattern) -> None:
        """A variable for a column with its meetings."""
        column = int(block.columns[pattern.row])
        key = (column, pattern.slots)
        if key in self._known:
            return
        self._known.add(key)
        entries = dict(self._of_columns.get(column, {}))
        for slot in pattern.slots:
            for there, factor in self._timed.rows_of(number, column, slot).items():
                entries[there] = entries.get(there, 0) + factor
        self._new(int(block.always[pattern.row]) + pattern.points, entries)
