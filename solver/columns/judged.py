"""What a plan of a part is worth, by code that no model shares."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.convenience import convenience_terms
from solver.measure.objective import stage_values
from solver.model.grains import most_grains
from solver.plan import Plan
from solver.verify.report import verify


def points_of(scenario: Scenario, plan: Plan, limits: Mapping[StageId, int]) -> int | None:
    """Half-hundredths of a point; `None` if the plan breaks a rule or a limit, in grains."""
    reached = stage_values(scenario, plan)
    within = all(
        stage in reached and most_grains(stage, reached[stage]) <= limit
        for stage, limit in limits.items()
    )
    if not within or verify(scenario, plan):
        return None
    return sum(convenience_terms(scenario, plan).values())
