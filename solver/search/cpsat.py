"""One call of CP-SAT: a model, what to minimise, a plan to start from, a limit."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import NamedTuple

from ortools.sat.python import cp_model

from solver.model.build import PlanModel
from solver.model.extract import extract
from solver.model.hints import chosen, decisions
from solver.model.variables import Linear, Literal
from solver.plan import Plan
from solver.search.effort import Effort

SECONDS_BETWEEN_PLANS = 0.5
PROVERS = ("max_lp", "lb_tree_search")


class Answer(NamedTuple):
    """What a call found.

    Attributes
    ----------
    plan
        Best plan found, if any.
    bound
        Proved lower bound of what was minimised, in its grains; `None` if nothing was proved.
    impossible
        Proved that no plan keeps the rules and limits.
    proved
        Proved that nothing is better than `plan`.
    """

    plan: Plan | None
    bound: int | None
    impossible: bool
    proved: bool


class _Plans(cp_model.CpSolverSolutionCallback):
    """Hands improved plans out while the search goes on, not more often than listened to."""

    def __init__(self, model: PlanModel, on_plan: Callable[[Plan], object]) -> None:
        super().__init__()
        self._model = model
        self._on_plan = on_plan
        self._told = 0.0

    def on_solution_callback(self) -> None:
        """Called by the solver at each improved solution."""
        if time.monotonic() - self._told < SECONDS_BETWEEN_PLANS:
            return
        self._on_plan(extract(self._model.variables, self._chosen))
        self._told = time.monotonic()

    def _chosen(self, decision: Literal) -> bool:
        return bool(self.boolean_value(decision))


def minimise(
    model: PlanModel,
    cp: cp_model.CpModel,
    objective: Linear,
    effort: Effort,
    *,
    start: Plan | None = None,
    on_plan: Callable[[Plan], object] | None = None,
    on_bound: Callable[[int], None] | None = None,
) -> Answer:
    """Minimise over `cp`, the model's rules with whatever limits the caller added."""
    cp.minimize(objective)
    if start is not None:
        _hint(model, cp, start)
    solver = _solver(effort)
    if on_bound is not None:
        solver.best_bound_callback = _in_grains(on_bound)
    listener = _Plans(model, on_plan) if on_plan is not None and effort.workers > 1 else None
    with effort.stop.may_end(solver.stop_search):
        if effort.stop.requested:
            return Answer(None, None, impossible=False, proved=False)
        status = solver.solve(cp, listener)
    effort.clock.charge(solver, len(cp.proto.variables))
    if status == cp_model.MODEL_INVALID:
        raise ValueError(cp.validate())
    if status == cp_model.INFEASIBLE:
        return Answer(None, None, impossible=True, proved=True)
    bound = _bound(solver, cp)
    if status == cp_model.UNKNOWN:
        return Answer(None, bound, impossible=False, proved=False)
    plan = extract(model.variables, lambda decision: bool(solver.boolean_value(decision)))
    return Answer(plan, bound, impossible=False, proved=status == cp_model.OPTIMAL)


def any_plan(model: PlanModel, effort: Effort) -> Plan | None:
    """A plan within the limits of the model, whichever comes first.

    CP-SAT as it comes finds one where, with something to minimise, it goes on looking around a
    plan that it has.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed
    effort.clock.limit(solver, effort.seconds)
    with effort.stop.may_end(solver.stop_search):
        if effort.stop.requested:
            return None
        status = solver.solve(model.cp)
    effort.clock.charge(solver, len(model.cp.proto.variables))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return extract(model.variables, lambda decision: bool(solver.boolean_value(decision)))


class Proof(NamedTuple):
    """What a call over any model has found.

    Attributes
    ----------
    bound
        Proved lower bound in grains, if any.
    value
        Grains of the best solution found, if any.
    chosen
        Answers of that solution.
    """

    bound: int | None
    value: int | None
    chosen: Callable[[Literal], bool] | None


def propose(
    cp: cp_model.CpModel, objective: Linear, effort: Effort, *, any_will_do: bool = False
) -> Proof:
    """A lower bound of the objective and the best solution, of a model that is not a plan's.

    Where `any_will_do`, the first solution instead of the best.
    """
    cp.minimize(objective)
    solver = _solver(effort)
    solver.parameters.stop_after_first_solution = any_will_do
    with effort.stop.may_end(solver.stop_search):
        if effort.stop.requested:
            return Proof(None, None, None)
        status = solver.solve(cp)
    effort.clock.charge(solver, len(cp.proto.variables))
    if status == cp_model.INFEASIBLE:
        return Proof(None, None, None)
    bound = _bound(solver, cp)
    if status == cp_model.UNKNOWN:
        return Proof(bound, None, None)
    value = round(solver.objective_value)
    return Proof(value if status == cp_model.OPTIMAL else bound, value, solver.boolean_value)


def _bound(solver: cp_model.CpSolver, cp: cp_model.CpModel) -> int | None:
    # Before anything is proved CP-SAT says 0, which is a bound too: no stage is negative.
    return _whole_grains(solver.best_objective_bound) if cp.has_objective() else None


def _whole_grains(bound: float) -> int | None:
    """The bound as it holds for whole grains; the solver's own rounding errors are below 1e-6."""
    return math.ceil(bound - 1e-6) if math.isfinite(bound) else None


def _in_grains(on_bound: Callable[[int], None]) -> Callable[[float], None]:
    def tell(bound: float) -> None:
        grains = _whole_grains(bound)
        if grains is not None:
            on_bound(grains)

    return tell


def _hint(model: PlanModel, cp: cp_model.CpModel, plan: Plan) -> None:
    yes = chosen(model.given, plan)
    answers = decisions(model.variables, yes) if yes is not None else None
    # Members of a company share a decision, and nothing may be hinted twice.
    for decision, answer in {d.index: (d, a) for d, a in answers or ()}.values():
        cp.add_hint(decision, answer)


def _solver(effort: Effort) -> cp_model.CpSolver:
    """CP-SAT as it measured best: relaxations to prove, moves and little presolve to find."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = effort.workers
    parameters.random_seed = effort.seed
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0
    parameters.max_presolve_iterations = 1
    parameters.linearization_level = 2 if effort.thorough else 1
    if effort.workers > 1 and effort.thorough:
        parameters.subsolvers.extend(PROVERS)
    effort.clock.limit(solver, effort.seconds)
    return solver
