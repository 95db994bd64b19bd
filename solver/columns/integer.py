"""Whole solutions of a programme by CP-SAT, over the variables that can still matter."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from solver.columns.effort import Effort
from solver.columns.programme import FREE, Flags, Linear, Programme


class Solved(NamedTuple):
    """What a call found among solutions of at most a value.

    Attributes
    ----------
    bound
        No such solution is below; `None` if there is none at all.
    chosen
        Variables above 0 in the best solution found, with their values.
    value
        Its value.
    """

    bound: int | None
    chosen: dict[int, int] | None
    value: int | None


def solved(
    programme: Programme,
    objective: Linear,
    alive: Flags,
    at_most: int,
    seconds: float,
    effort: Effort,
    *,
    plain: bool = False,
) -> Solved:
    """Minimise over the variables alive, others being 0.

    Parameters
    ----------
    plain
        Without presolve and cuts, which take longer than a small programme is worth.
    """
    cp = cp_model.CpModel()
    variable_of = {
        int(index): cp.new_int_var(0, programme.most[index], "") for index in np.flatnonzero(alive)
    }
    for row in programme.rows:
        left = _sum(row.sum, variable_of)
        if not isinstance(left, int) or not row.least <= left <= row.most:
            cp.add_linear_constraint(left, max(row.least, -FREE), min(row.most, FREE))
    minimised = _sum(objective, variable_of)
    if not isinstance(minimised, int):
        cp.add(minimised <= at_most)
    cp.minimize(minimised)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = effort.seed
    solver.parameters.cp_model_probing_level = 0
    if plain:
        solver.parameters.cp_model_presolve = False
        solver.parameters.cut_level = 0
    solver.parameters.linearization_level = 2
    solver.parameters.add_lp_constraints_lazily = False
    effort.clock.limit(solver, seconds)
    with effort.stop.may_end(solver.stop_search):
        if effort.stop.requested:
            return Solved(-FREE, None, None)
        status = solver.solve(cp)
    effort.clock.charge(solver, len(cp.proto.variables))
    if status == cp_model.INFEASIBLE:
        return Solved(None, None, None)
    bound = math.ceil(solver.best_objective_bound - 1e-6)
    if status == cp_model.UNKNOWN:
        return Solved(bound, None, None)
    chosen = {
        index: answer
        for index, variable in variable_of.items()
        if (answer := solver.value(variable))
    }
    value = round(solver.objective_value)
    return Solved(value if status == cp_model.OPTIMAL else bound, chosen, value)


def _sum(terms: Linear, variable_of: dict[int, cp_model.IntVar]) -> cp_model.LinearExpr | int:
    kept = [
        (variable_of[index], factor)
        for index, factor in zip(terms.indices.tolist(), terms.factors.tolist(), strict=True)
        if index in variable_of
    ]
    if not kept:
        return terms.constant
    return (
        cp_model.LinearExpr.weighted_sum([v for v, _ in kept], [f for _, f in kept])
        + terms.constant
    )
