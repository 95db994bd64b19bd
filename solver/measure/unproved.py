"""The outcome of a plan that no search has found: measured, with nothing proved of it."""

from __future__ import annotations

from scenarios.rules import STAGES
from scenarios.scenario import Scenario
from solver.measure.kpis import kpis
from solver.measure.objective import stage_values
from solver.outcome import Outcome, StageResult, Status
from solver.plan import Plan


def unproved(scenario: Scenario, plan: Plan, previous: Plan | None) -> Outcome:
    """A feasible outcome with the stages and KPIs of a plan."""
    return Outcome(
        status=Status.FEASIBLE,
        plan=plan,
        stages=unproved_stages(scenario, plan, previous),
        kpis=kpis(scenario, plan, previous),
    )


def unproved_stages(
    scenario: Scenario, plan: Plan, previous: Plan | None
) -> tuple[StageResult, ...]:
    """Stages of a plan of which nothing is known but the plan."""
    values = stage_values(scenario, plan, previous)
    return tuple(
        StageResult(
            name=stage,
            unit=STAGES[stage].unit,
            value=values[stage],
            bound=None,
            gap=None,
            optimal=False,
            final=values[stage],
            seconds=0.0,
        )
        for stage in scenario.settings.priorities
        if stage in values
    )
