"""Relaxations of columns with their meetings, each over more of their patterns.

Columns are listed with all their times when the prices of an earlier relaxation ask for them; of
columns in which some attend one of two meetings only the pairs that are asked for. Patterns found
for one part of the solutions serve all others, and each relaxation begins where the last ended.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from solver.columns.effort import Effort
from solver.columns.patterns import UNREACHABLE, Block, Pattern
from solver.columns.programme import FREE, SCALE
from solver.columns.timed import Box, Priced, Reals, Timed

PENALTY = 50_000
"""Grains for each unit by which a row is broken before patterns enough are listed."""
MOST_NEW, NEGLIGIBLE = 400, SCALE >> 8
NEAR = 0.01
SMOOTHED = 0.6
"""Share of the best duals in those that are asked with; where they find nothing, none (Wentges)."""
LEAST_SECONDS = 4.0
"""What was begun is worth ending, unless somebody asks to stop."""
PARAMETERS = "use_preprocessing: false feasibility_rule: DANTZIG"


class Node:
    """A part of the solutions: those in a box.

    Attributes
    ----------
    best
        What duals prove most of it.
    newest
        What those of its last relaxation prove.
    values
        By variable of the programme, of its last relaxation.
    settled
        Whether no more patterns raise its bound.
    stuck
        Whether its best solution makes no plan, so that nothing more is to be learnt of it.
    """

    def __init__(self, box: Box, best: Priced) -> None:
        self.box = box
        self.best = self.newest = best
        self.values: Reals | None = None
        self.unsolved = self.settled = self.stuck = False
        self._shown = 0

    @property
    def bound(self) -> int:
        """No solution of it is below."""
        return max(self._shown, self.best.bound)

    def raise_to(self, bound: int) -> None:
        """Take a bound that whole solutions showed."""
        self._shown = max(self._shown, bound)

    def part(self, box: Box) -> Node:
        """A part of it, of which as much is proved."""
        found = Node(box, self.best)
        found.newest, found.unsolved, found._shown = self.newest, True, self._shown
        return found


class Generation:
    """Relaxations of a `Timed`, each with more patterns."""

    def __init__(self, timed: Timed) -> None:
        self.timed = timed
        self.root = Node(timed.box, timed.priced(np.zeros(len(timed.programme.rows)), timed.box))
        self._of_columns = timed.of_columns()
        self._known: set[tuple[int, tuple[int, ...]]] = set()
        self._patterns: list[tuple[Any, int]] = []
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._objective = self._solver.Objective()
        self._constraints = [
            self._solver.Constraint(
                -math.inf if least == -FREE else least, math.inf if most == FREE else most
            )
            for least, most in zip(timed.least.tolist(), timed.most.tolist(), strict=True)
        ]
        self._others = [self._new(cost, {}) for cost in timed.costs[timed.columns :].tolist()]
        for number, rule in enumerate(timed.programme.rows):
            for index, factor in zip(
                rule.sum.indices.tolist(), rule.sum.factors.tolist(), strict=True
            ):
                if index >= timed.columns:
                    other = self._others[index - timed.columns]
                    self._constraints[number].SetCoefficient(other, factor)
            if not rule.least <= 0 <= rule.most:
                self._new(PENALTY, {number: 1 if rule.least > 0 else -1})

    def _new(self, cost: int, rows: dict[int, int]) -> Any:
        variable = self._solver.NumVar(0.0, math.inf, "")
        self._objective.SetCoefficient(variable, cost)
        for row, factor in rows.items():
            self._constraints[row].SetCoefficient(variable, factor)
        return variable

    def settle(self, node: Node, left: Callable[[], float], effort: Effort) -> bool:
        """Raise the bound of a node; say whether nothing new lowers its relaxation.

        Ended early it goes on from where it was when asked again.
        """
        self._keep_to(node.box)
        while not node.settled and (seconds := left()) > 0:
            if not node.unsolved and not self._extended(node):
                node.settled = True
                break
            node.unsolved = True
            if not self._relaxed(node, seconds, effort):
                break
            node.unsolved = False
            duals = np.array([row.dual_value() for row in self._constraints])
            reached = self._objective.Value() - NEAR
            node.settled = self._priced(node, duals, SMOOTHED) >= reached
            if not node.settled:
                node.unsolved = self._extended(node)
                if not node.unsolved:
                    node.settled = self._priced(node, duals, 0.0) >= reached
        return node.settled

    def _priced(self, node: Node, duals: Reals, smoothed: float) -> int:
        """The best bound with what duals prove, moved by a share towards the best so far."""
        centre = node.best.duals / SCALE
        node.newest = self.timed.priced(smoothed * centre + (1 - smoothed) * duals, node.box)
        if node.newest.scaled > node.best.scaled:
            node.best = node.newest
        return node.best.bound

    def _relaxed(self, node: Node, seconds: float, effort: Effort) -> bool:
        """Whether the linear programme was solved to its end."""
        solver = self._solver
        # A new part changes limits only, after which the last basis is feasible to its dual.
        dual = "true" if node.values is None else "false"
        solver.SetSolverSpecificParametersAsString(f"{PARAMETERS} use_dual_simplex: {dual}")
        solver.SetTimeLimit(int(1000 * max(LEAST_SECONDS, seconds)))
        with effort.stop.may_end(solver.InterruptSolve):
            if effort.stop.requested:
                return False
            status = solver.Solve()
        effort.clock.charge_built(solver.NumVariables())
        if status != pywraplp.Solver.OPTIMAL:
            return False
        node.values = self._values()
        return True

    def _keep_to(self, box: Box) -> None:
        """Let the relaxation have no solutions out of the box."""
        columns = self.timed.columns
        for other, least, most in zip(
            self._others, box.least[columns:].tolist(), box.most[columns:].tolist(), strict=True
        ):
            other.SetBounds(least, most)
        for variable, column in self._patterns:
            variable.SetUb(math.inf if box.most[column] else 0.0)

    def _values(self) -> Reals:
        """Values of the programme's variables."""
        found = np.zeros(len(self.timed.costs))
        found[self.timed.columns :] = [other.solution_value() for other in self._others]
        for variable, column in self._patterns:
            found[column] += variable.solution_value()
        return found

    def _extended(self, node: Node) -> bool:
        """Whether patterns of negative reduced cost were added."""
        priced = node.newest
        low = priced.reduced < (-NEGLIGIBLE if self._known else UNREACHABLE)
        wanted = np.zeros(len(low), dtype=np.bool_)
        order = np.argsort(priced.reduced, kind="stable")
        wanted[order[low[order]][:MOST_NEW]] = True
        before = len(self._known)
        for number, block in enumerate(self.timed.blocks):
            rows = np.flatnonzero(wanted[block.columns]).tolist()
            if not rows:
                continue
            by_slot, by_day = self.timed.prices(number, priced.duals)
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
            for there, factor in self.timed.rows_of(number, column, slot).items():
                entries[there] = entries.get(there, 0) + factor
        cost = int(block.always[pattern.row]) + pattern.points
        self._patterns.append((self._new(cost, entries), column))
