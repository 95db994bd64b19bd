"""Whether the numbers said of a plan are borne out by the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenarios.findings import Finding
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.outcome import StageResult
from solver.plan import Plan
from solver.verify.report import verify


def recheck(
    scenario: Scenario, plan: Plan, stages: Sequence[StageResult], previous: Plan | None
) -> tuple[Finding, ...]:
    """Every broken rule of the plan, and every number said of it that it does not bear out."""
    return (*verify(scenario, plan), *_wrong_numbers(scenario, plan, stages, previous))


def _wrong_numbers(
    scenario: Scenario, plan: Plan, stages: Sequence[StageResult], previous: Plan | None
) -> Iterator[Finding]:
    values = stage_values(scenario, plan, previous)
    for stage in stages:
        counted = values.get(stage.name, stage.final)
        if stage.final is not None and counted is not None and stage.final != counted:
            yield Finding(
                code="value_differs",
                numbers={"stage": stage.name, "said": stage.final, "counted": counted},
            )
    for stage in stages:
        if (stage.optimal and (stage.value is None or stage.value != stage.bound)) or (
            stage.value is not None and stage.bound is not None and stage.bound > stage.value
        ):
            yield Finding(code="bound_does_not_hold", numbers={"stage": stage.name})
