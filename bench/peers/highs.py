"""HiGHS on the whole problem as it is written down, each stage begun at the plan of the last."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain

import highspy
import numpy as np

from bench.peers.formulation import Formulation
from bench.peers.formulation_stages import chosen_plan, formulated, stages
from bench.peers.protocol import Task, task, tell_plan
from bench.peers.rows import Rows, Sum
from scenarios.scenario import Scenario

THREADS = 2


def program_of(rows: Rows, total: Sum) -> highspy.HighsLp:
    """The rows as a linear program in whole numbers."""
    found = highspy.HighsLp()
    found.num_col_, found.num_row_ = len(rows.most), len(rows.rows)
    costs = np.zeros(len(rows.most))
    for column, coefficient in total.terms:
        costs[column] += coefficient
    found.col_cost_, found.offset_ = costs, float(total.constant)
    found.col_lower_, found.col_upper_ = np.zeros(len(rows.most)), np.array(rows.most, dtype=float)
    found.row_lower_ = np.array([_open(row.low, -highspy.kHighsInf) for row in rows.rows])
    found.row_upper_ = np.array([_open(row.high, highspy.kHighsInf) for row in rows.rows])
    matrix = found.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.terms) for row in rows.rows)])
    terms = list(chain.from_iterable(row.terms for row in rows.rows))
    matrix.index_ = np.array([column for column, _ in terms], dtype=np.int32)
    matrix.value_ = np.array([coefficient for _, coefficient in terms], dtype=float)
    found.integrality_ = [highspy.HighsVarType.kInteger] * len(rows.most)
    return found


def _open(side: int | None, infinity: float) -> float:
    return infinity if side is None else float(side)


def solved(
    rows: Rows, total: Sum, seconds: float, seed: int, made: Formulation, start: Sequence[float]
) -> list[float]:
    """Values of the columns in the best solution found; none if there is none."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("threads", THREADS)
    solver.setOptionValue("random_seed", seed)
    solver.passModel(program_of(rows, total))
    known = highspy.HighsSolution()
    known.col_value = list(start)
    solver.setSolution(known)
    solver.cbMipImprovingSolution.subscribe(
        lambda event: tell_plan(chosen_plan(made, list(event.data_out.mip_solution)))
    )
    solver.run()
    found = solver.getSolution()
    return list(found.col_value) if found.value_valid else []


def run(given: Task, made: Formulation) -> None:
    """Every stage with an equal share of the time left, each bound by what the earlier reached.

    The first begins at the plan that serves nobody.
    """
    order = stages(made)
    values = [0.0] * len(made.rows.most)
    for position, (_, total) in enumerate(order):
        seconds = given.left / (len(order) - position)
        found = solved(made.rows, total, seconds, given.seed, made, values)
        # A stage without any plan is given all that is left.
        found = found or solved(made.rows, total, given.left, given.seed, made, values)
        if not found:
            return
        values = found
        tell_plan(chosen_plan(made, values))
        reached = sum(coefficient * round(values[column]) for column, coefficient in total.terms)
        made.rows.add(total.terms, high=reached)


def main() -> int:
    """Formulate and solve."""
    given = task("highs")
    run(given, formulated(Scenario.model_validate(given.tables())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
