"""All violations of all rules, and the value of every stage."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.verify.checks import CHECKS

OTHER_SCENARIO = "other_scenario"


class Report(BaseModel):
    """What the verifier says of a plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    violations: tuple[Finding, ...] = Field(description="Empty if the plan keeps every rule.")
    values: dict[StageId, int] = Field(
        description="Value of each stage in its unit; no `continuity` without a previous plan."
    )


def verify(scenario: Scenario, plan: Plan) -> tuple[Finding, ...]:
    """Every violation of every rule, rules in the order of the catalogue."""
    found = [finding for check in CHECKS.values() for finding in check(scenario, plan)]
    if plan.scenario != scenario.content_hash:
        numbers = {"expected": scenario.content_hash, "given": plan.scenario}
        found.insert(0, Finding(code=OTHER_SCENARIO, numbers=dict(numbers)))
    return tuple(found)


def report(scenario: Scenario, plan: Plan, previous: Plan | None = None) -> Report:
    """Violations and recomputed stage values of a plan, sound or not."""
    return Report(violations=verify(scenario, plan), values=stage_values(scenario, plan, previous))
