"""The model with a plan held fixed: what it says of a plan that it did not find."""

from __future__ import annotations

from typing import NamedTuple

from ortools.sat.python import cp_model

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.build import PlanModel
from solver.model.grains import in_units
from solver.model.hints import chosen, decisions
from solver.plan import Plan


class FixedResult(NamedTuple):
    """Whether the model allows the plan, and if so the value of each stage in its unit."""

    feasible: bool
    values: dict[StageId, int] | None


REFUSED = FixedResult(feasible=False, values=None)


def fits(
    scenario: Scenario, plan: Plan, previous: Plan | None = None, *, reductions: bool = True
) -> FixedResult:
    """What the model says of a plan, every primary decision fixed to it.

    The sum of all stages is minimised, so that each auxiliary decision is as low as its stage
    allows; the stages share none of them.
    """
    given = candidates(scenario)
    given = reduced(given) if reductions else given
    yes = chosen(given, plan)
    if yes is None:
        return REFUSED
    model = PlanModel(given, previous)
    answers = decisions(model.variables, yes)
    if answers is None:
        return REFUSED
    for decision, answer in answers:
        model.cp.add(decision == int(answer))
    stages = [stage for stage in StageId if previous or stage is not StageId.CONTINUITY]
    expressions = {stage: model.stage(stage).expression for stage in stages}
    model.cp.minimize(sum(expressions.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model.cp) != cp_model.OPTIMAL:
        return REFUSED
    return FixedResult(
        feasible=True,
        values={stage: in_units(solver.value(e), stage) for stage, e in expressions.items()},
    )
