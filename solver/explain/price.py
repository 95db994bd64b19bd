"""What it would cost to serve a need that a plan leaves out, and why it is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ortools.sat.python import cp_model

from scenarios.fields import plain_number
from scenarios.findings import Shown
from scenarios.needs import Need, Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.explain.possible import candidates_around
from solver.explain.question import qualified
from solver.measure.objective import stage_values
from solver.model.build import PlanModel
from solver.model.extract import extract
from solver.model.grains import most_grains
from solver.model.objective import stage_expression
from solver.outcome import StageResult
from solver.plan import Plan
from solver.verify.report import verify

WORK_UNITS = 4.0


class Price(NamedTuple):
    """The cheapest way found to serve the need and all served now, and what it tells.

    Attributes
    ----------
    code
        `price_proved`: no plan with the need costs less than this plan, by the bound of its cost.
        `price_above_worth`: this way is dearer than the need is worth.
        `price_in_slack`: the plan's cost is proved, and it may be so much above it for better
        times. `price_slack_or_search`: that, or the search had not ended. `price_search`: more
        than the slack could be saved. `place_found`: the need is not optional, so this plan is
        better.
    """

    code: str
    numbers: dict[str, Shown]
    plan: Plan
    differences: dict[StageId, int]


def price_of(
    scenario: Scenario, plan: Plan, need: Need, cost: StageResult | None = None
) -> Price | None:
    """What serving the need would cost; `None` if no way was found.

    Parameters
    ----------
    cost
        The stage `cost` of the outcome, if the plan is that of an outcome.
    """
    if StageId.COST not in scenario.settings.priorities:
        return None
    shown = _cheapest(scenario, plan, need)
    if shown is None:
        return None
    before, after = stage_values(scenario, plan), stage_values(scenario, shown)
    differences = {stage: value - before[stage] for stage, value in after.items()}
    optional = need.priority is Priority.OPTIONAL
    worth = scenario.settings.worth_optional * Decimal(need.half_pupil_lessons * optional) / 2
    numbers = {
        "price": plain_number(Decimal(differences[StageId.COST]) / 100 + worth),
        "worth": plain_number(worth),
        "slack": plain_number(scenario.settings.slack(StageId.COST)),
    }
    by_cost = _code(scenario, before[StageId.COST], after[StageId.COST], cost)
    code = by_cost if optional else "place_found"
    return Price(code, dict(numbers), shown, differences)


def _code(scenario: Scenario, before: int, after: int, cost: StageResult | None) -> str:
    proved = cost is not None and cost.optimal
    if proved and cost is not None and cost.bound == before:
        return "price_proved"
    if after > before:
        return "price_above_worth"
    if proved:
        return "price_in_slack"
    most = after * (100 + scenario.settings.slack(StageId.COST)) / 100
    return "price_slack_or_search" if before <= most else "price_search"


def _cheapest(scenario: Scenario, plan: Plan, need: Need) -> Plan | None:
    """The best plan with the need in which only groups of its possible teachers may change."""
    able = qualified(scenario, [need.need])
    free = {name for name, (group, _) in plan.group_of.items() if group.teacher in able}
    model = PlanModel(candidates_around(scenario, plan, {need.need, *free}))
    for name in (need.need, *plan.group_of):
        model.cp.add(model.variables.served(name) == 1)
    values = stage_values(scenario, plan)
    order = scenario.settings.priorities
    for stage in order[: order.index(StageId.COST)]:
        if stage is not StageId.CONTINUITY:
            earlier = stage_expression(model.variables, stage, None).expression
            model.cp.add(earlier <= most_grains(stage, values[stage]))
    model.cp.minimize(stage_expression(model.variables, StageId.COST, None).expression)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = WORK_UNITS
    if solver.solve(model.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = extract(model.variables, lambda decision: bool(solver.boolean_value(decision)))
    return None if verify(scenario, found) else found
