"""The rows that CP-SAT and HiGHS are given say neither more nor less than the rules."""

from ortools.sat.python import cp_model

from bench.peers.formulation_stages import chosen_plan, formulated, stages
from bench.peers.textbook import model_of
from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.build import with_settings
from tests.support.oracle import TooManyPlansError, optimum
from tests.support.strategies import tiny

RACED = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)
CHUNK = 24
MOST_PLANS = 1000


def raced(seed: int) -> Scenario:
    """A tiny scenario with the stages of a race, none of which may be given back."""
    free = {f"slack_{stage.value}": 0 for stage in RACED}
    return with_settings(tiny(seed), priorities=tuple(stage.value for stage in RACED), **free)


def best_plan(scenario: Scenario) -> Plan | None:
    """A plan with the least of every stage that the rows allow."""
    made = formulated(scenario)
    order = stages(made)
    model, columns = model_of(made.rows)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    values: list[int] = []
    for _, total in order:
        terms = [columns[column] * weight for column, weight in total.terms]
        model.minimize(sum(terms) + total.constant)
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        values = [solver.value(column) for column in columns]
        model.add(sum(terms) + total.constant <= round(solver.objective_value))
    return Plan.model_validate(chosen_plan(made, values))


def test_best_plan_of_the_rows_is_the_best_of_all_plans() -> None:
    compared = 0
    for seed in range(7000, 7000 + CHUNK):
        scenario = raced(seed)
        if has_errors(check(scenario)):
            continue
        try:
            best = optimum(scenario, limit=MOST_PLANS)
        except TooManyPlansError:
            continue
        plan = best_plan(scenario)

        assert (plan is None) == (best.plan is None), seed
        if plan is not None:
            compared += 1
            assert verify(scenario, plan) == (), seed
            values = stage_values(scenario, plan)
            assert {stage: values[stage] for stage in RACED} == best.values, seed
    assert compared > CHUNK / 2
