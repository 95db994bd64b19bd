"""An integer programme over columns, and its linear relaxation by GLOP.

Bounds are exact although GLOP counts in floating point. Its dual values are rounded to
multiples of 1/`SCALE`; any dual values of the right sign bound a linear programme, and what the
rounded ones prove is added up in whole numbers: for rows l ≤ Ax ≤ u, variables 0 ≤ x ≤ m and
duals y, every x has c·x ≥ Σ (y⁺·l − y⁻·u) + Σ min(0, d·m) with reduced costs d = c − yA. A
variable at 1 adds its d if that is positive, so where the sum exceeds a known value, no solution
at or below the value has the variable at 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from ortools.linear_solver.python import model_builder_helper as helper

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SCALE = 1 << 24
WORTH_ADDING = SCALE >> 12
AT_FIRST, ADDED = 3000, 1500
FREE = 1 << 40
"""Stands for no limit on a side of a row; above anything a row can add up to."""


class Linear(NamedTuple):
    """A sum of variables times whole numbers, and a constant."""

    indices: Whole
    factors: Whole
    constant: int = 0

    def __neg__(self) -> Linear:
        return Linear(self.indices, -self.factors, -self.constant)


def linear(terms: dict[int, int], constant: int = 0) -> Linear:
    """A sum from factors by variable."""
    kept = [(index, factor) for index, factor in terms.items() if factor]
    return Linear(
        np.array([index for index, _ in kept], dtype=np.int64),
        np.array([factor for _, factor in kept], dtype=np.int64),
        constant,
    )


class Row(NamedTuple):
    """What a sum may be."""

    sum: Linear
    least: int
    most: int


@dataclass
class Programme:
    """Variables from 0 to a most, and rows over them."""

    most: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    wide: int = 0
    """From here on variables are not columns, and every relaxation has them from the start."""

    def copy(self) -> Programme:
        """The same variables and rows, to which rows can be added."""
        return Programme(self.most, list(self.rows), self.wide)

    def new(self, most: int) -> int:
        """The index of a new variable."""
        self.most.append(most)
        return len(self.most) - 1

    def require(self, sum_: Linear, *, least: int = -FREE, most: int = FREE) -> None:
        """Keep a sum within limits."""
        constant = sum_.constant
        self.rows.append(
            Row(
                sum_._replace(constant=0),
                least if least == -FREE else least - constant,
                most if most == FREE else most - constant,
            )
        )


class Relaxed(NamedTuple):
    """What the linear relaxation says.

    Attributes
    ----------
    scaled
        Proved bound, in grains times `SCALE`.
    reduced
        Reduced cost by variable, in the same measure.
    values
        The solution by variable, for hints and for finding cuts.
    """

    scaled: int
    reduced: Whole
    values: npt.NDArray[np.float64]

    @property
    def bound(self) -> int:
        """The bound in whole grains."""
        return -(-self.scaled // SCALE)

    def within(self, value: int) -> Flags:
        """Variables that can be above 0 in a solution of at most this value."""
        kept: Flags = self.scaled + np.maximum(self.reduced, 0) <= value * SCALE
        return kept


class Relaxation:
    """Linear relaxations one after the other, each starting from the columns of the last.

    Only some variables are handed over at first; those whose reduced costs could still lower the
    value are added until there are none.
    """

    def __init__(self) -> None:
        self._active: Flags | None = None

    def solved(self, programme: Programme, objective: Linear, alive: Flags) -> Relaxed | None:
        """The relaxation over the variables alive; `None` if it has none or GLOP gives up."""
        matrix = _Matrix(programme, alive)
        every = np.zeros(len(programme.most), dtype=np.int64)
        np.add.at(every, objective.indices, objective.factors)
        costs = every[matrix.kept]
        active = self._first(programme, alive)[matrix.kept]
        while True:
            answer = _solve(matrix, costs, active)
            if answer is None:
                if active.all():
                    return None
                active[:] = True
                continue
            values, duals = answer
            scaled, reduced = matrix.proved(costs, duals)
            lowering = np.flatnonzero((reduced < -WORTH_ADDING) & ~active)
            if not len(lowering):
                break
            best = lowering[np.argsort(reduced[lowering], kind="stable")[:ADDED]]
            active[best] = True
        self._active = np.zeros(len(programme.most), dtype=np.bool_)
        self._active[matrix.kept[active]] = True
        of_all = np.zeros(len(programme.most), dtype=np.int64)
        of_all[matrix.kept] = reduced
        point = np.zeros(len(programme.most))
        point[matrix.kept[active]] = values
        return Relaxed(scaled + objective.constant * SCALE, of_all, point)

    def _first(self, programme: Programme, alive: Flags) -> Flags:
        size = len(programme.most)
        chosen = np.zeros(size, dtype=np.bool_)
        if self._active is not None:
            chosen[: len(self._active)] = self._active
            chosen[len(self._active) :] = True
        if np.count_nonzero(chosen & alive) < AT_FIRST:
            chosen[:: max(1, size // AT_FIRST)] = True
        chosen[programme.wide :] = True
        return chosen


class _Matrix:
    """The rows over the variables alive, row by row."""

    def __init__(self, programme: Programme, alive: Flags) -> None:
        self.kept = np.flatnonzero(alive)
        position = np.full(len(programme.most), -1, dtype=np.int64)
        position[self.kept] = np.arange(len(self.kept))
        self.most = np.array(programme.most, dtype=np.int64)[self.kept]
        self.least_of = np.array([row.least for row in programme.rows], dtype=np.int64)
        self.most_of = np.array([row.most for row in programme.rows], dtype=np.int64)
        indices, factors, lengths = [], [], []
        for row in programme.rows:
            here = position[row.sum.indices]
            indices.append(here[here >= 0])
            factors.append(row.sum.factors[here >= 0])
            lengths.append(len(indices[-1]))
        empty = np.zeros(0, dtype=np.int64)
        self.indices = np.concatenate([empty, *indices])
        self.factors = np.concatenate([empty, *factors])
        self.starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)

    def proved(self, costs: Whole, duals: npt.NDArray[np.float64]) -> tuple[int, Whole]:
        """The bound that these duals prove and the reduced costs, both exact."""
        whole = np.rint(duals * SCALE).astype(np.int64)
        whole[(whole > 0) & (self.least_of == -FREE)] = 0
        whole[(whole < 0) & (self.most_of == FREE)] = 0
        reduced = costs * SCALE
        by_entry = np.repeat(whole, np.diff(self.starts)) * self.factors
        np.subtract.at(reduced, self.indices, by_entry)
        sides = np.where(whole > 0, self.least_of, np.where(whole < 0, self.most_of, 0))
        bound = int((whole * sides).sum()) + int(np.minimum(reduced * self.most, 0).sum())
        return bound, reduced


def _solve(
    matrix: _Matrix, costs: Whole, active: Flags
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]] | None:
    model = helper.ModelBuilderHelper()
    kept = np.flatnonzero(active)
    position = np.full(len(active), -1, dtype=np.int64)
    position[kept] = np.arange(len(kept))
    model.add_var_array([len(kept)], 0.0, 1.0, False, "")
    for index in np.flatnonzero(matrix.most[kept] != 1).tolist():
        model.set_var_upper_bound(index, float(matrix.most[kept[index]]))
    model.set_objective_coefficients(list(range(len(kept))), costs[kept].tolist())
    for row, (least, most_) in enumerate(zip(matrix.least_of, matrix.most_of, strict=True)):
        model.add_linear_constraint()
        if least != -FREE:
            model.set_constraint_lower_bound(row, float(least))
        if most_ != FREE:
            model.set_constraint_upper_bound(row, float(most_))
        here = slice(matrix.starts[row], matrix.starts[row + 1])
        indices = position[matrix.indices[here]]
        there = indices >= 0
        factors = matrix.factors[here][there]
        for index, factor in zip(indices[there].tolist(), factors.tolist(), strict=True):
            model.add_term_to_constraint(row, index, factor)
    solver = helper.ModelSolverHelper("glop")
    solver.solve(model)
    if solver.status() != helper.SolveStatus.OPTIMAL:
        return None
    return np.array(solver.variable_values()), np.array(solver.dual_values())
