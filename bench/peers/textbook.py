"""CP-SAT on the whole problem as it is written down, with its default parameters."""

from __future__ import annotations

import sys
import threading
import time

from ortools.sat.python import cp_model

from bench.peers.formulation import Formulation
from bench.peers.formulation_stages import chosen_plan, formulated, stages
from bench.peers.protocol import Task, task, tell_plan
from bench.peers.rows import Row, Rows
from scenarios.scenario import Scenario

WORKERS = 2
SECONDS_BETWEEN_PLANS = 0.2
FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


def model_of(rows: Rows) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """The rows as a model, a choice of one among several said as such."""
    model = cp_model.CpModel()
    columns = [
        model.new_bool_var("") if most == 1 else model.new_int_var(0, most, "")
        for most in rows.most
    ]
    for row in rows.rows:
        if _is_choice(row, rows.most):
            model.add_at_most_one(columns[column] for column, _ in row.terms)
            continue
        expression = _weighted(columns, row.terms)
        low = cp_model.INT32_MIN if row.low is None else row.low
        high = cp_model.INT32_MAX if row.high is None else row.high
        model.add_linear_constraint(expression, low, high)
    return model, columns


def _is_choice(row: Row, most: list[int]) -> bool:
    return (
        row.low is None
        and row.high == 1
        and all(coefficient == 1 and most[column] == 1 for column, coefficient in row.terms)
    )


def _weighted(
    columns: list[cp_model.IntVar], terms: tuple[tuple[int, int], ...]
) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum([columns[c] for c, _ in terms], [w for _, w in terms])


class Improved(cp_model.CpSolverSolutionCallback):
    """Tells improved plans, not more often than they can be read, and ends a stage in time."""

    def __init__(self, made: Formulation, columns: list[cp_model.IntVar], seconds: float) -> None:
        super().__init__()
        self._made = made
        self._columns = columns
        self._told = 0.0
        self._until = time.monotonic() + seconds
        self.found = False

    def on_solution_callback(self) -> None:
        """Called by the solver at each improved solution."""
        self.found = True
        now = time.monotonic()
        if now - self._told >= SECONDS_BETWEEN_PLANS:
            values = [self.value(column) for column in self._columns]
            tell_plan(chosen_plan(self._made, values))
            self._told = now
        if now > self._until:
            self.stop_search()

    def end_if_found(self) -> None:
        """End the stage unless it has no plan yet."""
        if self.found:
            self.stop_search()


def run(given: Task, made: Formulation) -> None:
    """Every stage with an equal share of the time left, each bound by what the earlier reached.

    The first begins at the plan that serves nobody. A stage without any plan goes on until it has
    one.
    """
    order = stages(made)
    model, columns = model_of(made.rows)
    for column in columns:
        model.add_hint(column, 0)
    for position, (_, total) in enumerate(order):
        expression = _weighted(columns, total.terms) + total.constant
        model.minimize(expression)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = WORKERS
        solver.parameters.random_seed = given.seed
        solver.parameters.max_time_in_seconds = given.left
        share = given.left / (len(order) - position)
        improved = Improved(made, columns, share)
        at_the_end = threading.Timer(share, improved.end_if_found)
        at_the_end.start()
        status = solver.solve(model, improved)
        at_the_end.cancel()
        if status not in FOUND:
            return
        values = [solver.value(column) for column in columns]
        tell_plan(chosen_plan(made, values))
        model.add(expression <= round(solver.objective_value))
        model.clear_hints()  # type: ignore[no-untyped-call]
        for column, value in zip(columns, values, strict=True):
            model.add_hint(column, value)


def main() -> int:
    """Formulate and solve."""
    given = task("textbook")
    run(given, formulated(Scenario.model_validate(given.tables())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
